"""Flipping single bits of what a database holds, as a worn disk does, or a careful hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from tracker.models import Base

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROW: dict[str, ColumnElement[Any]] = {"sqlite": literal_column("rowid"), "postgresql": literal_column("ctid")}
HERE = {"sqlite": text("rowid = :row"), "postgresql": text("ctid = CAST(:row AS tid)")}


@dataclass(frozen=True)
class Cell:
    """A column of a row: how many bits the engine holds there, and what it would hold with one of them flipped."""

    column: Column[Any]
    row: Any
    bits: int
    flipped: Callable[[int], Any]
    is_text: bool

    def flip(self, connection: Connection, bit: int) -> bool:
        """Flip a bit; tell whether the engine takes that."""
        here = HERE[connection.dialect.name].bindparams(row=self.row)
        try:
            flipped = self.flipped(bit)
            made = literal(flipped, NullType())
            # As text, or a word that is on no closed list would be refused before the engine sees it.
            values = {self.column: cast(made, Text) if self.is_text or isinstance(flipped, str) else made}
            with connection.begin_nested():
                connection.execute(update(self.column.table).where(here).values(values))
        except (DBAPIError, ValueError, OverflowError):
            return False
        return True


def cells(connection: Connection, table: str) -> Iterator[Cell]:
    """Yield every cell of a table that holds anything, by column and row."""
    on_sqlite, row = connection.dialect.name == "sqlite", ROW[connection.dialect.name]
    for column in Base.metadata.tables[table].columns:
        raw: ColumnElement[Any] = type_coerce(column, NullType())
        is_text: ColumnElement[bool] = literal(False)
        if on_sqlite:
            # As bytes, for SQLite checks nothing: what a text holds need be no text.
            is_text = func.typeof(column) == "text"
            raw = case((is_text, type_coerce(cast(column, LargeBinary), NullType())), else_=raw)
        found = connection.execute(select(row, raw, is_text).select_from(column.table).where(column.is_not(None)))
        for key, value, of_text in found.all():
            yield Cell(column, key, *_bits(value), is_text=bool(of_text))


def _bits(value: Any) -> tuple[int, Callable[[int], Any]]:
    """Return how many bits a value has, and what makes it another."""
    match value:
        case bytes():
            return len(value) * 8, lambda bit: _in_bytes(value, bit)
        case str():
            return len(value.encode()) * 8, lambda bit: _in_bytes(value.encode(), bit).decode()
        case int():
            return 64, lambda bit: _signed(value ^ 1 << bit)
        case UUID():
            return 128, lambda bit: UUID(int=value.int ^ 1 << bit)
        case datetime():
            since = (value - EPOCH) // timedelta(microseconds=1)
            return 64, lambda bit: EPOCH + timedelta(microseconds=_signed(since ^ 1 << bit))
    raise TypeError(type(value))


def _in_bytes(value: bytes, bit: int) -> bytes:
    at = bit // 8
    return value[:at] + bytes([value[at] ^ 1 << bit % 8]) + value[at + 1 :]


def _signed(value: int) -> int:
    """Read 64 bits as the engines do, of which the first says whether the number is below nothing."""
    return (value + 2**63) % 2**64 - 2**63
