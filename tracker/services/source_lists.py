"""The list of sources: by name, filtered, paged by key, in the same number of statements however long it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.domain.vocabulary import SourceKind, Standing
from tracker.models import Citation, NameWord, Ownership, Source, SourceName
from tracker.services import merged, search
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
    conditions = _conditions(session, filters)
    return select(Source).where(Source.withdrawn.is_(False), Source.merged_into_id.is_(None), *conditions)


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
    shown = merged.by_shown(session, [source.id for source in sources])
    names = _names(session, shown)
    owners = _confirmed_owners(session, shown)
    steps = Counter[UUID]()
    counted = select(Citation.source_id, func.count().label("steps")).group_by(Citation.source_id)
    for row in session.execute(counted.where(Citation.source_id.in_(shown))):
        steps[shown[row.source_id]] += row.steps
    return [
        SourceRow(
            source,
            tuple(name for name in dict.fromkeys(names[source.id]) if name != source.name),
            tuple(dict.fromkeys(owners[source.id])),
            steps[source.id],
        )
        for source in sources
    ]


def _names(session: Session, shown: Mapping[UUID, UUID]) -> dict[UUID, list[str]]:
    """Return the names of sources by the id of the one as which they are shown."""
    query = select(SourceName.source_id, SourceName.name).where(SourceName.source_id.in_(shown))
    names: defaultdict[UUID, list[str]] = defaultdict(list)
    for source_id, name in session.execute(query.order_by(SourceName.id)):
        names[shown[source_id]].append(name)
    return names


def _confirmed_owners(session: Session, shown: Mapping[UUID, UUID]) -> dict[UUID, list[str]]:
    """Return the names of the confirmed owners of sources by the id of the one as which these are shown."""
    query = select(Ownership.owned_id, Source).join(Source, Ownership.owner_id == Source.id)
    confirmed = (Ownership.standing == Standing.CONFIRMED, Ownership.until == "", Ownership.owned_id.in_(shown))
    owners: defaultdict[UUID, list[str]] = defaultdict(list)
    for owned_id, owner in session.execute(query.where(*confirmed).order_by(Ownership.id)):
        if owner.shown.id != shown[owned_id]:
            owners[shown[owned_id]].append(owner.shown.name)
    return owners
