"""Seals in other people's hands: with none outside the desk, nobody could tell that the whole record was exchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance, notes
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.notes import Checkpoint, Forged, Key, Note, Signature
from tracker.domain.vocabulary import Means
from tracker.models import Checkpoint as Sealed
from tracker.models import Event, Handover, LogHead
from tracker.services.checkpoints import keys
from tracker.services.record import person_of, record

SHOWN = 50


@dataclass(frozen=True)
class Standing:
    """How far the record is sealed, and how far somebody outside the desk could tell that it was changed.

    ``recorded``, ``sealed`` and ``outside`` count events; each moment is that of the last event so covered.
    """

    recorded: int
    recorded_at: datetime | None
    sealed: int
    sealed_at: datetime | None
    outside: int
    outside_at: datetime | None
    holders: tuple[str, ...]


def standing(session: Session) -> Standing:
    """Return how far the record is sealed, and held outside."""
    recorded_at = session.scalar(select(LogHead.at).where(LogHead.id == 1))
    recorded = session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1))
    sealed = session.scalar(select(Sealed.size).order_by(Sealed.size.desc()).limit(1)) or 0
    outside = session.scalar(select(Handover.size).order_by(Handover.size.desc()).limit(1)) or 0
    holders = session.scalars(select(Handover.holder).where(Handover.size == outside).order_by(Handover.id))
    last = select(Event.seq, Event.at).where(Event.seq.in_([sealed - 1, outside - 1]))
    ends = {row.seq: row.at for row in session.execute(last)}
    return Standing(
        recorded=0 if recorded is None else recorded + 1,
        recorded_at=recorded_at,
        sealed=sealed,
        sealed_at=ends.get(sealed - 1),
        outside=outside,
        outside_at=ends.get(outside - 1),
        holders=tuple(dict.fromkeys(holders)),
    )


def newest(session: Session) -> Sequence[Handover]:
    """List the seals that were handed over, the newest first."""
    return session.scalars(select(Handover).order_by(Handover.id.desc()).limit(SHOWN)).all()


def hand_over(
    session: Session, note: Note, *, means: Means, holder: str, cosignature: Signature | None = None, by: Actor
) -> Handover:
    """Put on record that somebody outside the desk holds a seal, and the signature with which they vouch for it."""
    if not holder.strip():
        raise Refusal("Say who holds the seal from now on.", field="holder")
    handover = Handover(
        id=chance.new_id(),
        size=Checkpoint.parse(note.text).size,
        means=means,
        holder=holder.strip(),
        cosignature="" if cosignature is None else str(cosignature),
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(handover)
    record(session, Action.SEAL_HANDED_OVER, about=None, by=by, seal=note.text.rstrip("\n"))
    return handover


def take_back(session: Session, returned: Note, key: Key, *, holder: str, by: Actor) -> Handover:
    """Take a seal that came back cosigned; raise Refusal where it is not one of ours, or not cosigned by the key."""
    seal = Checkpoint.parse(returned.text)
    kept = session.scalar(select(Sealed.note).where(Sealed.size == seal.size))
    if kept is None or Note.parse(kept).text != returned.text:
        raise Refusal("This is none of the seals that this desk has put on its record.")
    try:
        signed = notes.verified(returned, [key], keys.holds)
    except Forged as error:
        raise Refusal(f"The cosignature does not hold: {error}.") from error
    if key not in signed:
        raise Refusal(f"The seal carries no cosignature by {key.name}.")
    return hand_over(session, returned, means=Means.WITNESS, holder=holder, cosignature=signed[key], by=by)


def last_seen(session: Session, holder: str) -> int:
    """Return the size of the newest seal that a witness cosigned, or 0."""
    seen = select(Handover.size).where(Handover.holder == holder, Handover.means == Means.WITNESS)
    return session.scalar(seen.order_by(Handover.size.desc()).limit(1)) or 0
