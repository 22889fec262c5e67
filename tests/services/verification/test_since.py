"""A check may begin where the last one ended: it finds what was done to the record since, and says where it begins."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.sealing import ORIGIN, SEAL_KEY, SealedDesk, size_of
from tests.small_desk import KEY, small_desk
from tests.statements import statements
from tracker.domain.actors import Program
from tracker.domain.notes import Checkpoint, Note
from tracker.models import Claim, Disclosure, Event, Source
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger


@pytest.fixture
def sealed(engine_url: str, tmp_path: Path) -> Iterator[SealedDesk]:
    """Return a desk that was sealed, and edited since."""
    desk = small_desk(engine_url)
    sealer = Sealer(desk.database.sealing, KEY, SEAL_KEY, tmp_path)
    with closing(desk.database.writing()) as session:
        keys.put_on_record(session, sealer.signer, origin=ORIGIN, by=Program("setup"))
        session.commit()
    yield SealedDesk(desk, sealer, tmp_path)
    desk.database.engine.dispose()


def test_only_what_came_since_is_read(sealed: SealedDesk) -> None:
    verified = sealed.seal()
    sealed.edit(3)
    newest = sealed.seal()
    read = Ledger()
    with closing(sealed.read()) as session:
        assert list(verify(session, KEY, read, given=[verified, newest], since=verified)) == []
    assert (read.changes, read.events) == (6, size_of(verified) + 3)
    assert sealed.faults(verified, newest, since=newest) == []


def test_what_was_done_to_it_since_is_found(sealed: SealedDesk) -> None:
    verified = sealed.seal()
    sealed.edit(2)
    sealed.seal()
    sealed.execute(update(Claim).values(statement="Nobody was killed."))
    assert any("another value than the log" in fault for fault in sealed.faults(since=verified))
    sealed.execute(delete(Disclosure).where(Disclosure.seq == size_of(verified)))
    assert any("its values are missing" in fault for fault in sealed.faults(since=verified))


def test_what_was_done_to_older_rows_is_for_the_whole_check(sealed: SealedDesk) -> None:
    verified = sealed.seal()
    sealed.edit()
    sealed.execute(update(Source).values(name="Another name"))
    assert sealed.faults(since=verified) == []
    assert len(sealed.faults()) == 1


def test_a_record_that_does_not_continue_what_was_verified_is_told_of(sealed: SealedDesk) -> None:
    verified = sealed.seal()
    other = Note(str(Checkpoint(ORIGIN, size_of(verified), b"r" * 32)), verified.signatures)
    [fault] = sealed.faults(since=other)
    assert "does not continue the seal" in fault
    sealed.execute(update(Event).where(Event.seq == 2).values(leaf=b"{}"))
    [fault] = sealed.faults(since=verified)
    assert "does not continue the seal" in fault


def test_older_seals_that_are_given_are_compared_with_the_tree(sealed: SealedDesk) -> None:
    old = sealed.seal()
    sealed.edit()
    verified = sealed.seal()
    text = str(Checkpoint(ORIGIN, size_of(old), b"r" * 32))
    forged = Note(text).signed(sealed.sealer.signer.sign(ORIGIN, text))
    assert sealed.faults(old, since=verified) == []
    [fault] = sealed.faults(forged, since=verified)
    assert "another history" in fault


def test_a_check_from_a_seal_on_takes_no_more_statements_than_a_whole_one(sealed: SealedDesk) -> None:
    verified = sealed.seal()
    sealed.edit()
    counts = []
    for since in (None, verified):
        with statements(sealed.desk.database.engine) as sent:
            sealed.faults(since=since)
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 3
