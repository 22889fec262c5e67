"""The record as the database holds it, read in its order, a batch at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.models import Change, Disclosure, Event
from tracker.services.history.replay import batches, streamed
from tracker.services.verification.cells import as_written

Leaf = tuple[int, bytes, bytes, bytes]
"""The place of an event, its leaf, and the hash and the HMAC kept beside it."""


class KeptEvent(NamedTuple):
    """An event: its leaf, and the columns that it is found by, as the record writes them."""

    seq: int
    leaf: bytes
    leaf_hash: bytes
    mac: bytes
    id: str
    at: str
    actor: str
    action: str
    about_kind: str
    about_id: str | None


class KeptChange(NamedTuple):
    """A change: what it is found by, its leaf, and what is disclosed of it, None where nothing is."""

    seq: int
    position: int
    root_kind: str
    root_id: str
    rev: int
    table_name: str
    row_id: str
    leaf: bytes
    fields: str | None

    @property
    def place(self) -> tuple[int, str, str]:
        """Return where a fault of it is: the event, the table and the row."""
        return self.seq, self.table_name, self.row_id


_EVENTS, _CHANGES, _DISCLOSURES = Event.__table__.c, Change.__table__.c, Disclosure.__table__.c


def leaves(session: Session, start: int) -> Iterator[Sequence[Leaf]]:
    """Yield the leaves of events from a place on, in batches."""
    query = select(*(_EVENTS[name] for name in KeptEvent._fields[:4])).where(_EVENTS.seq >= start)
    return batches(session, query.order_by(_EVENTS.seq))


def events(session: Session, start: int) -> Iterator[list[KeptEvent]]:
    """Yield events from a place on, in batches."""
    query = select(*(as_written(_EVENTS[name]) for name in KeptEvent._fields)).where(_EVENTS.seq >= start)
    return (list(map(KeptEvent._make, batch)) for batch in batches(session, query.order_by(_EVENTS.seq)))


def changes(session: Session, start: int) -> Iterator[tuple[int, list[KeptChange]]]:
    """Yield the changes of each event from a place on, in their order."""
    joined = and_(_DISCLOSURES.seq == _CHANGES.seq, _DISCLOSURES.position == _CHANGES.position)
    query = select(*map(as_written, _CHANGES), _DISCLOSURES.fields).outerjoin_from(
        Change.__table__, Disclosure.__table__, joined
    )
    rows = streamed(session, query.where(_CHANGES.seq >= start).order_by(_CHANGES.seq, _CHANGES.position))
    return ((seq, list(of_event)) for seq, of_event in groupby(map(KeptChange._make, rows), key=itemgetter(0)))
