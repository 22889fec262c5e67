"""What is handed out with proofs holds before a stranger, and shows no more than the person may see."""

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.bundling import HARBOUR, entries
from tests.sealing import ORIGIN, SEAL_KEY, SealedDesk, size_of
from tests.small_desk import KEY, small_desk
from tests.statements import statements
from tests.witness import Witness
from tracker import verifier
from tracker.domain.actors import Program
from tracker.domain.errors import Refusal, Unvouched
from tracker.domain.notes import Key, Note
from tracker.domain.vocabulary import Means
from tracker.exports import bundle as bundles_out
from tracker.models import Article, Claim, Event, Recorded, Source, User
from tracker.services import bundles, history
from tracker.services.checkpoints import handovers, keys, witnesses
from tracker.services.checkpoints.keys import Signer
from tracker.services.checkpoints.sealer import Sealer


@pytest.fixture
def sealed(engine_url: str, tmp_path: Path) -> Iterator[SealedDesk]:
    desk = small_desk(engine_url)
    sealer = Sealer(desk.database.sealing, KEY, SEAL_KEY, tmp_path)
    with closing(desk.database.writing()) as session:
        keys.put_on_record(session, sealer.signer, origin=ORIGIN, by=Program("setup"))
        session.commit()
    yield SealedDesk(desk, sealer, tmp_path)
    desk.database.engine.dispose()


def bundle_of(session: Session, model: type[Recorded], thing_id: object, person: User) -> bytes:
    thing = session.get_one(model, thing_id)
    events = history.events_of_thing(thing.kind, thing.id, person=person)
    packed = bundles_out.pack(bundles.gather(session, events, [(thing.kind, thing.id)], desk=HARBOUR, person=person))
    with packed.file as file:
        return file.read()


def of_claim(sealed: SealedDesk, person: User | None = None) -> bytes:
    with closing(sealed.read()) as session:
        return bundle_of(session, Claim, sealed.desk.claim, person or sealed.desk.ines)


def the_key(sealed: SealedDesk) -> Key:
    with closing(sealed.read()) as session:
        return keys.on_record(session)[-1]


def checked(sealed: SealedDesk, data: bytes, *witness: Key, older: Path | None = None) -> verifier.Account:
    """Return what a stranger is told who has the desk's key from elsewhere."""
    asked = verifier.Asked(
        [verifier.read_key(str(the_key(sealed)), verifier.SIGNS)],
        [verifier.read_key(str(key), verifier.COSIGNS) for key in witness],
        len(witness),
        [str(older)] if older else [],
    )
    return verifier.check(io.BytesIO(data), asked)


def test_the_trail_of_each_kind_of_thing_holds(sealed: SealedDesk) -> None:
    desk = sealed.desk
    sealed.edit(4)
    size = size_of(sealed.seal())
    for model, thing in ((Claim, desk.claim), (Article, desk.article), (Source, desk.source), (User, desk.ines.id)):
        with closing(sealed.read()) as session:
            account = checked(sealed, bundle_of(session, model, thing, desk.ada))
            told = [event.seq for event in session.scalars(history.events_of_thing(model.kind, thing, person=desk.ada))]
        assert account.fails == account.weaker == [], model
        assert account.figures["seal"]["size"] == size
        assert account.figures["events"] == sorted(told)
        assert f"{model.kind} {thing}" in account.figures["revisions"]


def test_every_revision_of_a_claim_and_of_its_appearance_is_there(sealed: SealedDesk) -> None:
    sealed.edit(4)
    sealed.seal()
    account = checked(sealed, of_claim(sealed))
    revisions = account.figures["revisions"]
    assert revisions[f"claim {sealed.desk.claim}"] == [1, 5]
    assert [name.split()[0] for name in revisions] == ["claim", "appearance"]


def test_a_choice_of_the_desks_events_holds_and_is_about_no_thing(sealed: SealedDesk) -> None:
    sealed.edit(3)
    sealed.seal()
    with closing(sealed.read()) as session:
        events = history.events_of_desk(history.Filters(), person=sealed.desk.ada)
        packed = bundles_out.pack(bundles.gather(session, events, [], desk=HARBOUR, person=sealed.desk.ada))
        whole = list(session.scalars(select(Event.seq).order_by(Event.seq)))
    with packed.file as file:
        account = checked(sealed, file.read())
    assert (account.code, account.figures["events"]) == (verifier.HOLDS, whole)
    assert packed.events == len(whole)
    assert "the bundle is not about one thing" in "\n".join(account.unproven)


