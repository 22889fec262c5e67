"""The audit trail as a person may read it: of one thing with its parts, and of the whole desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.entries import Entry
from tracker.domain.errors import NotFound
from tracker.models import Article, Case, Change, Claim, Correction, Event, EventSubject, Intake, Report, Source, User
from tracker.services.access import visible, visible_events
from tracker.services.history.entries import entries
from tracker.services.paging import PAGE, Page

Thing = Article | Case | Claim | Correction | Intake | Report | Source | User

THINGS: dict[str, type[Thing]] = {
    thing.kind: thing for thing in (Article, Claim, Source, Case, Correction, Report, Intake, User)
}
"""What has a trail of its own, by the kind that the log knows it under."""

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Filters:
    """What of the desk's trail is asked for: by whom, what was done, to what kind of thing, from when until when.

    ``since`` is included and ``until`` is not; both are aware.
    """

    person: UUID | None = None
    action: Action | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on events that these filters stand for."""
        if self.person:
            yield Event.actor == f"person:{self.person}"
        if self.action:
            yield Event.action == self.action.value
        if self.kind:
            yield Event.about_kind == self.kind
        if self.since:
            yield Event.at >= self.since
        if self.until:
            yield Event.at < self.until


def get_thing(session: Session, kind: str, reference: str, *, person: User) -> Thing:
    """Return the thing whose trail is asked for, by its number, a person by id; raise NotFound if there is none."""
    model = THINGS.get(kind)
    thing = None if model is None else _look_up(session, model, reference)
    if thing is None or not visible(thing, person):
        raise NotFound(f"There is no {kind if model else 'thing'} {reference} with an audit trail.")
    return thing


def of_thing(
    session: Session, kind: str, thing_id: UUID, *, person: User, before: int | None = None, limit: int = PAGE
) -> Page[Entry]:
    """Return what was done to a thing and its parts, the newest first, before a place in the log."""
    return _page(session, events_of_thing(kind, thing_id, person=person), person, before, limit, thing_id)


def of_desk(
    session: Session, filters: Filters, *, person: User, before: int | None = None, limit: int = PAGE
) -> Page[Entry]:
    """Return what was done on the desk, the newest first, before a place in the log."""
    return _page(session, events_of_desk(filters, person=person), person, before, limit, None)


def of_event(session: Session, seq: int, *, person: User) -> Entry:
    """Return one event by its place in the log; raise NotFound where a person sees none there."""
    event = session.scalar(select(Event).where(Event.seq == seq, visible_events(person)))
    if event is None:
        raise NotFound(f"There is no change {seq} that you may see.")
    return entries(session, [event], person=person)[0]


def events_of_thing(kind: str, thing_id: UUID, *, person: User) -> Select[Event]:
    """Return the query of the events of a thing with its parts that a person may see."""
    mine = (EventSubject.seq == Event.seq) & (EventSubject.kind == kind) & (EventSubject.thing_id == thing_id)
    return select(Event).join(EventSubject, mine).where(visible_events(person))


def events_of_desk(filters: Filters, *, person: User) -> Select[Event]:
    """Return the query of the desk's events that a person may see."""
    return select(Event).where(visible_events(person), *filters.conditions())


def since(session: Session, root: tuple[str, UUID], rev: int, *, person: User) -> list[Entry]:
    """List what was done to a thing after a revision, the oldest first: what a stale form does not show."""
    kind, thing_id = root
    later = select(Change.seq).where(Change.root_kind == kind, Change.root_id == thing_id, Change.rev > rev)
    query = select(Event).where(Event.seq.in_(later), visible_events(person)).order_by(Event.seq)
    return entries(session, session.scalars(query).all(), person=person, thing=thing_id)


def how_many(session: Session, events: Select[Event], *, most: int = MOST_COUNTED) -> int:
    """Count the events of a query, but stop at ``most``."""
    counted = events.with_only_columns(Event.seq).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _look_up(session: Session, model: type[Thing], reference: str) -> Thing | None:
    if model is User:
        return session.get(User, _uuid(reference)) if _uuid(reference) else None
    number = int(reference) if reference.isdecimal() and len(reference) < 10 else None
    return None if number is None else cast(Thing | None, session.scalar(select(model).filter_by(number=number)))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    session: Session,
    query: Select[Event],
    person: User,
    before: int | None,
    limit: int,
    thing: UUID | None,
) -> Page[Entry]:
    if before is not None:
        query = query.where(Event.seq < before)
    rows = session.scalars(query.order_by(Event.seq.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    next_key = str(shown[-1].seq) if len(rows) > limit else None
    return Page(entries(session, shown, person=person, thing=thing), next_key)
