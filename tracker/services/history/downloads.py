"""The trail handed out whole, oldest first: read in batches, so that memory stays flat however long the log is."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.entries import Entry
from tracker.domain.records import RecordedChange, RecordedEvent
from tracker.domain.withholding import is_withheld
from tracker.models import Change, Disclosure, Event, Recorded, User
from tracker.services.history.entries import entries
from tracker.services.history.terms import AS_ON_PAGES, Terms
from tracker.services.record import record

BATCH = 200


def note(session: Session, *, form: str, about: Recorded | None, by: Actor, **filters: str) -> None:
    """Record that the trail was downloaded, in which form, of what thing or with which filters."""
    record(session, Action.TRAIL_DOWNLOADED, about=about, by=by, format=form, **filters)


def told(session: Session, events: Select[Event], *, person: User, terms: Terms = AS_ON_PAGES) -> Iterator[Entry]:
    """Yield the events of a query as a person reads them, the oldest first."""
    for batch in _batches(session, events):
        yield from entries(session, batch, person=person, terms=terms)


def as_recorded(
    session: Session, events: Select[Event], *, person: User, terms: Terms = AS_ON_PAGES
) -> Iterator[RecordedEvent]:
    """Yield the events of a query as the log keeps them, the oldest first; values not for this person are withheld."""
    for batch in _batches(session, events):
        changes = _changes(session, batch, person, terms)
        for event in batch:
            yield RecordedEvent(
                seq=event.seq,
                leaf=event.leaf.decode(),
                leaf_hash=event.leaf_hash.hex(),
                mac=event.mac.hex(),
                changes=changes.get(event.seq, ()),
            )


def _batches(session: Session, events: Select[Event]) -> Iterator[Sequence[Event]]:
    last = -1
    while batch := session.scalars(events.where(Event.seq > last).order_by(Event.seq).limit(BATCH)).all():
        yield batch
        last = batch[-1].seq


def _changes(
    session: Session, events: Sequence[Event], person: User, terms: Terms
) -> dict[int, tuple[RecordedChange, ...]]:
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(Change.seq, Change.table_name, Change.row_id, Change.root_id, Change.leaf, Disclosure.fields)
    within = query.outerjoin(Disclosure, joined).where(Change.seq.in_([event.seq for event in events]))
    rows = session.execute(within.order_by(Change.seq, Change.position))
    sealed = terms.sealed(session, [event.seq for event in events], person)
    return {
        seq: tuple(_change(row, person, terms, sealed) for row in of_event)
        for seq, of_event in groupby(rows, key=lambda row: row.seq)
    }


def _change(row: Row[*tuple[Any, ...]], person: User, terms: Terms, sealed: Collection[UUID]) -> RecordedChange:
    closed = row.fields is None or row.row_id in sealed
    if closed or not terms.tell_row(row.table_name, row.row_id, row.root_id, person):
        return RecordedChange(row.leaf.decode(), None)
    told = json.loads(row.fields)
    withheld = {column: told.pop(column) for column in sorted(told) if is_withheld(told[column])}
    return RecordedChange(row.leaf.decode(), told, withheld)
