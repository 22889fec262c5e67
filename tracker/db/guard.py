"""The guard that nothing goes unrecorded: statements that change recorded or log tables outside a flush are refused."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from tracker.models import Base

_CHANGES = re.compile(
    r"""^(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:WITH\b.*?\)\s*)?
        (?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|(?:REPLACE|MERGE)\s+INTO
          |TRUNCATE(?:\s+TABLE)?|COPY)
        \s+(?:ONLY\s+)?(?:["`\[]?\w+["`\]]?\s*\.\s*)?["`\[]?(?P<table>\w+)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)

_ERASES = re.compile(r"UPDATE disclosures SET fields=\S+ WHERE disclosures\.seq = \S+ AND disclosures\.position = \S+")


class UnrecordedChange(RuntimeError):
    """A change to a recorded table that no event holds; it is a fault of the program, not of a person."""


def _tables_kept(keeping: str) -> frozenset[str]:
    return frozenset(
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if mapper.class_.keeping == keeping
    )


RECORDED_TABLES = _tables_kept("recorded")
LOG_TABLES = _tables_kept("log")


def guard(engine: Engine) -> None:
    """Refuse, on every connection of an engine, changes to recorded and log tables that the recorder does not make."""
    event.listen(engine, "before_cursor_execute", _refuse_unrecorded)
    for ending in ("rollback", "rollback_savepoint"):
        event.listen(engine, ending, _end_flush)


@contextmanager
def permission(connection: Connection, what: str) -> Iterator[None]:
    """Let a connection make changes of one sort, ``flush``, ``append`` or ``erase``, inside this block."""
    connection.info[what] = True
    try:
        yield
    finally:
        connection.info.pop(what, None)


def _end_flush(connection: Connection, *_: Any) -> None:
    # A flush that failed has no end of its own, and the connection goes back to the pool for others.
    connection.info.pop("flush", None)


def _refuse_unrecorded(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    found = _CHANGES.match(statement)
    if found is None:
        return
    table = found["table"].lower()
    if table in RECORDED_TABLES and not connection.info.get("flush"):
        raise UnrecordedChange(f"{table} changes only through the session, together with an action")
    erases = table == "disclosures" and connection.info.get("erase") and _ERASES.fullmatch(statement)
    if table in LOG_TABLES and not connection.info.get("append") and not erases:
        raise UnrecordedChange(f"{table} is written by the append at the commit alone")
