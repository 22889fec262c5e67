"""Blank databases: the desk's tables with nothing in them, in which it is put together how the desk once was."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, NullPool, Table, UniqueConstraint, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from tracker.models import Base

# Nothing in it outlives the connection, so that it need not be safe on any disk.
_PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
_SEARCH = "CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize='unicode61 remove_diacritics 2');"


@contextmanager
def blank() -> Iterator[Session]:
    """Give a session on a blank database of its own, whatever engine the desk is on; it is gone afterwards.

    Nothing written there is recorded, and no constraint holds: a row may point to nothing.
    """
    with _engine().connect() as connection, Session(connection, expire_on_commit=False) as session:
        yield session


@cache
def _engine() -> Engine:
    return create_engine("sqlite://", creator=_open, poolclass=NullPool)


def _open() -> sqlite3.Connection:
    # A database without a name is in memory as long as it fits into the cache, and on disk beyond that.
    connection = sqlite3.connect("")
    connection.executescript(_PRAGMAS + _schema())
    return connection


@cache
def _schema() -> str:
    tables = "".join(map(_made, Base.metadata.sorted_tables))
    return f"BEGIN; {tables} {_SEARCH} COMMIT;"


def _made(table: Table) -> str:
    """Return the statements that make a table with its primary key, and an index wherever the desk has one."""
    types = sqlite.dialect()
    columns = ", ".join(f'"{column.name}" {column.type.compile(types)}' for column in table.columns)
    made = [f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({_names(table.primary_key)}));']
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexed = sorted({_names(one) for one in (*table.indexes, *unique)})
    made += [f'CREATE INDEX "{table.name}_{at}" ON "{table.name}" ({of});' for at, of in enumerate(indexed)]
    return "".join(made)


def _names(of: object) -> str:
    return ", ".join(f'"{column.name}"' for column in of.columns)  # type: ignore[attr-defined]
