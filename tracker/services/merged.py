"""Sources that were merged: which rows of theirs are shown as one source, for queries that compare ids.

A row keeps the source that was entered. Where a loaded row is shown, ``Source.shown`` is the one to show; where ids are
compared, the ids of all that are shown as one are asked for here. Both follow ``merged_into`` and nothing else.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import CTE, Select, select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.errors import Refusal
from tracker.models import Source


def expect_shown(source: Source) -> None:
    """Refuse a change to a source that was merged: what is new belongs to the one that is shown."""
    if source.merged_into is not None:
        into = source.shown
        raise Refusal(f"{source.name} was merged into {into.name} (source {into.number}). Change that one instead.")


def kin(session: Session, source_id: UUID) -> Sequence[UUID]:
    """List the ids of all sources that are shown as the same one as a source, itself among them."""
    return session.scalars(select(_kin(select(Source.id).where(Source.id == source_id)).c.id)).all()


def kin_of_number(session: Session, number: int) -> Sequence[UUID]:
    """List the ids of all sources that are shown as the source of a number is; none where there is none."""
    return session.scalars(select(_kin(select(Source.id).where(Source.number == number)).c.id)).all()


def kin_of(session: Session, source: Source) -> Sequence[Source]:
    """List all sources that are shown as the same one as a source, with their names, the one that is shown first."""
    query = select(Source).where(Source.id.in_(kin(session, source.id))).order_by(Source.id)
    found = session.scalars(query.options(selectinload(Source.names))).all()
    return sorted(found, key=lambda one: one.merged_into_id is not None)


def with_merged(shown: Select[UUID]) -> Select[UUID]:
    """Return the query of the ids of some sources and of all that were merged into them."""
    return select(_downwards(shown).c.id)


def by_shown(session: Session, shown_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return some sources and all that were merged into them, by id: the id of the one as which each is shown."""
    tree = _downwards(select(Source.id).where(Source.id.in_(shown_ids)))
    return {row.id: row.shown for row in session.execute(select(tree.c.id, tree.c.shown))}


def all_shown(session: Session) -> dict[UUID, UUID]:
    """Return every source of the desk by id: the id of the one as which it is shown."""
    into: dict[UUID, UUID | None] = dict(session.execute(select(Source.id, Source.merged_into_id)).all())
    shown: dict[UUID, UUID] = {}
    for source in into:
        passed = [source]
        while (further := into[passed[-1]]) is not None and further not in passed:
            passed.append(further)
        shown[source] = passed[-1]
    return shown


def _kin(of: Select[UUID]) -> CTE:
    """Go up from some sources to the one that is shown, then down to all that were merged into it."""
    first = select(Source.id, Source.merged_into_id).where(Source.id.in_(of)).cte(recursive=True)
    above = select(Source.id, Source.merged_into_id).join_from(Source, first, Source.id == first.c.merged_into_id)
    up = first.union(above)
    return _downwards(select(up.c.id).where(up.c.merged_into_id.is_(None)))


def _downwards(shown: Select[UUID]) -> CTE:
    """Return some sources with all that were merged into them: as which each is ``shown``, and its ``id``."""
    first = select(Source.id.label("shown"), Source.id.label("id")).where(Source.id.in_(shown)).cte(recursive=True)
    below = select(first.c.shown, Source.id).join_from(Source, first, Source.merged_into_id == first.c.id)
    return first.union(below)
