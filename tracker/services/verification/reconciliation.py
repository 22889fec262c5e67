"""Comparing the live rows with what the log says they hold, both ways: missing, extra and different ones."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Enum, LargeBinary, Row, String, Table, select, type_coerce
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.models import Base, Recorded
from tracker.services.history.replay import BATCH, Columns, rows_by_table, streamed, touched
from tracker.services.history.shown import SECRET
from tracker.services.verification.succession import ROOTS

_Row = Row[*tuple[Any, ...]]

RECORDED: dict[str, Table] = {
    mapper.class_.__tablename__: Base.metadata.tables[mapper.class_.__tablename__]
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}
"""Every recorded table, by name."""

NOT_COMPARED = dict.fromkeys(SECRET, "a secret: the log says that it changed, never the value") | {
    (root.__tablename__, "rev"): "no change holds it; it is checked as the revision under which changes were made"
    for root in ROOTS.values()
}
"""Columns that a replay of the log does not give, and why. Bytes are given by their SHA-256, and compared by it."""

_FEW = 4
"""How many rows with files in them are in memory at once."""


def check(session: Session, start: int = 0) -> Iterator[Fault]:
    """Yield each row and column of the recorded tables that the log does not account for.

    With ``start``, only the rows are compared that events from there on have changed.
    """
    unread = dict(RECORDED)
    for name, rows in rows_by_table(session, since=start):
        table = unread.pop(name, None)
        if table is None:
            yield Fault("the log speaks of a table that is not recorded", table=name)
        else:
            yield from _compare(session, table, rows, start)
    for table in unread.values() if not start else ():
        yield from _compare(session, table, iter(()), start)


def _compare(session: Session, table: Table, rows: Iterator[tuple[UUID, Columns]], start: int) -> Iterator[Fault]:
    for row_id, logged, live in paired(rows, _live(session, table, start)):
        if live is None and logged:
            yield Fault("the row is gone, and no event says so", None, table.name, row_id)
        elif live is not None and logged is None:
            yield Fault("the row is there, and no event made it", None, table.name, row_id)
        elif live is not None and not logged:
            yield Fault("the row is there, and an event says that it went", None, table.name, row_id)
        elif live is not None and logged:
            yield from _row_faults(table, row_id, logged, live)


def _row_faults(table: Table, row_id: UUID, logged: Columns, live: _Row) -> Iterator[Fault]:
    for column in table.columns:
        if (table.name, column.name) in NOT_COMPARED:
            continue
        # A column that came after the row is nothing to the log, as it must be in the row.
        if not _same(leaves.plain(live._mapping[column.name]), logged.get(column.name)):
            yield Fault("the row holds another value than the log", None, table.name, row_id, column.name)


def _live(session: Session, table: Table, start: int) -> Iterator[tuple[UUID, _Row]]:
    has_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    query = select(*map(_readable, table.columns)).order_by(table.c.id)
    if start:
        query = query.where(table.c.id.in_(touched(start)))
    return ((row.id, row) for row in streamed(session, query, _FEW if has_files else BATCH))


def _readable(column: Column[Any]) -> Any:
    """Read a closed word as it stands, so that a word that the list does not have is a fault and no crash."""
    if isinstance(column.type, Enum):
        return type_coerce(column, String).label(column.name)
    return column


def _same(live: Any, logged: Any) -> bool:
    if isinstance(live, str) or live is None or logged is None:
        return bool(live == logged)
    try:
        return leaves.canonical(live) == leaves.canonical(logged)
    except (TypeError, ValueError):
        return False
