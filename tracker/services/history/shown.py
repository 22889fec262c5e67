"""Values of the record as people read them: words by their labels, things by their names, truth as yes or no."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Enum, String

from tracker.domain import reasons
from tracker.domain.labels import LABELS, NAMED_BY
from tracker.models import Base, Recorded
from tracker.services.history.naming import Names

SECRET = {
    (mapper.class_.__tablename__, column)
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
    for column in mapper.class_.secret
}
"""Columns of which the log says only that they changed."""


def text_of(table: str, column: str, value: Any, names: Names) -> str:
    """Return a value as text; nothing as the empty text."""
    kept = _column(table, column)
    if value is None or value == "":
        return ""
    if target := referred(table, column):
        return names.of(target, UUID(value)).text
    if isinstance(kept.type, Enum):
        return _label(kept.type, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_item(table, column, item) for item in value)
    return str(value)


def referred(table: str, column: str) -> str | None:
    """Return the table that a column's values point into, if they do."""
    for key in _column(table, column).foreign_keys:
        return key.column.table.name
    return None


def mentioned(table: str, columns: dict[str, Any]) -> Iterator[tuple[str, UUID]]:
    """Yield the rows that must be named so that these columns can be shown."""
    for column in {*LABELS[table], NAMED_BY.get(table, "")} & columns.keys():
        target = referred(table, column)
        if target and columns[column]:
            yield target, UUID(columns[column])


def is_prose(table: str, column: str) -> bool:
    """Tell whether two values of a column are compared word by word, rather than one for the other."""
    kind = _column(table, column).type
    return isinstance(kind, String) and not isinstance(kind, Enum)


def is_plain_start(table: str, column: str, value: Any) -> bool:
    """Tell whether a new row's value is what any new row has, so that it need not be shown."""
    if value in (None, "", []) or (value is False and isinstance(_column(table, column).type, Boolean)):
        return True
    default = _column(table, column).default
    return default is not None and default.is_scalar and getattr(default, "arg", None) == value


def _column(table: str, column: str) -> Column[Any]:
    return Base.metadata.tables[table].c[column]


def _label(kind: Enum, value: str) -> str:
    try:
        return str(kind.enum_class(value).label)  # type: ignore[misc, union-attr]
    except ValueError:
        # A word that the list has no more; the record keeps it.
        return value.replace("_", " ")


def _item(table: str, column: str, item: Any) -> str:
    if (table, column) == ("reviews", "ticks"):
        return reasons.in_words(item)
    if isinstance(item, list):
        return "–".join(str(part) for part in item)
    return str(item)
