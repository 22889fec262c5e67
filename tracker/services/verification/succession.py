"""Checking the revisions: those of each thing follow each other without gaps, up to the one that it is at."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from tracker.domain.faults import Fault
from tracker.models import Change, Recorded, Root
from tracker.services.history.replay import streamed

_CHANGES = Change.__table__.c

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

    With ``start``, only the things are looked at that events from there on have changed. The database looks for them.
    """
    yield from _gaps(session, start)
    for kind, root in ROOTS.items():
        yield from _left_behind(session, kind, root, start)
    yield from _always_first(session, start)


def _gaps(session: Session, start: int) -> Iterator[Fault]:
    thing = (_CHANGES.root_kind, _CHANGES.root_id)
    due = func.dense_rank().over(partition_by=thing, order_by=_CHANGES.seq)
    asked = _CHANGES.root_kind.in_(ROOTS), _touched(_CHANGES.root_id, start)
    revisions = select(*thing, _CHANGES.seq, _CHANGES.rev, due.label("due")).where(*asked).subquery().c
    query = select(*revisions).where(revisions.rev != revisions.due)
    query = query.order_by(revisions.root_kind, revisions.root_id, revisions.seq, revisions.rev)
    for (kind, thing_id), wrong in groupby(streamed(session, query), key=itemgetter(0, 1)):
        change = next(wrong)
        what = f"revision {change.rev} stands where {change.due} is due"
        yield Fault(what, change.seq, ROOTS[kind].__tablename__, str(thing_id))


def _left_behind(session: Session, kind: str, root: type[Root], start: int) -> Iterator[Fault]:
    """Yield rows at another revision than the log; a row that only one side has is told of where rows are compared."""
    last = select(func.max(_CHANGES.rev)).where(_CHANGES.root_id == root.id, _CHANGES.root_kind == kind)
    query = (
        select(root.id, root.rev, last.scalar_subquery().label("last"))
        .where(_touched(root.__table__.c.id, start))
        .subquery()
        .c
    )
    for row in streamed(session, select(*query).where(query.rev != query.last).order_by(query.id)):
        what = f"the row is at revision {row.rev}, and the log at {row.last}"
        yield Fault(what, None, root.__tablename__, str(row.id), "rev")


def _always_first(session: Session, start: int) -> Iterator[Fault]:
    wrong = or_(_CHANGES.root_kind.not_in(ALWAYS_FIRST), _CHANGES.rev != 1)
    asked = _CHANGES.root_kind.not_in(ROOTS), wrong, _CHANGES.seq >= start
    columns = (_CHANGES.root_kind, _CHANGES.root_id, _CHANGES.seq, _CHANGES.rev)
    for change in streamed(session, select(*columns).where(*asked).distinct().order_by(*columns)):
        what = f"revision {change.rev} of a {change.root_kind}, which has none"
        yield Fault(what, change.seq, "changes", str(change.root_id))


def _touched(thing: ColumnElement[UUID], start: int) -> ColumnElement[bool]:
    """Return the condition that events from a place on have changed a thing."""
    return thing.in_(select(_CHANGES.root_id).where(_CHANGES.seq >= start)) if start else true()
