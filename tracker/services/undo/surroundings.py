"""What stands around the rows that undoing brings back or takes away: what points at them, and what they hang on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, func, select
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.undoing import BELONGS
from tracker.models import Base, Change
from tracker.services.history.replay import Columns
from tracker.services.undo.judgements import TABLES as JUDGEMENTS
from tracker.services.undo.judgements import Judgements
from tracker.services.undo.world import REFERS, World, batches, is_part

Ids = Mapping[str, Collection[UUID]]
"""Rows by table."""

_FOLLOWING = frozenset({"anchors", "looks"})
"""Tables whose rows are written along with others; they hold nothing up."""


@dataclass(frozen=True)
class Pointer:
    """A row that points at another, and the column that does."""

    table: str
    row_id: UUID
    column: str


class Surroundings:
    """The rows around those of a world, loaded at once; rows of the world itself are as they are there.

    ``at`` are rows of which is asked what points at them, ``needed`` those of which is asked whether they are there,
    and ``owners`` what rows of a table belong to of which is asked whether another one is alike.
    """

    def __init__(
        self, session: Session, world: World, judgements: Judgements, at: Ids, needed: Ids, owners: Ids
    ) -> None:
        self._session, self._world, self._judgements = session, world, judgements
        self._outside: dict[UUID, tuple[str, Columns]] = {}
        self._pointing: defaultdict[UUID, list[Pointer]] = defaultdict(list)
        for target in sorted(at):
            for table, column in _columns_into(target):
                self._find(table, column, at[target])
        self._load(needed)
        self._load(_by_table(owner for row_id in world for owner in _owners(world.table(row_id), world.now(row_id))))
        gone = {row_id for ids in needed.values() for row_id in ids} - set(world)
        self._alike = {values for table in sorted(owners) for values in self._values(table, owners[table])}
        self._made, self._written = self._when({*self._outside, *gone})

    def pointing_at(self, row_id: UUID) -> Iterator[Pointer]:
        """Yield what points at a row, but for what merely follows it."""
        for one, column in self._world.pointing_at(row_id):
            if self._world.table(one) not in _FOLLOWING:
                yield Pointer(self._world.table(one), one, column)
        yield from self._pointing.get(row_id, ())

    def is_there(self, row_id: UUID) -> bool:
        """Tell whether a needed row is in its table."""
        return self._world.now(row_id) is not None if row_id in self._world else row_id in self._outside

    def has_alike(self, table: str, columns: Columns) -> bool:
        """Tell whether a row is there that says the same as a row would, where only one may."""
        names = distinct(table)
        if not names:
            return False
        values = tuple(columns[name] for name in names)
        pointing = self._world.pointing_at(UUID(columns[names[0]]))
        held = (self._world.now(one) or {} for one, _ in pointing if self._world.table(one) == table)
        return (table, values) in self._alike or values in [tuple(one.get(name) for name in names) for one in held]

    def stands(self, row_id: UUID) -> bool:
        """Tell whether a row is there and was not withdrawn or taken back."""
        table, columns = self._look(row_id)
        if columns is None or columns.get("withdrawn"):
            return False
        return table not in JUDGEMENTS or self._judgements.holds(row_id)

    def counts(self, row_id: UUID, gone: Collection[UUID]) -> bool:
        """Tell whether a row stands, and so does what it belongs to, with some rows ``gone``."""
        if row_id in gone or not self.stands(row_id):
            return False
        return all(self.counts(owner, gone) for _, owner in _owners(*self._look(row_id)))

    def made(self, row_id: UUID) -> int | None:
        """Return the place of the event that made a row."""
        return self._world.made(row_id) if row_id in self._world else self._made.get(row_id)

    def since(self, row_id: UUID, column: str = "") -> int | None:
        """Return the place of the event that last wrote a row, or one of its columns where the world knows it."""
        if row_id in self._world:
            return self._world.last_set(row_id, [column] if column else ())
        return self._written.get(row_id)

    def _look(self, row_id: UUID) -> tuple[str, Columns | None]:
        if row_id in self._world:
            return self._world.table(row_id), self._world.now(row_id)
        # What was not loaded is of a kind that never goes, such as an article that a note is on.
        return self._outside.get(row_id, ("", {}))

    def _find(self, table: str, column: str, ids: Collection[UUID]) -> None:
        target = Base.metadata.tables[table].c[column]
        owners: list[tuple[str, UUID]] = []
        for some in batches(ids):
            for row_id, columns in self._rows(table, target.in_(some), column):
                self._pointing[UUID(columns[column])].append(Pointer(table, row_id, column))
                owners += _owners(table, columns)
        self._load(_by_table(owners))

    def _load(self, ids: Ids) -> None:
        """Load rows, and whatever they belong to, as far as that goes."""
        beyond: list[tuple[str, UUID]] = []
        for table in sorted(ids):
            unknown = {row_id for row_id in ids[table] if row_id not in self._world and row_id not in self._outside}
            for some in batches(unknown):
                for _, columns in self._rows(table, Base.metadata.tables[table].c.id.in_(some)):
                    beyond += _owners(table, columns)
        if beyond:
            self._load(_by_table(beyond))

    def _rows(self, table: str, condition: ColumnElement[bool], *also: str) -> Iterator[tuple[UUID, Columns]]:
        columns = Base.metadata.tables[table].c
        names = [name for name in ("id", "withdrawn", *BELONGS.get(table, ()), *also) if name in columns]
        for row in self._session.execute(select(*(columns[name] for name in dict.fromkeys(names))).where(condition)):
            if row.id not in self._world:
                told = {name: leaves.plain(value) for name, value in row._mapping.items()}
                self._outside[row.id] = (table, self._outside.get(row.id, ("", {}))[1] | told)
                yield row.id, told

    def _values(self, table: str, owners: Collection[UUID]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield the values by which rows outside of the world are told from each other."""
        columns = Base.metadata.tables[table].c
        names = distinct(table)
        for some in batches(owners):
            query = select(columns.id, *(columns[name] for name in names)).where(columns[names[0]].in_(some))
            for row in self._session.execute(query):
                if row.id not in self._world:
                    yield table, tuple(leaves.plain(value) for value in row[1:])

    def _when(self, rows: Iterable[UUID]) -> tuple[dict[UUID, int], dict[UUID, int]]:
        """Return the places of the events that made rows, and of those that wrote them last."""
        made, written = func.min(Change.seq).label("made"), func.max(Change.seq).label("written")
        query = select(Change.row_id, made, written).where(Change.position > 0).group_by(Change.row_id)
        found = [row for some in batches(rows) for row in self._session.execute(query.where(Change.row_id.in_(some)))]
        return {row.row_id: row.made for row in found}, {row.row_id: row.written for row in found}


def distinct(table: str) -> tuple[str, ...]:
    """Return the columns that no two rows of a table of parts share, the one that names what they belong to first."""
    constraints = Base.metadata.tables[table].constraints
    found = [tuple(one.columns.keys()) for one in constraints if isinstance(one, UniqueConstraint)]
    return found[0] if found and is_part(table) else ()


def _columns_into(target: str) -> list[tuple[str, str]]:
    """List the columns, by table, that point into a table and mean something there."""
    return sorted(
        (table, column)
        for table, columns in REFERS.items()
        for column, into in columns.items()
        if into == target and table not in _FOLLOWING
    )


def _owners(table: str, columns: Columns | None) -> list[tuple[str, UUID]]:
    """List what a row belongs to, of the kinds that can be withdrawn or go."""
    told = columns or {}
    return [(REFERS[table][name], UUID(told[name])) for name in BELONGS.get(table, ()) if told.get(name)]


def _by_table(pairs: Iterable[tuple[str, UUID]]) -> dict[str, set[UUID]]:
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for table, row_id in pairs:
        found[table].add(row_id)
    return found
