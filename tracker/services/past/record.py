"""The record itself as it stood: the events that a page or a report of the past tells, and the state of the log."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, and_, insert, or_, select
from sqlalchemy.orm import Session

from tracker.domain import merkle
from tracker.models import Base, Change, Claim, Disclosure, Event, EventSubject, LogHead, User
from tracker.services.history import events_of_thing
from tracker.services.history.entries import MOST_ROWS
from tracker.services.history.replay import streamed
from tracker.services.past.places import Place, Thing

TOLD = 6
"""How many of the last changes a page of the past may tell."""

_AT_ONCE = 1000


def last_events(now: Session, thing: Thing, place: Place, person: User) -> Sequence[Event]:
    """List the last events of a thing up to a place that a person may see, the newest first."""
    query = events_of_thing(thing.kind, thing.id, person=person).where(Event.seq <= place.seq)
    return now.scalars(query.order_by(Event.seq.desc()).limit(TOLD)).all()


def copy_events(now: Session, blank: Session, thing: Thing, events: Collection[Event], place: Place) -> None:
    """Copy events of a thing, with their changes and what was changed before, so that the page can tell them."""
    seqs = [event.seq for event in events]
    of_events = and_(Change.seq.in_(seqs), or_(Change.position <= MOST_ROWS, Change.root_id == thing.id))
    rows = set(now.scalars(select(Change.row_id).where(of_events, Change.position > 0)))
    told = or_(of_events, and_(Change.row_id.in_(rows), Change.seq <= place.seq))
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    _copy(now, blank, Change, select(Change.__table__).where(told))
    _copy(now, blank, Disclosure, select(Disclosure.__table__).join(Change, joined).where(told))
    _copy(now, blank, Event, select(Event.__table__).where(or_(Event.seq.in_(seqs), Event.id.in_(_undone(now, seqs)))))
    subjects = [{"kind": thing.kind, "thing_id": thing.id, "seq": seq} for seq in seqs]
    if subjects:
        blank.execute(insert(EventSubject), subjects)


def copy_claims_events(now: Session, blank: Session, claims: Collection[UUID] | None, place: Place) -> None:
    """Copy the events of claims, with their own words, as reports tell them; None stands for all claims."""
    mine = [EventSubject.kind == Claim.kind, EventSubject.seq <= place.seq]
    if claims is not None:
        mine.append(EventSubject.thing_id.in_(claims))
    seqs = select(EventSubject.seq).where(*mine)
    _copy(now, blank, EventSubject, select(EventSubject.__table__).where(*mine))
    _copy(now, blank, Event, select(Event.__table__).where(Event.seq.in_(seqs)))
    words = select(Disclosure.__table__).where(Disclosure.position == 0, Disclosure.seq.in_(seqs))
    _copy(now, blank, Disclosure, words)


def copy_head(now: Session, blank: Session, place: Place) -> None:
    """Give the past the head that the log had: its size, and the tree over its events."""
    frontier = merkle.Frontier()
    for row in streamed(now, select(Event.leaf_hash).where(Event.seq <= place.seq).order_by(Event.seq), _AT_ONCE):
        frontier.append(row.leaf_hash)
    blank.execute(insert(LogHead), [{"id": 1, "frontier": frontier.to_bytes(), "at": place.at}])


def abouts(events: Iterable[Event]) -> set[UUID]:
    """Return the ids of the things that events were done to."""
    return {event.about_id for event in events if event.about_id is not None}


def _undone(now: Session, seqs: Collection[int]) -> list[UUID]:
    """Return the ids of the events that some events undid, which are called by their numbers."""
    query = select(Disclosure.fields).where(Disclosure.seq.in_(seqs), Disclosure.position == 0)
    details = (json.loads(fields).get("detail") for fields in now.scalars(query))
    return [UUID(detail[1]["undoes"]) for detail in details if detail and "undoes" in (detail[1] or {})]


def _copy(now: Session, blank: Session, model: type[Base], query: Select[*tuple[Any, ...]]) -> None:
    table = Base.metadata.tables[model.__tablename__]
    some: list[dict[str, Any]] = []
    for row in streamed(now, query, _AT_ONCE):
        some.append(dict(row._mapping))
        if len(some) == _AT_ONCE:
            _insert(blank, table, some)
            some = []
    _insert(blank, table, some)


def _insert(blank: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        blank.execute(insert(table), rows)
