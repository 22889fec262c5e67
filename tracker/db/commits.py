"""The end of a transaction that appends: its last statements and the commit go to a server in one trip."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_ENDING = (
    # Whoever appends next need not wait for the disk: the log is let go as soon as the commit is in the server's own
    # log, which is written in order. But nobody is told before the disk has it: the message is behind it there.
    "SET LOCAL synchronous_commit = off",
    "COMMIT",
    "SELECT pg_logical_emit_message(true, 'tracker', '')",
)


@contextmanager
def with_the_commit(connection: Connection) -> Iterator[None]:
    """Send what is executed inside together with the commit, and return once all of it is safe; nothing may follow.

    On SQLite, which is no trip away, the commit stays the session's. Raises what executing one by one would raise.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    try:
        with raw.pipeline():
            yield
            for statement in _ENDING:
                raw.execute(statement, prepare=False)
    except psycopg.Error as error:
        raise DBAPIError.instance(None, None, error, psycopg.Error) from error
