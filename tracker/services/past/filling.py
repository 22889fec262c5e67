"""Filling a blank database with rows as the log tells them, so that pages and reports read them as any others."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Enum, LargeBinary, Uuid, insert
from sqlalchemy.orm import Session

from tracker.models import Base, Recorded, Root
from tracker.models.types import Moment
from tracker.services.history.replay import Columns

Row = tuple[str, UUID, int, Columns]
"""A row as the log tells it: its table, its id, its revision if it is a thing, and its values."""

_AT_ONCE = 500

_MODELS: dict[str, type[Recorded]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}


def fill(blank: Session, rows: Iterable[Row]) -> None:
    """Write rows into a blank database; those of one table come together.

    Secrets and bytes, which the log does not hold, are left empty. A column that came after a row has its default.
    """
    for table, of_table in groupby(rows, key=itemgetter(0)):
        filler = _Filler(_MODELS[table])
        for some in _batches(of_table):
            blank.execute(insert(Base.metadata.tables[table]), [filler.filled(*row) for row in some])


class _Filler:
    """Knows how the values of one table are written."""

    def __init__(self, model: type[Recorded]) -> None:
        columns = Base.metadata.tables[model.__tablename__].columns
        self.readers = {column.name: _reader(column) for column in columns}
        self.absent = {column.name: _default(column) for column in columns}
        self.unrecorded: dict[str, Any] = dict.fromkeys(model.secret, "")
        self.unrecorded |= {column.name: b"" for column in columns if isinstance(column.type, LargeBinary)}
        self.counted = issubclass(model, Root)

    def filled(self, table: str, id: UUID, rev: int, columns: Columns) -> dict[str, Any]:
        """Return a row with every column of its table, and values as the models hold them."""
        told = {name: self.readers[name](value) for name, value in columns.items() if name in self.readers}
        return self.absent | told | self.unrecorded | {"id": id} | ({"rev": rev} if self.counted else {})


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """Return what makes a value of the record one as the models hold it."""
    kind = column.type
    if isinstance(kind, Uuid):
        return lambda value: value and UUID(value)
    if isinstance(kind, Moment):
        return lambda value: value and datetime.fromisoformat(value)
    if isinstance(kind, Enum) and (words := kind.enum_class) is not None:
        return lambda value: value and words(value)
    return lambda value: value


def _default(column: Column[Any]) -> Any:
    default = column.default
    return getattr(default, "arg", None) if default is not None and default.is_scalar else None


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
