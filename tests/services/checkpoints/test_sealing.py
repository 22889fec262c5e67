"""Seals cover what is recorded, continue each other, and are put on nothing that this desk did not leave so."""

import threading
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from tests.sealing import ORIGIN, SealedDesk, size_of
from tracker.domain import chance, merkle, notes
from tracker.domain.errors import NotFound, Unvouched
from tracker.domain.notes import Checkpoint
from tracker.models import Change, CheckpointKey, Claim, Disclosure, Event, EventSubject, LogHead, TreeNode
from tracker.models import Checkpoint as Sealed
from tracker.services import checkpoints
from tracker.services.checkpoints import keys, tree
from tracker.services.checkpoints.keys import Signer


def test_a_seal_covers_all_that_is_recorded_and_is_signed_by_the_key_on_record(sealed: SealedDesk) -> None:
    note = sealed.seal()
    with closing(sealed.read()) as session:
        [key] = keys.on_record(session)
        hashes = list(session.scalars(select(Event.leaf_hash).order_by(Event.seq)))
        assert checkpoints.unsealed(session) == 0
    assert notes.verified(note, [key], keys.holds) == {key: note.signatures[0]}
    assert Checkpoint.parse(note.text) == Checkpoint(ORIGIN, len(hashes), merkle.root(hashes))
    assert sealed.faults(note) == []


def test_without_a_key_on_record_there_are_no_seals(engine_url: str, sealed: SealedDesk) -> None:
    sealed.execute(delete(CheckpointKey))
    assert sealed.sealer.seal() is None


def test_what_is_sealed_already_is_not_sealed_again(sealed: SealedDesk) -> None:
    first = sealed.seal()
    assert sealed.seal() == first
    with closing(sealed.read()) as session:
        assert session.scalar(select(func.count()).select_from(Sealed)) == 1


