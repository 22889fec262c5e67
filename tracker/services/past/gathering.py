"""Gathering the rows that a page of the past is made of, each as the log leaves it at one place.

It begins with the rows that a page is about. With each row comes what it points to, or ever pointed to until then; with
a thing that a page shows whole come its parts. So what is read grows with the page, not with the desk.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.errors import TooLarge
from tracker.models import Base, Change, Disclosure, EventSubject, Recorded
from tracker.services.history.replay import Columns, Told, fold, in_order, telling

MOST_ROWS = 50_000
"""How many rows are gathered at most; a page of the past that needs more is refused."""

_AT_ONCE = 5_000
"""How many ids one statement names."""

POINTERS: dict[str, tuple[str, ...]] = {
    mapper.class_.__tablename__: tuple(
        column.name for column in Base.metadata.tables[mapper.class_.__tablename__].columns if column.foreign_keys
    )
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}
"""By table, the columns that point to other rows."""

SHOWN_WHOLE = frozenset(
    {
        ("appearances", "article_id"),
        ("snapshots", "article_id"),
        ("appearances", "claim_id"),
        ("citations", "appearance_id"),
        ("citations", "source_id"),
        ("articles", "publisher_id"),
        ("evidence", "publisher_id"),
        ("evidence_steps", "source_id"),
        ("enquiries", "asked_id"),
        ("ownerships", "owner_id"),
        ("sources", "merged_into_id"),
        ("sources", "merged_into_id"),
        ("ownerships", "owner_id"),
    }
)
"""Pointers whose target pages show with its parts: an article with its voices, a source with its names and owners."""


@dataclass
class Gathered:
    """A row as it stood; ``columns`` is None where it was not there, ``rev`` counts for things alone."""

    table: str
    columns: Columns | None = None
    rev: int = 1

    def fold(self, change: Told) -> None:
        """Take in the next change of the row."""
        self.columns = fold(self.columns, change)


@dataclass
class Gathering:
    """The rows gathered so far, by id, as they stood after the event ``upto``."""

    session: Session
    upto: int
    rows: dict[UUID, Gathered] = field(default_factory=dict)
    _read: set[UUID] = field(default_factory=set)
    _opened: set[UUID] = field(default_factory=set)

    def take(self, ids: Iterable[UUID], *, whole: bool = True) -> None:
        """Take rows in, with all that a page shows with them; raise TooLarge where that is too much."""
        alone, opened = (set[UUID](), set(ids)) if whole else (set(ids), set[UUID]())
        while alone or opened:
            new = opened - self._opened
            self._opened |= new
            wanted = (alone | new | set(self._parts(new))) - self._read
            self._read |= wanted
            if len(self._read) > MOST_ROWS:
                raise TooLarge("Too much hangs on this to put it together as it was.")
            alone, opened = set(), set()
            for change in self._changes(wanted):
                self.rows.setdefault(change.row_id, Gathered(change.table)).fold(change)
                for pointer, target in _pointed_to(change):
                    (opened if pointer in SHOWN_WHOLE else alone).add(target)
            alone -= self._read
            opened -= self._opened

    def standing(self, table: str) -> set[UUID]:
        """Return the ids of the rows of a table that were there."""
        return {id for id, row in self.rows.items() if row.table == table and row.columns is not None}

    def pointing(self, table: str, column: str, to: UUID) -> set[UUID]:
        """Return the ids of the rows of a table that were there and pointed to something through a column."""
        return {id for id in self.standing(table) if (self.rows[id].columns or {}).get(column) == str(to)}

    def touched(self, kind: str, things: Collection[UUID]) -> set[UUID]:
        """Return the ids of the rows that the events of things have touched."""
        query = select(Change.row_id).join(EventSubject, EventSubject.seq == Change.seq).distinct()
        query = query.where(EventSubject.kind == kind, EventSubject.seq <= self.upto, Change.position > 0)
        of_some = (query.where(EventSubject.thing_id.in_(some)) for some in _batches(things))
        return {row_id for rows in map(self.session.scalars, of_some) for row_id in rows}

    def take_pointing(self, column: InstrumentedAttribute[Any], to: Collection[UUID], *, whole: bool = True) -> None:
        """Take in the rows that pointed to some others through a column.

        They are those that do so now, but for those whose pointer changed or that went after the place: the log says of
        these where they pointed.
        """
        table, name, targets = column.class_.__tablename__, column.name, {str(id) for id in to}
        changed = self._changed_since(table, name)
        held: dict[UUID, Gathered] = {}
        for change in self._changes(changed):
            held.setdefault(change.row_id, Gathered(table)).fold(change)
        pointed = {id for id, row in held.items() if (row.columns or {}).get(name) in targets}
        self.take(pointed | (self._point_now(column, to) - changed), whole=whole)

    def count_revisions(self) -> None:
        """Give each thing the revision that it had; parts raise it too, so the row's own changes do not tell."""
        for some in _batches(self.rows):
            query = select(Change.root_id, func.max(Change.rev)).where(Change.root_id.in_(some))
            for root, rev in self.session.execute(query.where(Change.seq <= self.upto).group_by(Change.root_id)):
                self.rows[root].rev = rev

    def _parts(self, things: Collection[UUID]) -> Iterator[UUID]:
        for some in _batches(things):
            query = select(Change.row_id).where(Change.root_id.in_(some), Change.seq <= self.upto).distinct()
            yield from self.session.scalars(query.where(Change.position > 0))

    def _changes(self, ids: set[UUID]) -> Iterator[Told]:
        for some in _batches(ids):
            query = telling().where(Change.row_id.in_(some), Change.seq <= self.upto, Change.position > 0)
            yield from in_order(self.session, query)

    def _point_now(self, column: InstrumentedAttribute[Any], to: Collection[UUID]) -> set[UUID]:
        ids = column.class_.id
        return {id for some in _batches(to) for id in self.session.scalars(select(ids).where(column.in_(some)))}

    def _changed_since(self, table: str, name: str) -> set[UUID]:
        """Return the rows of a table that went after the place, or whose column changed; new ones are left out."""
        fields = Disclosure.fields
        told = and_(or_(fields == "{}", fields.contains(f'"{name}":')), ~fields.contains('"id":'))
        joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
        query = select(Change.row_id).outerjoin(Disclosure, joined).where(or_(fields.is_(None), told)).distinct()
        later = (Change.seq > self.upto, Change.position > 0, Change.table_name == table)
        return set(self.session.scalars(query.where(*later)))


def _pointed_to(change: Told) -> Iterator[tuple[tuple[str, str], UUID]]:
    columns = change.columns or {}
    for name in POINTERS.get(change.table, ()):
        if columns.get(name):
            yield (change.table, name), UUID(columns[name])


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(ids)
    for first in range(0, len(ordered), _AT_ONCE):
        yield ordered[first : first + _AT_ONCE]
