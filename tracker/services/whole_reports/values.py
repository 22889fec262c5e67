"""Rows of a report as a file has them, read by the columns that they go into: strictly, so that nothing is guessed."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Enum, Integer, LargeBinary, String, Uuid

from tracker.domain.reports.things import CARRIED, Row
from tracker.ingest import MAX_CHARACTERS
from tracker.models import Base
from tracker.models.types import Moment
from tracker.services.reports.rows import POINTERS

_LEAST, _MOST = -(2**31), 2**31 - 1
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
# PostgreSQL keeps no NUL, and half of a pair of surrogates is no character.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Unfit(ValueError):
    """A value that its column does not take; says what it should be."""


def read(written: Any) -> Row:
    """Return a row as a file has it with the values that its columns take; raise Unfit with what is wrong."""
    if not isinstance(written, dict) or written.get("table") not in CARRIED:
        raise Unfit("it is no row of a table that is taken in")
    table = written["table"]
    unknown = written.keys() - {"table", *CARRIED[table]}
    if unknown:
        raise Unfit(f"{table} has no column {', '.join(sorted(unknown))} here; a newer program may have written it")
    columns = {}
    for name in CARRIED[table]:
        try:
            columns[name] = _READERS[table][name](written.get(name))
        except Unfit as error:
            raise Unfit(f"{table}.{name} {error}") from error
    return Row(table, columns)


def moment_or_none(value: Any) -> datetime | None:
    """Return a moment as a file has it, or None for what is none."""
    try:
        return _moment(value)
    except Unfit:
        return None


def _text(longest: int) -> Callable[[Any], str]:
    def reader(value: Any) -> str:
        if not isinstance(value, str):
            raise Unfit("should be a text")
        if len(value) > longest:
            raise Unfit(f"should have {longest:,} characters at most")
        if _NO_TEXT.search(value):
            raise Unfit("holds what is no character")
        return value

    return reader


def _uuid(value: Any) -> UUID:
    try:
        found = UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise Unfit("should be an id") from error
    if str(found) != value:
        raise Unfit("should be an id in its common form")
    return found


def _moment(value: Any) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise Unfit("should be a moment such as 2026-11-20T08:00:12.000000Z")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise Unfit("is no moment of the calendar") from error


def _bytes(value: Any) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise Unfit("should be bytes in base64") from error


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("should be true or false")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not _LEAST <= value <= _MOST:
        raise Unfit("should be a whole number")
    return value


def _word(words: Enum) -> Callable[[Any], Any]:
    def reader(value: Any) -> Any:
        if not isinstance(value, str) or value not in words.enums:
            raise Unfit(f"should be one of {', '.join(words.enums)}")
        return words.enum_class(value) if words.enum_class is not None else value

    return reader


def _verdict(value: Any) -> tuple[int, str]:
    match value:
        case [int(version), str(key)] if not isinstance(version, bool):
            return version, key
    raise Unfit("should be the version of a scale and the key of a verdict")


def _ranges(value: Any) -> list[list[int]]:
    match value:
        case list() if all(_is_range(one) and len(one) == 2 for one in value):
            return value
    raise Unfit("should be a list of beginnings and ends")


def _links(value: Any) -> list[list[Any]]:
    match value:
        case list() if all(_is_range(one) and len(one) == 3 and _is_text(one[2]) for one in value):
            return value
    raise Unfit("should be a list of beginnings, ends and addresses")


def _words(value: Any) -> list[str]:
    if isinstance(value, list) and all(map(_is_text, value)):
        return value
    raise Unfit("should be a list of words")


def _gate(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and all(map(_is_condition, value)):
        return value
    raise Unfit("should be what the gate found: key, met and why of each condition")


def _is_condition(value: Any) -> bool:
    match value:
        case {"key": key, "met": bool(), "why": why, **more}:
            answers, sentence = more.pop("answers", {}), more.pop("sentence", "")
            answered = isinstance(answers, dict) and all(map(_is_text, [*answers, *answers.values()]))
            return not more and answered and all(map(_is_text, (key, why, sentence)))
    return False


def _is_range(value: Any) -> bool:
    match value:
        case [int(start), int(end), *_]:
            return not isinstance(start, bool) and not isinstance(end, bool) and 0 <= start <= end <= MAX_CHARACTERS
    return False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not _NO_TEXT.search(value)


_DOCUMENTS: Mapping[str, Callable[[Any], Any]] = {
    "ranges": _ranges,
    "links": _links,
    "readings": _words,
    "ticks": _words,
    "gate": _gate,
}


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    target = POINTERS[column.table.name].get(column.name)
    if target == "verdicts":
        return _verdict
    if target == "tags":
        return _text(300)
    for shape, reader in (
        (Uuid, _uuid),
        (Moment, _moment),
        (Boolean, _yes_or_no),
        (Integer, _whole),
        (LargeBinary, _bytes),
    ):
        if isinstance(kind, shape):
            return reader
    if isinstance(kind, Enum):
        return _word(kind)
    if isinstance(kind, JSON):
        return _DOCUMENTS[column.name]
    assert isinstance(kind, String)
    return _text(kind.length or MAX_CHARACTERS)


def _or_none(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else reader(value)


def _readers(table: str) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    columns = Base.metadata.tables[table].columns
    for name in CARRIED[table]:
        may_be_none = columns[name].nullable or (table, name) == ("users", "name")
        reader = _reader(columns[name])
        yield name, _or_none(reader) if may_be_none else reader


_READERS: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {table: dict(_readers(table)) for table in CARRIED}
