"""Seals: the signed size and root of the record, and nothing signed that does not continue what was signed before."""

import hmac
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain import chance, leaves, merkle
from tracker.domain.errors import NotFound, Unvouched
from tracker.domain.notes import Checkpoint, Note, Proof
from tracker.models import Checkpoint as Sealed
from tracker.models import Event, LogHead, TreeNode
from tracker.services.checkpoints import keys, tree
from tracker.services.checkpoints.keys import Signer

STEP = 5000
"""Events that one transaction seals at most, so that others can write in between."""


def newest(session: Session, size: int | None = None) -> Note | None:
    """Return the newest seal, or the newest one up to a size; None where there is none."""
    query = select(Sealed.note).order_by(Sealed.size.desc()).limit(1)
    written = session.scalar(query if size is None else query.where(Sealed.size <= size))
    return None if written is None else Note.parse(written)


def proof(session: Session, seq: int) -> Proof:
    """Return what shows that an event is under the newest seal; raise NotFound where none covers it."""
    note = newest(session)
    size = 0 if note is None else Checkpoint.parse(note.text).size
    if note is None or not 0 <= seq < size:
        raise NotFound(f"No seal covers an event {seq}." + (" Try again in a second." if seq >= size else ""))
    return Proof(seq, tuple(tree.inclusion(session, seq, size)), note)


def continues(session: Session, note: Note) -> bool:
    """Tell whether the record, as far as it is sealed, continues a seal."""
    seal = Checkpoint.parse(note.text)
    sealed = session.scalar(select(func.max(Sealed.size))) or 0
    return seal.size <= sealed and tree.roots(session, [(0, seal.size)]) == [seal.root]


def unsealed(session: Session) -> int:
    """Return how many events the newest seal does not cover yet."""
    head = session.scalar(select(LogHead.frontier).where(LogHead.id == 1))
    size = merkle.Frontier.from_bytes(head).size if head is not None else 0
    return size - (session.scalar(select(func.max(Sealed.size))) or 0)


def seal(
    session: Session, log_key: bytes, signer: Signer, remembered: Note | None, retiring: Signer | None = None
) -> Note | None:
    """Put a seal on what was recorded since the last one, at most STEP events, and return the newest seal.

    Every new leaf is checked against its HMAC, the tree against the last seal and the head of the log, and all of it
    against the seal that this machine remembers. A key that is ``retiring`` signs too. Return None while the log is
    empty or no key is on record. Raise Unvouched, and sign nothing, where something does not fit.
    """
    known = keys.on_record(session)
    head = _head(session, log_key)
    if not known or head.size == 0:
        return None
    origin = known[-1].name
    if signer.key(origin) != known[-1]:
        raise Unvouched("The key for seals is not the newest on record. If it was rotated, start the desk again.")
    last = newest(session)
    recalled = None if remembered is None else Checkpoint.parse(remembered.text)
    before = _continued(session, [seal for seal in (_text(last), recalled) if seal], head)
    if last is not None and before.size == head.size:
        return last
    after = _grow(session, log_key, before, head, recalled)
    return _sign(session, [one for one in (signer, retiring) if one], Checkpoint(origin, after.size, after.root()))


def _text(note: Note | None) -> Checkpoint | None:
    return None if note is None else Checkpoint.parse(note.text)


def _head(session: Session, log_key: bytes) -> merkle.Frontier:
    kept = session.execute(select(LogHead.frontier, LogHead.mac).where(LogHead.id == 1)).one_or_none()
    if kept is None or not leaves.vouched(log_key, kept.frontier, kept.mac):
        raise Unvouched("The head of the record is not vouched for by this desk's key.")
    return merkle.Frontier.from_bytes(kept.frontier)


def _continued(session: Session, seals: Sequence[Checkpoint], head: merkle.Frontier) -> merkle.Frontier:
    """Return the frontier at the newest seal that is kept; raise Unvouched where the log does not continue a seal."""
    size = session.scalar(select(func.max(Sealed.size))) or 0
    for seal in seals:
        if seal.size > head.size:
            raise Unvouched(f"A seal is over {seal.size:,} events, and the record holds {head.size:,}: it was cut.")
        if seal.size <= size and tree.roots(session, [(0, seal.size)]) != [seal.root]:
            raise Unvouched(_rewritten(seal))
    return tree.frontier(session, size)


def _rewritten(seal: Checkpoint) -> str:
    return f"The record does not continue a seal over {seal.size:,} events: it was rewritten."


def _grow(
    session: Session, log_key: bytes, before: merkle.Frontier, head: merkle.Frontier, recalled: Checkpoint | None
) -> merkle.Frontier:
    """Fold the next events into the tree and keep the nodes that they complete."""
    end = min(head.size, before.size + STEP)
    if recalled is not None and recalled.size > before.size:
        # The database may have lost the seal that this machine remembers: none beyond it is signed before it is met.
        end = min(end, recalled.size)
    hashes = _vouched_hashes(session, log_key, before.size, end)
    nodes = tree.grown(session, hashes, before.size)
    for leaf in hashes:
        before.append(leaf)
    if end == head.size and before != head:
        raise Unvouched("The events of the record are not those that its head was made of.")
    if recalled is not None and recalled.size == end and recalled.root != before.root():
        raise Unvouched(_rewritten(recalled))
    session.add_all(TreeNode(level=level, index=index, hash=node) for (level, index), node in nodes.items())
    return before


def _vouched_hashes(session: Session, log_key: bytes, start: int, end: int) -> list[bytes]:
    query = select(Event.seq, Event.leaf, Event.mac).where(Event.seq >= start, Event.seq < end)
    events = session.execute(query.order_by(Event.seq)).all()
    if [event.seq for event in events] != list(range(start, end)):
        raise Unvouched(f"Events between {start} and {end} are missing from the record.")
    for event in events:
        if not hmac.compare_digest(event.mac, leaves.mac(log_key, event.leaf)):
            raise Unvouched(f"Event {event.seq} is not vouched for by this desk's key.")
    return [merkle.leaf_hash(event.leaf) for event in events]


def _sign(session: Session, signers: Sequence[Signer], sealed: Checkpoint) -> Note:
    text = str(sealed)
    note = Note(text).signed(*(signer.sign(sealed.origin, text) for signer in signers))
    session.add(Sealed(size=sealed.size, at=chance.now(), note=str(note)))
    session.flush()
    return note
