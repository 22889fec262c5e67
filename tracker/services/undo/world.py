"""The rows that some events touched, as the log leaves them, and as they would be with some of the events undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Appearance, Base, Change, Claim, Event, Part, Recorded
from tracker.services import same_claims
from tracker.services.history.replay import Columns, Told, fold, in_order, telling

MODELS: dict[str, type[Recorded]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}

REFERS: dict[str, dict[str, str]] = {
    table: {
        column.name: key.column.table.name
        for column in Base.metadata.tables[table].columns
        for key in column.foreign_keys
        if key.column.table.name in MODELS.keys() - {"users"}
    }
    for table in MODELS
}
"""By table and column, the recorded table that the column's values point into; people, who never go, are left out."""

_PLACE, _MERGED = "appearance_id", "merged_into_id"


@dataclass
class Row:
    """A row with all that the log says of it, the oldest first; ``columns`` is None where there is no row by now."""

    table: str
    history: list[Told] = field(default_factory=list)
    columns: Columns | None = None


class World:
    """What a number of events touched; undoing is tried out here, the newest event first, before any row changes.

    ``undone`` are the places in the log of the events that are undone so far.
    """

    def __init__(self, session: Session, events: Sequence[Event]) -> None:
        self.session = session
        self.undone: set[int] = set()
        self.changes: defaultdict[int, list[Told]] = defaultdict(list)
        self._rows: dict[UUID, Row] = {}
        self._before: dict[tuple[int, int], Columns] = {}
        self._pointers: defaultdict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
        seqs = {event.seq for event in events}
        for change in in_order(session, _history(seqs)):
            self._read(change, change.seq in seqs)
        for row_id, row in self._rows.items():
            self._point(row_id, row.columns)
        self._claim_of = self._claims_of_appearances()
        self._merged = same_claims.links_of(session)

    def __contains__(self, row_id: UUID) -> bool:
        return row_id in self._rows

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._rows)

    def table(self, row_id: UUID) -> str:
        """Return the table of a row that one of the events touched."""
        return self._rows[row_id].table

    def now(self, row_id: UUID) -> Columns | None:
        """Return what a row holds, with what is undone so far; None where there is no row."""
        return self._rows[row_id].columns

    def before(self, change: Told) -> Columns:
        """Return what a row held before a change of one of the events."""
        return self._before.get((change.seq, change.position), {})

    def pointing_at(self, row_id: UUID) -> list[tuple[UUID, str]]:
        """List the rows in here that point at a row, each with the column that does."""
        return sorted(self._pointers[row_id])

    def made(self, row_id: UUID) -> int:
        """Return the place of the event that made a row."""
        return self._rows[row_id].history[0].seq

    def last_set(self, row_id: UUID, columns: Collection[str] = ()) -> int:
        """Return the place of the last event that set one of the columns, or touched the row at all, and stands."""
        for change in reversed(self._rows[row_id].history):
            told = change.columns
            relevant = not columns or not told or not told.keys().isdisjoint(columns)
            if relevant and change.seq not in self.undone:
                return change.seq
        return self._rows[row_id].history[-1].seq

    def last_touched(self, row_id: UUID) -> int:
        """Return the place of the last event that changed a row."""
        return self._rows[row_id].history[-1].seq

    def put(self, row_id: UUID, columns: Columns | None) -> None:
        """Let a row hold other values, or let it go."""
        row = self._rows[row_id]
        self._point(row_id, row.columns, away=True)
        row.columns = columns
        self._point(row_id, columns)

    def claims_of(self, change: Told) -> set[UUID]:
        """Return the claims that a changed row is about, as it was before or after, with those that they are shown as.

        Of claims that are merged or parted it is the one: parting them is in nobody's way, who judged both as one.
        """
        if change.table == "claims":
            parts = {_MERGED} >= (change.columns or {}).keys()
            return {change.row_id} if parts else self._shown({change.row_id})
        held = (self.before(change), change.columns or {})
        claims = {UUID(columns["claim_id"]) for columns in held if columns.get("claim_id")}
        if change.table == "links":
            claims |= {UUID(columns["other_id"]) for columns in held if columns.get("other_id")}
        places = {UUID(columns[_PLACE]) for columns in held if columns.get(_PLACE)}
        return self._shown(claims | {self._claim_of[place] for place in places if place in self._claim_of})

    def claims_at(self, event: Event) -> list[UUID]:
        """List the claims that an event changed anything about, in an order that both engines share."""
        about = {event.about_id} if event.about_kind == Claim.kind and event.about_id else set()
        return sorted(about.union(*(self.claims_of(change) for change in self.changes[event.seq])))

    def _shown(self, claims: Iterable[UUID]) -> set[UUID]:
        """Return claims with those that they are merged into, with what is undone so far."""
        found: set[UUID] = set()
        for one in claims:
            into: UUID | None = one
            while into is not None and into not in found:
                found.add(into)
                into = self._into(into)
        return found

    def _into(self, claim: UUID) -> UUID | None:
        if claim not in self._rows:
            return self._merged.get(claim)
        into = (self._rows[claim].columns or {}).get(_MERGED)
        return UUID(into) if into else None

    def _read(self, change: Told, asked: bool) -> None:
        row = self._rows.setdefault(change.row_id, Row(change.table))
        if asked:
            self.changes[change.seq].append(change)
            self._before[change.seq, change.position] = row.columns or {}
        row.history.append(change)
        row.columns = fold(row.columns, change)

    def _point(self, row_id: UUID, columns: Columns | None, *, away: bool = False) -> None:
        for column in REFERS[self._rows[row_id].table]:
            if columns and columns.get(column):
                pointers = self._pointers[UUID(columns[column])]
                pointers.discard((row_id, column)) if away else pointers.add((row_id, column))

    def _claims_of_appearances(self) -> dict[UUID, UUID]:
        held = (change.columns or {} for row in self._rows.values() for change in row.history)
        ids = {UUID(columns[_PLACE]) for columns in held if columns.get(_PLACE)}
        return {
            one.id: one.claim_id
            for some in batches(ids)
            for one in self.session.execute(select(Appearance.id, Appearance.claim_id).where(Appearance.id.in_(some)))
        }


def is_part(table: str) -> bool:
    """Tell whether rows of a table go from the live tables, rather than being withdrawn."""
    return issubclass(MODELS[table], Part)


def batches(ids: Iterable[UUID], size: int = 5000) -> Iterator[list[UUID]]:
    """Yield ids in order, as many at once as one statement takes."""
    listed = sorted(ids)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _history(seqs: Collection[int]) -> Any:
    touched = select(Change.row_id).where(Change.seq.in_(seqs), Change.position > 0)
    return telling().where(Change.row_id.in_(touched), Change.position > 0)