def test_what_no_seal_covers_yet_is_left_out(sealed: SealedDesk) -> None:
    sealed.seal()
    before = of_claim(sealed)
    sealed.edit(2)
    assert of_claim(sealed) == before
    sealed.seal()
    assert len(checked(sealed, of_claim(sealed)).figures["events"]) == 3


def test_without_a_seal_nothing_is_handed_out(sealed: SealedDesk) -> None:
    with pytest.raises(Refusal, match="No seal covers this yet"):
        of_claim(sealed)


def test_what_a_person_may_not_see_is_withheld(sealed: SealedDesk) -> None:
    sealed.desk.sign_in(sealed.desk.ada)
    sealed.seal()
    with closing(sealed.read()) as session:
        events = history.events_of_desk(history.Filters(), person=sealed.desk.ines)
        packed = bundles_out.pack(bundles.gather(session, events, [], desk=HARBOUR, person=sealed.desk.ines))
    with packed.file as file:
        data = file.read()
    account = checked(sealed, data)
    assert account.code == verifier.HOLDS
    lines = [json.loads(line) for line in entries(data)["events.jsonl"].splitlines()]
    shown = json.dumps([change["disclosed"] for line in lines for change in line["changes"]])
    assert "Ines Aldana" in shown
    assert "Ada Admin" not in shown
    assert "session.signed_in" not in "".join(line["leaf"] for line in lines)


def test_the_seal_that_a_witness_vouches_for_is_chosen_over_a_newer_one(sealed: SealedDesk) -> None:
    witness = Witness(follows=[the_key(sealed)])
    vouched = hand_to(sealed, witness)
    sealed.desk.sign_in(sealed.desk.ada)
    sealed.seal()
    account = checked(sealed, of_claim(sealed), witness.key)
    assert (account.code, account.figures["seal"]["size"]) == (verifier.HOLDS, size_of(vouched))
    sealed.edit()
    newest = sealed.seal()
    account = checked(sealed, of_claim(sealed), witness.key)
    assert (account.code, account.figures["seal"]["size"]) == (verifier.WEAKER, size_of(newest))


def test_a_seal_of_a_key_no_longer_in_use_is_not_chosen(sealed: SealedDesk) -> None:
    witness = Witness(follows=[the_key(sealed)])
    hand_to(sealed, witness)
    with closing(sealed.desk.database.writing()) as session:
        keys.put_on_record(session, Signer(b"another"), origin="", why="for the test", by=sealed.desk.ada)
        session.commit()
    sealed.sealer.rotate(b"another")
    account = checked(sealed, of_claim(sealed), witness.key)
    assert (account.code, account.fails) == (verifier.WEAKER, [])


def test_whoever_holds_an_older_seal_of_the_desk_can_compare_it(sealed: SealedDesk, tmp_path: Path) -> None:
    older = tmp_path / "older.note"
    older.write_text(str(hand_to(sealed, Witness(follows=[the_key(sealed)]))), "utf-8")
    sealed.edit(3)
    sealed.seal()
    account = checked(sealed, of_claim(sealed), older=older)
    assert (account.code, account.weaker) == (verifier.HOLDS, [])
    assert "The sealed log continues the one of" in "\n".join(account.holds)


def hand_to(sealed: SealedDesk, witness: Witness) -> Note:
    """Seal, have a witness cosign the seal, and put that on record."""
    sealed.seal()
    note = sealed.seal()
    with closing(sealed.desk.database.writing()) as session:
        returned = witnesses.cosigned(session, note, witness.key, 0, witness.answer)
        given = returned.signatures[-1]
        handovers.hand_over(
            session, note, means=Means.WITNESS, holder=witness.name, cosignature=given, by=sealed.desk.ada
        )
        session.commit()
    return note


def test_statements_grow_with_batches_and_not_with_events(sealed: SealedDesk) -> None:
    sealed.edit(60)
    sealed.seal()
    with closing(sealed.read()) as session:
        session.connection()
        with statements(sealed.desk.database.engine) as sent:
            bundle_of(session, Claim, sealed.desk.claim, sealed.desk.ines)
    assert len(sent) <= 16


def test_a_record_with_a_gap_hands_nothing_out(sealed: SealedDesk) -> None:
    sealed.edit(3)
    sealed.seal()
    sealed.execute(delete(Event).where(Event.seq == 2))
    with pytest.raises(Unvouched, match="missing from the record"):
        of_claim(sealed)
