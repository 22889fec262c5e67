"""Comparing the live rows with what the log says they hold, both ways: missing, extra and different ones."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Column, LargeBinary, Row, Table, select
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.models import Base, Change, Recorded
from tracker.services.history.replay import BATCH, Columns, folded, streamed, touched
from tracker.services.history.shown import SECRET
from tracker.services.verification.cells import as_written
from tracker.services.verification.succession import ROOTS

_Row = Row[*tuple[Any, ...]]
T = TypeVar("T")

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


def check(session: Session, told: Callable[[], None], start: int = 0) -> Iterator[Fault]:
    """Yield each row and column of the recorded tables that the log does not account for.

    ``told`` is called now and then. With ``start``, only the rows are compared that events from there on have changed.
    """
    unread = dict(RECORDED)
    for name, rows in folded(session, as_written(Change.__table__.c.row_id), since=start):
        table = unread.pop(name, None)
        if table is None:
            yield Fault("the log speaks of a table that is not recorded", table=name)
        else:
            yield from _compare(session, table, _telling(rows, told), start)
    for table in unread.values() if not start else ():
        yield from _compare(session, table, iter(()), start)


def _telling(rows: Iterator[T], told: Callable[[], None]) -> Iterator[T]:
    for row in rows:
        told()
        yield row


def _compare(session: Session, table: Table, rows: Iterator[tuple[str, Columns]], start: int) -> Iterator[Fault]:
    columns = [column for column in table.columns if (table.name, column.name) not in NOT_COMPARED]
    names = [column.name for column in columns]
    for row_id, logged, live in paired(rows, _live(session, table, columns, start)):
        if live is None and logged:
            yield Fault("the row is gone, and no event says so", None, table.name, row_id)
        elif live is not None and logged is None:
            yield Fault("the row is there, and no event made it", None, table.name, row_id)
        elif live is not None and not logged:
            yield Fault("the row is there, and an event says that it went", None, table.name, row_id)
        elif live is not None and logged:
            # A column that came after the row is nothing to the log, as it must be in the row.
            for name, held in zip(names, live, strict=True):
                if not _same(held, logged.get(name)):
                    yield Fault("the row holds another value than the log", None, table.name, row_id, name)


def _live(session: Session, table: Table, columns: list[Column[Any]], start: int) -> Iterator[tuple[str, _Row]]:
    has_files = any(isinstance(column.type, LargeBinary) for column in columns)
    query = select(*map(as_written, columns)).order_by(table.c.id)
    if start:
        query = query.where(table.c.id.in_(touched(start)))
    return ((row.id, row) for row in streamed(session, query, _FEW if has_files else BATCH))


def _same(live: Any, logged: Any) -> bool:
    """Tell whether a cell holds what the log says; whole numbers and truth stand alike on one of the engines."""
    if live is None or isinstance(live, str | int):
        return bool(live == logged)
    try:
        return leaves.written(leaves.plain(live)) == leaves.written(logged)
    except ValueError:
        return False
