"""Passages: who speaks where in a version, and the trail that the claims in it inherit."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import anchors
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.vocabulary import Cause, Voice
from tracker.models import Anchor, Appearance, Citation, Claim, Passage, Snapshot
from tracker.services import appearances, looks, trails
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.stages import settle_all
from tracker.services.trails import Entry, Place

Ranges = Sequence[tuple[int, int]]


def get_passage(session: Session, id: UUID) -> Passage:
    """Return a passage, or raise NotFound."""
    passage = session.get(Passage, id)
    if passage is None:
        raise NotFound("There is no such passage; somebody may have removed it.")
    return passage


def of_snapshot(session: Session, snapshot: Snapshot) -> Sequence[Passage]:
    """List the passages of a version with their trails, in the order of the text."""
    query = select(Passage).where(Passage.snapshot_id == snapshot.id)
    loaded = session.scalars(query.options(selectinload(Passage.citations).selectinload(Citation.entered_source))).all()
    return sorted(loaded, key=lambda one: (one.ranges[0][0], -one.ranges[-1][1], one.id))


def mark(
    session: Session,
    snapshot: Snapshot,
    ranges: Ranges,
    voice: Voice,
    *,
    label: str = "",
    entry: Entry | None = None,
    id: UUID,
    seen: int | None = None,
    why: str = "",
    by: Actor,
) -> Passage:
    """Say who speaks in ranges (code points) of a version, and on whose word; claims in them inherit the trail."""
    known = session.get(Passage, id)
    if known is not None:
        return known
    expect(snapshot.article, seen)
    passage = Passage(id=id, snapshot=snapshot, voice=voice, label=label, ranges=_checked(snapshot, ranges))
    session.add(passage)
    _write_trail(session, passage, entry, by)
    _inherit(session, snapshot, by)
    record(session, Action.PASSAGE_MARKED, about=snapshot.article, by=by, why=why)
    return passage


def change(
    session: Session,
    passage: Passage,
    voice: Voice,
    *,
    ranges: Ranges | None = None,
    label: str = "",
    entry: Entry | None = None,
    seen: int,
    why: str = "",
    by: Actor,
) -> None:
    """Change the voice, the words or the trail of a passage; its decided claims then need another look."""
    expect(passage.snapshot.article, seen)
    passage.voice, passage.label = voice, label
    if ranges is not None:
        passage.ranges = _checked(passage.snapshot, ranges)
    _write_trail(session, passage, entry, by)
    _inherit(session, passage.snapshot, by)
    record(session, Action.PASSAGE_CHANGED, about=passage.snapshot.article, by=by, why=why)


def remove(session: Session, passage: Passage, *, seen: int, why: str = "", by: Actor) -> None:
    """Take the mark of a passage away; its claims inherit from the passage around it, if there is one."""
    snapshot = passage.snapshot
    expect(snapshot.article, seen)
    trails.write(session, passage, Entry(), place=None, by=by)
    passage.ranges = []
    session.flush()
    _inherit(session, snapshot, by)
    session.flush()
    session.delete(passage)
    record(session, Action.PASSAGE_REMOVED, about=snapshot.article, by=by, why=why)


def _write_trail(session: Session, passage: Passage, entry: Entry | None, by: Actor) -> None:
    if entry is None:
        return
    before = trails.as_typed(passage)
    trails.write(session, passage, entry, place=Place(passage.snapshot, passage.ranges[0][0]), by=by)
    if trails.as_typed(passage) != before:
        looks.open_looks(session, trails.led_to(session, passage), Cause.TRAIL_CHANGED, passage.root, by=by)


def _inherit(session: Session, snapshot: Snapshot, by: Actor) -> None:
    """Let every claim of a version inherit from the innermost passage with a trail that now holds its quote."""
    session.flush()
    query = select(Anchor).where(Anchor.snapshot_id == snapshot.id).order_by(Anchor.id)
    placed = session.scalars(query.options(selectinload(Anchor.appearance).selectinload(Appearance.claim)))
    moved: set[Claim] = set()
    for anchor in {one.appearance_id: one for one in placed}.values():
        passage = appearances.voice_at(session, snapshot, anchor.start, anchor.end, with_trail=True)
        if anchor.appearance.passage_id != (passage.id if passage else None):
            trails.inherit(anchor.appearance, passage)
            claim = anchor.appearance.claim
            looks.open_looks(session, [claim], Cause.TRAIL_CHANGED, anchor.appearance, by=by)
            moved.add(claim)
    settle_all(session, moved)


def _checked(snapshot: Snapshot, ranges: Ranges) -> list[list[int]]:
    """Return ranges as they are kept, or refuse those that leave the text, meet each other or split a character."""
    listed = sorted(ranges)
    if not listed:
        raise Refusal("Select the words of the passage.", field="quote")
    for start, end in listed:
        if not 0 <= start < end <= len(snapshot.text):
            raise Refusal("The passage lies outside of the text. Select it anew.", field="quote")
        if not anchors.whole(snapshot.text, start, end):
            raise anchors.Split
    if any(later[0] < earlier[1] for earlier, later in zip(listed, listed[1:], strict=False)):
        raise Refusal("The parts of a passage overlap. Give each once.", field="quote")
    return [[start, end] for start, end in listed]
