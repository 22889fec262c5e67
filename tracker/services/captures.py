"""Captures: the original bytes, taken in once, and the text that is read from them."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.ingest import Extraction, media_types, read
from tracker.models import Capture, Snapshot
from tracker.services.record import person_of, record


def get_capture(session: Session, id: UUID) -> Capture:
    """Return a capture with its bytes, or raise NotFound."""
    capture = session.scalar(select(Capture).where(Capture.id == id).options(undefer(Capture.content)))
    if capture is None:
        raise NotFound("There is no such capture.")
    return capture


def find_same(session: Session, content: bytes) -> Capture | None:
    """Return the first capture of the very same bytes, if there is one."""
    sha256 = hashlib.sha256(content).hexdigest()
    return session.scalar(select(Capture).where(Capture.sha256 == sha256).order_by(Capture.id).limit(1))


def take(
    session: Session,
    content: bytes,
    extraction: Extraction,
    *,
    id: UUID,
    filename: str = "",
    address: str = "",
    by: Actor,
) -> Capture:
    """Keep bytes as they came, with how they were read; the same bytes are kept once.

    ``extraction`` is what ``ingest.read`` made of them, outside of the transaction.
    """
    known = session.get(Capture, id) or find_same(session, content)
    if known is not None:
        return known
    capture = Capture(
        id=id,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        size=len(content),
        media_type=extraction.media_type,
        charset=extraction.charset,
        filename=filename[:300],
        address=address,
        captured_at=chance.now(),
        created_by_id=person.id if (person := person_of(by)) else None,
    )
    session.add(capture)
    record(session, Action.CAPTURE_TAKEN, about=capture, by=by)
    return capture


def reading(capture: Capture) -> Extraction:
    """Read the text of a capture again: the same bytes under the same extractor give the same text."""
    return _read(capture.content, capture.filename, capture.media_type, capture.charset, capture.address)


def holds_text(capture: Capture) -> bool:
    """Tell whether an article can be cut from a capture: a list or a published file holds none."""
    try:
        media_types.choose(b"", capture.filename, capture.media_type)
    except Refusal:
        return False
    return True


def cuts_of(session: Session, capture: Capture) -> Sequence[Snapshot]:
    """List the versions of articles that were cut from a capture, the first first."""
    query = select(Snapshot).where(Snapshot.capture_id == capture.id).order_by(Snapshot.id)
    return session.scalars(query.options(selectinload(Snapshot.article))).all()


def hand_out(session: Session, capture: Capture, *, by: Actor) -> bytes:
    """Return the original bytes, and record that somebody took them."""
    cuts = cuts_of(session, capture)
    about = cuts[0].article if cuts else capture
    record(session, Action.CAPTURE_DOWNLOADED, about=about, by=by, sha256=capture.sha256)
    return capture.content


@lru_cache(maxsize=16)
def _read(content: bytes, filename: str, media_type: str, charset: str, address: str) -> Extraction:
    return read(content, filename=filename, media_type=media_type, charset=charset or None, address=address)
