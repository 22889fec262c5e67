"""Comparing the record with a seal that somebody kept outside."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import notes
from tracker.domain.errors import Refusal
from tracker.domain.notes import Checkpoint, Forged, Malformed, Note
from tracker.models import Checkpoint as Sealed
from tracker.models import Event
from tracker.services.checkpoints import keys, tree


@dataclass(frozen=True)
class Comparison:
    """What a seal says, and whether the record continues it; ``up_to`` is the moment of the last event under it."""

    size: int
    continued: bool
    up_to: datetime | None


def compare(session: Session, written: str) -> Comparison:
    """Compare the record with a signed seal; raise Refusal where it is no seal, or none of this desk's."""
    seal = _read(session, written)
    sealed = session.scalar(select(Sealed.size).order_by(Sealed.size.desc()).limit(1)) or 0
    continued = seal.size <= sealed and tree.roots(session, [(0, seal.size)]) == [seal.root]
    return Comparison(seal.size, continued, session.scalar(select(Event.at).where(Event.seq == seal.size - 1)))


def _read(session: Session, written: str) -> Checkpoint:
    """Read a seal forgivingly as to spaces around it and line ends, which letters and forms change."""
    text = written.strip().replace("\r\n", "\n") + "\n"
    try:
        note = Note.parse(text)
        seal = Checkpoint.parse(note.text)
        signed = notes.verified(note, keys.on_record(session), keys.holds)
    except Malformed as error:
        raise Refusal(f"This is not a seal: {error}. Paste all of it, to the last signature.", field="seal") from error
    except Forged as error:
        raise Refusal(f"This seal was changed, or is a forgery: {error}.", field="seal") from error
    if not any(key.name == seal.origin for key in signed):
        raise Refusal("This seal is not signed by a key of this desk.", field="seal")
    return seal
