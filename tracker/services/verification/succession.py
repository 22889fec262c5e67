"""Checking the revisions: those of each thing follow each other without gaps, up to the one that it is at."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.models import Change, Recorded, Root
from tracker.services.history.replay import streamed

_Row = Row[*tuple[Any, ...]]

ROOTS: dict[str, type[Root]] = {
    mapper.class_.kind: mapper.class_ for mapper in Root.registry.mappers if issubclass(mapper.class_, Root)
}
ALWAYS_FIRST = frozenset(
    {"event"}
    | {mapper.class_.kind for mapper in Recorded.registry.mappers if issubclass(mapper.class_, Recorded)} - ROOTS.keys()
)
"""Kinds without a revision of their own: what is written once, and the events' own words."""


def check(session: Session, start: int = 0) -> Iterator[Fault]:
    """Yield each thing whose changes skip a revision, repeat one, or do not lead to the revision that it is at.

    With ``start``, only the things are looked at that events from there on have changed.
    """
    unread = dict(ROOTS)
    for kind, changes in groupby(_revisions(session, start), key=lambda change: change.root_kind):
        if kind in unread:
            yield from _of_kind(session, unread.pop(kind), changes)
        else:
            yield from _always_first(kind, changes)


def _revisions(session: Session, start: int) -> Iterator[_Row]:
    """Yield each revision once an event, sorted by thing and by time."""
    columns = (Change.root_kind, Change.root_id, Change.seq, Change.rev)
    query = select(*columns).distinct().order_by(*columns)
    if start:
        query = query.where(Change.root_id.in_(select(Change.root_id).where(Change.seq >= start)))
    return streamed(session, query)


def _of_kind(session: Session, root: type[Root], changes: Iterable[_Row]) -> Iterator[Fault]:
    by_thing = ((thing, list(of_thing)) for thing, of_thing in groupby(changes, key=lambda change: change.root_id))
    query = select(root.id, root.rev).order_by(root.id)
    live = ((row.id, row.rev) for row in streamed(session, query))
    for thing, revisions, now in paired(by_thing, live):
        yield from _gaps(root.__tablename__, revisions or [])
        # A row that only one side has is told of where rows are compared.
        if revisions and now is not None and now != revisions[-1].rev:
            what = f"the row is at revision {now}, and the log at {revisions[-1].rev}"
            yield Fault(what, None, root.__tablename__, thing, "rev")


def _gaps(table: str, revisions: list[_Row]) -> Iterator[Fault]:
    for expected, change in enumerate(revisions, 1):
        if change.rev != expected:
            yield Fault(f"revision {change.rev} stands where {expected} is due", change.seq, table, change.root_id)
            return


def _always_first(kind: str, changes: Iterable[_Row]) -> Iterator[Fault]:
    for change in changes:
        if kind not in ALWAYS_FIRST or change.rev != 1:
            yield Fault(f"revision {change.rev} of a {kind}, which has none", change.seq, "changes", change.root_id)
