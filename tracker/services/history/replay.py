"""Folding the log into rows: what each change said, and what a row held before and after it."""

import json
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Result, Row, Select, and_, select
from sqlalchemy.orm import Session

from tracker.domain.withholding import is_withheld
from tracker.models import Change, Disclosure

Columns = dict[str, Any]
"""Values by column, as the record writes them."""

BATCH = 500
"""How many rows are in memory at once while a log is read from end to end."""

K = TypeVar("K")

_HALF_READ = "half read"

_CHANGES, _DISCLOSURES = Change.__table__.c, Disclosure.__table__.c


@dataclass(frozen=True)
class Told:
    """One change as the log tells it; ``columns`` is None where the values are gone without a trace.

    Of ``withheld`` columns the log holds but what a withholding left: masks in place of words.
    """

    seq: int
    position: int
    root: tuple[str, UUID]
    rev: int
    table: str
    row_id: UUID
    columns: Columns | None
    withheld: frozenset[str] = frozenset()

    @property
    def gone(self) -> bool:
        """Tell whether the row went."""
        return self.columns == {}

    @property
    def made(self) -> bool:
        """Tell whether the row is new: only then does a change hold its id."""
        return bool(self.columns) and "id" in (self.columns or {})


def telling() -> Select[*tuple[Any, ...]]:
    """Return the query of changes with what is disclosed of each."""
    place, root = (Change.seq, Change.position), (Change.root_kind, Change.root_id, Change.rev)
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(*place, *root, Change.table_name, Change.row_id, Disclosure.fields)
    return query.outerjoin(Disclosure, joined)


def told(row: Row[*tuple[Any, ...]]) -> Told:
    """Read one row of ``telling``."""
    disclosed = None if row.fields is None else json.loads(row.fields)
    columns = None if disclosed is None else {name: pair[1] for name, pair in disclosed.items()}
    withheld = frozenset(name for name, pair in (disclosed or {}).items() if is_withheld(pair))
    root = (row.root_kind, row.root_id)
    return Told(row.seq, row.position, root, row.rev, row.table_name, row.row_id, columns, withheld)


def in_order(session: Session, query: Select[*tuple[Any, ...]]) -> list[Told]:
    """List what a query of ``telling`` finds, as it happened."""
    return [told(row) for row in session.execute(query.order_by(Change.seq, Change.position))]


def fold(columns: Columns | None, change: Told) -> Columns | None:
    """Return what a row holds after a change, given what it held before; None where there is no row."""
    if change.gone:
        return None
    return {**(columns or {}), **(change.columns or {})}


def befores(session: Session, changes: Collection[Told]) -> dict[tuple[int, int], Columns]:
    """Return what each changed row held before its change, by place in the log; one statement for all."""
    asked = {(change.seq, change.position): change for change in changes if not change.made}
    if not asked:
        return {}
    rows = {change.row_id for change in asked.values()}
    query = telling().where(Change.row_id.in_(rows), Change.seq <= max(seq for seq, _ in asked))
    found: dict[tuple[int, int], Columns] = {}
    held: dict[UUID, Columns | None] = {}
    for change in in_order(session, query):
        place = (change.seq, change.position)
        if place in asked:
            found[place] = held.get(change.row_id) or {}
        held[change.row_id] = fold(held.get(change.row_id), change)
    return found


def streamed(
    session: Session, query: Select[*tuple[Any, ...]], batch: int = BATCH
) -> Generator[Row[*tuple[Any, ...]], None, None]:
    """Yield the rows of a query in batches; whoever stops early closes the cursor by letting go."""
    with _opened(session, query, batch) as rows:
        yield from rows


def batches(
    session: Session, query: Select[*tuple[Any, ...]], batch: int = BATCH
) -> Generator[Sequence[Row[*tuple[Any, ...]]], None, None]:
    """Yield the rows of a query as ``streamed`` does, a batch at a time."""
    with _opened(session, query, batch) as rows:
        yield from rows.partitions()


def let_go(session: Session) -> None:
    """Close what an error, or somebody who had heard enough, left half read.

    It may be held in circles, which the garbage collector would break in the middle of any other statement, where
    psycopg waits for itself.
    """
    for rows in tuple(session.info.get(_HALF_READ, ())):
        rows.close()


@contextmanager
def _opened(session: Session, query: Select[*tuple[Any, ...]], batch: int) -> Iterator[Result[*tuple[Any, ...]]]:
    half_read = session.info.setdefault(_HALF_READ, [])
    with session.execute(query, execution_options={"yield_per": batch}) as rows:
        half_read.append(rows)
        try:
            yield rows
        finally:
            half_read.remove(rows)


def rows_by_table(
    session: Session, upto: int | None = None, since: int = 0
) -> Iterator[tuple[str, Iterator[tuple[UUID, Columns]]]]:
    """Yield each table with its rows as the log leaves them, by id; without columns for one that went.

    It is the whole log, or as much of it as there was after the event ``upto``; with ``since``, only the rows that
    events from there on have changed. It is streamed, sorted by the database; one row is in memory at a time.
    """
    return folded(session, _CHANGES.row_id, upto, since)


def folded(
    session: Session, row_id: ColumnElement[K], upto: int | None = None, since: int = 0
) -> Iterator[tuple[str, Iterator[tuple[K, Columns]]]]:
    """Yield what ``rows_by_table`` does, with the ids of rows read in some way, which must keep their order."""
    joined = and_(_DISCLOSURES.seq == _CHANGES.seq, _DISCLOSURES.position == _CHANGES.position)
    query = select(_CHANGES.table_name, row_id, _DISCLOSURES.fields).outerjoin_from(
        Change.__table__, Disclosure.__table__, joined
    )
    query = query.where(_CHANGES.position > 0)
    if upto is not None:
        query = query.where(_CHANGES.seq <= upto)
    if since:
        query = query.where(_CHANGES.row_id.in_(touched(since)))
    query = query.order_by(_CHANGES.table_name, _CHANGES.row_id, _CHANGES.seq, _CHANGES.position)
    for table, changes in groupby(map(tuple, streamed(session, query)), key=itemgetter(0)):
        yield table, _rows(changes)


def touched(since: int) -> Select[UUID]:
    """Return the query of the rows that events from a place in the log on have changed."""
    return select(Change.row_id).where(Change.seq >= since, Change.position > 0)


def _rows(changes: Iterable[tuple[str, K, str | None]]) -> Iterator[tuple[K, Columns]]:
    for row_id, of_row in groupby(changes, key=itemgetter(1)):
        columns: Columns = {}
        for _, _, fields in of_row:
            disclosed = None if fields is None else json.loads(fields)
            if disclosed == {}:
                columns = {}
            for name, (_, value) in (disclosed or {}).items():
                columns[name] = value
        yield row_id, columns
