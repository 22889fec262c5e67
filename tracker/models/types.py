"""Column idioms, each named once."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

W = TypeVar("W", bound=StrEnum)

ShortText = String(300)
"""A name, a title, a line."""

AddressText = String(2000)
"""An address on the web."""

KeyText = String(300).with_variant(String(300, collation="C"), "postgresql")
"""A folded form that is looked up by its beginning: compared by code point on both engines."""

LongText = Text()
"""Sentences and whole texts; forms set the limits."""

Document = JSON().with_variant(JSONB(), "postgresql")
"""A small list or mapping of strings and whole numbers."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must say its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def closed(words: type[W], name: str) -> Enum:
    """Return the type of a column that holds one word of a closed list, by value, with a CHECK called ``name``."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=30,
        values_callable=_values,
        validate_strings=True,
    )


def _values(words: Any) -> list[str]:
    return [word.value for word in words]
