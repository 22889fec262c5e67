"""Reading cells as the record would write them, from what the database holds and not from what a driver makes of it.

A driver is lenient: it reads an id in capitals, a moment with any sign between day and hour, or 3 for yes. To it the
row is as it was; to a check of the record it is not.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Dialect, Enum, Integer, String, Text, Uuid, cast, type_coerce
from sqlalchemy.types import UserDefinedType

from tracker.domain import leaves
from tracker.models.types import Moment


def as_written(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what reads a column: ids, moments and closed words as text, truth as it stands, the rest as ever."""
    if isinstance(column.type, Enum):
        return type_coerce(column, String()).label(column.name)
    if isinstance(column.type, Boolean):
        return type_coerce(column, Integer()).label(column.name)
    if isinstance(column.type, Uuid):
        return type_coerce(cast(column, Text()), _Id()).label(column.name)
    if isinstance(column.type, Moment):
        return type_coerce(column, _At()).label(column.name)
    return column


class _Id(UserDefinedType[str]):
    """An id; SQLite holds its digits alone."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _dashed if dialect.name == "sqlite" else None


class _At(UserDefinedType[str]):
    """A moment; SQLite holds it as text, in UTC."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return _zoned if dialect.name == "sqlite" else _moment


def _dashed(digits: str | None) -> str | None:
    if digits is None:
        return None
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _zoned(text: Any) -> str | None:
    return None if text is None else f"{text}Z".replace(" ", "T")


def _moment(value: Any) -> str | None:
    return None if value is None else leaves.moment(value)
