"""Engines for both databases: what every connection is told, and how its transactions begin."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from tracker.db import turns
from tracker.db.guard import guard

WRITES = {"tracker_writes": True}
"""Execution options of a transaction that will write."""

_SQLITE_PRAGMAS = (
    # First, for already the next one may have to wait for somebody.
    f"PRAGMA busy_timeout = {turns.PATIENCE * 1000:.0f}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is withheld must not be left in the free space of the file.
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -32000",
)


def make_engine(url: str) -> Engine:
    """Return an engine whose connections guard recorded tables; a transaction only reads unless it says WRITES."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"isolation_level": None, "check_same_thread": False})
        event.listen(engine, "connect", _tell_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_postgresql)
    guard(engine)
    return engine


def _tell_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer fails at once, whatever the busy timeout, so a writer says so at the beginning.
    writes = bool(connection.get_execution_options().get("tracker_writes"))
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    if writes:
        turns.begin_writing(raw, str(connection.engine.url.database))
    else:
        raw.execute("BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("tracker_writes"):
        # As SQLite does: what is read by several statements is of one moment, else a report could mix two.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