def test_every_event_has_a_proof_and_every_seal_continues_the_ones_before(
    sealed: SealedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Blocks of four instead of 256 events reach several levels with few of them.
    monkeypatch.setattr(tree, "LEVEL", 2)
    monkeypatch.setattr(tree, "BLOCK", 4)
    sizes = []
    for more in (0, 1, 2, 3, 4, 5, 9, 17):
        sealed.edit(more)
        sizes.append(size_of(sealed.seal()))
    with closing(sealed.read()) as session:
        hashes = list(session.scalars(select(Event.leaf_hash).order_by(Event.seq)))
        for size in sizes:
            root = merkle.root(hashes[:size])
            for index in range(size):
                assert merkle.verify_inclusion(hashes[index], index, size, tree.inclusion(session, index, size), root)
            for first in (earlier for earlier in sizes if earlier <= size):
                path = tree.consistency(session, first, size)
                assert merkle.verify_consistency(first, size, merkle.root(hashes[:first]), root, path)
        assert session.scalar(select(func.max(TreeNode.level))) == 5
    assert sealed.faults() == []


def test_a_proof_names_the_event_its_path_and_the_seal(sealed: SealedDesk) -> None:
    note = sealed.seal()
    with closing(sealed.read()) as session:
        proof = checkpoints.proof(session, 2)
        leaf = session.get_one(Event, 2).leaf
        for seq in (-1, size_of(note)):
            with pytest.raises(NotFound, match="No seal covers"):
                checkpoints.proof(session, seq)
    seal = Checkpoint.parse(notes.Proof.parse(str(proof)).note.text)
    assert merkle.verify_inclusion(merkle.leaf_hash(leaf), proof.index, seal.size, proof.path, seal.root)


def test_a_long_log_is_sealed_step_by_step(sealed: SealedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "STEP", 3)
    sealed.edit(8)
    last = size_of(sealed.seal())
    with closing(sealed.read()) as session:
        assert list(session.scalars(select(Sealed.size).order_by(Sealed.size))) == [*range(3, last, 3), last]
    assert sealed.faults() == []


def test_sealers_at_the_same_time_agree(sealed: SealedDesk) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                sealed.sealer_of().seal()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    sealed.edit(8)
    for thread in threads:
        thread.join()
    sealed.seal()
    assert failures == []
    assert sealed.faults() == []


def test_the_append_refuses_a_head_that_nobody_vouches_for(sealed: SealedDesk) -> None:
    sealed.execute(update(LogHead).values(frontier=merkle.Frontier(1, [b"x" * 32]).to_bytes()))
    with pytest.raises(Unvouched, match="Nothing can be saved now"):
        sealed.edit()
    with pytest.raises(Unvouched, match="head of the record"):
        sealed.sealer.seal()
    assert any("head of the log is not vouched for" in fault for fault in sealed.faults())


def test_an_event_that_was_slipped_in_stops_the_next_one(sealed: SealedDesk) -> None:
    sealed.past_the_program(append_forged)
    with pytest.raises(Unvouched, match="Nothing can be saved now"):
        sealed.edit()


def test_an_event_without_the_desks_word_is_not_sealed(sealed: SealedDesk) -> None:
    sealed.seal()
    sealed.edit(2)
    sealed.execute(update(Event).where(Event.seq == 7).values(mac=b"?"))
    with pytest.raises(Unvouched, match="Event 7 is not vouched for"):
        sealed.sealer.seal()


def test_a_log_that_lost_events_is_not_sealed(sealed: SealedDesk) -> None:
    sealed.edit(3)
    sealed.execute(delete(Event).where(Event.seq == 7))
    with pytest.raises(Unvouched, match="missing from the record"):
        sealed.sealer.seal()


def test_a_log_that_was_cut_behind_the_last_seal_is_not_sealed_again(sealed: SealedDesk) -> None:
    kept = head_of(sealed)
    sealed.edit(2)
    note = sealed.seal()
    sealed.past_the_program(lambda connection: restore(connection, kept))
    with pytest.raises(Unvouched, match="it was cut"):
        sealed.sealer.seal()
    # Where the seals went too, this machine still remembers the last one.
    sealed.execute(delete(Sealed))
    with pytest.raises(Unvouched, match="it was cut"):
        sealed.sealer.seal()
    assert any(f"is over {size_of(note)} events" in fault for fault in sealed.faults(note))
    assert sealed.faults() == []


def test_another_history_of_the_same_length_is_not_sealed(sealed: SealedDesk) -> None:
    kept = head_of(sealed)
    sealed.edit(2)
    note = sealed.seal()
    sealed.past_the_program(lambda connection: restore(connection, kept))
    sealed.execute(delete(Sealed))
    sealed.past_the_program(bring_claim_back)
    sealed.edit(4)
    with pytest.raises(Unvouched, match="it was rewritten"):
        sealed.sealer.seal()
    assert any("another history" in fault for fault in sealed.faults(note))


def test_a_key_that_is_not_on_record_signs_nothing(sealed: SealedDesk) -> None:
    with pytest.raises(Unvouched, match="not the newest on record"):
        sealed.sealer_of(b"somebody else's key, of the same length").seal()


def test_a_new_key_is_put_on_record_and_both_sign_the_seal_between(sealed: SealedDesk) -> None:
    first = sealed.seal()
    with closing(sealed.desk.database.writing()) as session:
        signer = Signer(b"another key that signs, of the same length")
        keys.put_on_record(session, signer, origin="", why="the old one is on a lost laptop", by=sealed.desk.ada)
        session.commit()
    sealed.sealer.rotate(b"another key that signs, of the same length")
    between = sealed.seal()
    sealed.edit()
    after = sealed.seal()
    with closing(sealed.read()) as session:
        known = keys.on_record(session)
    assert [sorted(map(known.index, notes.verified(note, known, keys.holds))) for note in (first, between, after)] == [
        [0],
        [0, 1],
        [1],
    ]
    assert sealed.faults(first, between, after) == []


@pytest.mark.parametrize("quick", [True, False])
def test_seals_and_nodes_that_were_changed_are_found(sealed: SealedDesk, quick: bool) -> None:
    note = sealed.seal()
    stranger = Signer(b"a stranger's key, of the same length at least")
    text = str(Checkpoint(ORIGIN, size_of(note), b"r" * 32))
    forged = notes.Note(text).signed(stranger.sign(ORIGIN, text))
    tampered = notes.Note(text, note.signatures)
    for written, fault in [
        (str(forged), "not signed by a key of this desk"),
        (str(tampered), "cannot be trusted"),
        ("nothing", "cannot be trusted"),
    ]:
        sealed.execute(update(Sealed).values(note=written))
        assert any(fault in found for found in sealed.faults(quick=quick))
    sealed.execute(update(Sealed).values(note=str(note), size=3))
    assert any("says 6" in found for found in sealed.faults(quick=quick))
    sealed.execute(update(Sealed).values(size=size_of(note)))
    sealed.execute(insert(TreeNode).values(level=8, index=0, hash=b"n" * 32))
    assert sealed.faults(quick=quick) == ["tree_nodes: node 0 at level 8 is not the log's"]


def test_a_key_on_record_without_a_seal_is_told_of_after_a_while(sealed: SealedDesk) -> None:
    assert sealed.faults() == []
    hour_ago = chance.now() - timedelta(hours=1)
    sealed.execute(update(CheckpointKey).values(created_at=hour_ago))
    assert any("there is no seal" in fault for fault in sealed.faults(quick=True))
    sealed.seal()
    assert sealed.faults(quick=True) == []


def test_every_seal_that_was_given_out_is_compared(sealed: SealedDesk, engine_url: str) -> None:
    note = sealed.seal()
    sealed.edit(3)
    sealed.seal()
    text = str(Checkpoint(ORIGIN, size_of(note), b"r" * 32))
    other = notes.Note(text).signed(sealed.sealer.signer.sign(ORIGIN, text))
    assert sealed.faults(note) == []
    [fault] = sealed.faults(other)
    assert "the seal that was brought is over another history" in fault


def append_forged(connection: Connection) -> None:
    """Write an event at the end of the log without the desk's keys, and without the head."""
    last = connection.execute(select(Event.__table__).order_by(Event.seq.desc()).limit(1)).one()
    row = dict(last._mapping) | {"seq": last.seq + 1, "id": last.id.__class__(int=last.id.int ^ 1)}
    connection.execute(insert(Event).values(**row))


def head_of(sealed: SealedDesk) -> dict[str, object]:
    """Return the head of the log as it is now."""
    with closing(sealed.read()) as session:
        head = session.get_one(LogHead, 1)
        return {"frontier": head.frontier, "mac": head.mac, "at": head.at}


def restore(connection: Connection, head: dict[str, object]) -> None:
    """Cut the log back to a head that it had, with all that belongs to what is cut."""
    size = merkle.Frontier.from_bytes(head["frontier"]).size  # type: ignore[arg-type]
    for kept in (EventSubject, Disclosure, Change, Event):
        connection.execute(delete(kept).where(kept.seq >= size))
    connection.execute(delete(Sealed).where(Sealed.size > size))
    connection.execute(update(LogHead).values(**head))
    bring_claim_back(connection)


def bring_claim_back(connection: Connection) -> None:
    """Give the claim the statement and the revision that it had before it was edited."""
    connection.execute(update(Claim).values(rev=1, statement="Nineteen people were killed in the attack."))
