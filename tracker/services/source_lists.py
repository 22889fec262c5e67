"""The list of sources: by name, filtered, paged by key, in the same number of statements however long it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.domain.vocabulary import SourceKind, Standing
from tracker.models import Citation, NameWord, Ownership, Source, SourceName
from tracker.services import search
from tracker.services.paging import PAGE, Page, by_name

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Filters:
    """Which sources are asked for; ``initial`` are the first letters of any of their names, in any script."""

    kind: SourceKind | None = None
    text: str = ""
    initial: str = ""


@dataclass(frozen=True)
class SourceRow:
    """A source, its other names, the owners that a person confirmed, and in how many steps of trails it stands."""

    source: Source
    other_names: tuple[str, ...]
    owners: tuple[str, ...]
    steps: int


def page(session: Session, filters: Filters, *, after: str | None = None, limit: int = PAGE) -> Page[SourceRow]:
    """Return a page of sources by the name they are shown under, whatever its case, width and marks."""
    shown = (SourceName.source_id == Source.id) & (SourceName.name == Source.name)
    query = _matching(session, filters).join(SourceName, shown)
    folded = SourceName.folded
    found = by_name(session, query, folded, Source.id, written=lambda s: fold(s.name), after=after, limit=limit)
    return found.map(lambda sources: _rows(session, sources))


def how_many(session: Session, filters: Filters) -> int:
    """Count the sources that filters ask for, up to MOST_COUNTED."""
    counted = _matching(session, filters).with_only_columns(Source.id).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _matching(session: Session, filters: Filters) -> Select[Source]:
    return select(Source).where(Source.withdrawn.is_(False), *_conditions(session, filters))


def _conditions(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.kind is not None:
        yield Source.source_kind == filters.kind
    if filters.text:
        ids = search.found(session, filters.text, "source")
        yield false() if ids is None else Source.id.in_(ids)
    if filters.initial:
        first = fold(filters.initial)
        begins = (NameWord.position == 0, NameWord.rest >= first, NameWord.rest < first + "\U0010ffff")
        yield Source.id.in_(select(NameWord.source_id).where(*begins))


def _rows(session: Session, sources: Sequence[Source]) -> list[SourceRow]:
    ids = [source.id for source in sources]
    names = _listed(session, select(SourceName.source_id, SourceName.name).order_by(SourceName.id), ids)
    owners = _listed(session, _confirmed_owners(), ids)
    counted = select(Citation.source_id, func.count().label("steps")).group_by(Citation.source_id)
    steps = {row.source_id: row.steps for row in session.execute(counted.where(Citation.source_id.in_(ids)))}
    return [
        SourceRow(
            source,
            tuple(name for name in names.get(source.id, []) if name != source.name),
            tuple(owners.get(source.id, [])),
            steps.get(source.id, 0),
        )
        for source in sources
    ]


def _confirmed_owners() -> Select[UUID, str]:
    query = select(Ownership.owned_id, Source.name).join(Source, Ownership.owner_id == Source.id)
    return query.where(Ownership.standing == Standing.CONFIRMED, Ownership.until == "").order_by(Ownership.id)


def _listed(session: Session, query: Select[UUID, str], ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return texts by the id that a query's first column holds."""
    listed: dict[UUID, list[str]] = {}
    for source_id, text in session.execute(query.where(query.selected_columns[0].in_(ids))):
        listed.setdefault(source_id, []).append(text)
    return listed
