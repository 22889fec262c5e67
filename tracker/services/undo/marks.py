"""Which events were undone: an undoing that was itself undone no longer counts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.undoing import why_not
from tracker.models import Change, Event
from tracker.services.history.replay import in_order, telling


@dataclass(frozen=True)
class Mark:
    """By which event another was undone, as its place in the log; ``partly`` where something had to stay."""

    seq: int
    partly: bool


@dataclass(frozen=True)
class Fate:
    """What became of an event: by which other it was undone, if it was, and whether undoing it can be asked for."""

    undone: Mark | None
    open: bool


def fates(session: Session, seqs: Collection[int]) -> dict[int, Fate]:
    """Return what became of the events at some places in the log, in a fixed number of statements."""
    events = session.scalars(select(Event).where(Event.seq.in_(seqs))).all()
    undone = marked(session, events)
    return {event.seq: _fate(event, undone.get(event.id)) for event in events}


def marked(session: Session, events: Collection[Event]) -> dict[UUID, Mark]:
    """Return for each of some events that is undone now by which it was, by the event's id; one statement for all."""
    if not events:
        return {}
    undone: dict[UUID, Mark] = {}
    for event_id, mark, undoes in _undoings(session, events):
        # Newest first, so that whatever undid this undoing is known by now.
        if event_id not in undone or undone[event_id].partly:
            undone.setdefault(undoes, mark)
    return undone


def undoes(session: Session, events: Collection[Event]) -> dict[UUID, UUID]:
    """Return which event each of some undoings undid as a whole, by the undoing's id."""
    seqs = [event.seq for event in events if event.action == Action.UNDONE]
    words = in_order(session, telling().where(Change.seq.in_(seqs), Change.position == 0)) if seqs else []
    told = ((change.row_id, _said(change.columns)) for change in words)
    return {event_id: UUID(said["undoes"]) for event_id, said in told if said and not said.get("left")}


def _undoings(session: Session, events: Collection[Event]) -> list[tuple[UUID, Mark, UUID]]:
    """List what undid anything on the same things since the first of some events, the newest first."""
    abouts = {event.about_id for event in events if event.about_id}
    newer = select(Event.seq).where(
        Event.action == Action.UNDONE,
        Event.seq > min(event.seq for event in events),
        Event.about_id.in_(abouts),
    )
    words = in_order(session, telling().where(Change.seq.in_(newer), Change.position == 0))
    told = ((change, _said(change.columns)) for change in reversed(words))
    return [
        (change.row_id, Mark(change.seq, bool(said.get("left"))), UUID(said["undoes"])) for change, said in told if said
    ]


def _fate(event: Event, mark: Mark | None) -> Fate:
    possible = event.action in set(Action) and not why_not(event.done)
    return Fate(mark, possible and (mark is None or mark.partly))


def _said(columns: dict[str, Any] | None) -> dict[str, Any]:
    """Return what an undoing says of itself; nothing where that was erased."""
    detail: dict[str, Any] = (columns or {}).get("detail") or {}
    return detail if "undoes" in detail else {}
