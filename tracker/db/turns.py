"""Taking turns on a SQLite file: whoever has waited longest writes next.

SQLite lets each writer try again and again until one is lucky, and those who have waited longest try least often; among
twenty, some wait for seconds. So writers queue at a lock of the system's, and only the first in the queue tries.
"""

import fcntl
import sqlite3
import time

PATIENCE = 15.0
"""Seconds that a writer waits before it is told that the database is locked."""

_BETWEEN_TRIES = 0.001


def begin_writing(connection: sqlite3.Connection, path: str) -> None:
    """Begin a transaction that writes, when its turn comes; raise OperationalError where it does not come in time.

    The queue is a file beside the database; the system takes out of it whoever ends, however that came about.
    """
    end = time.monotonic() + PATIENCE
    with open(f"{path}-turn", "ab") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not _begun(connection, last_try=time.monotonic() > end):
                time.sleep(_BETWEEN_TRIES)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


def _begun(connection: sqlite3.Connection, *, last_try: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        if last_try or not busy:
            raise
        return False
    return True
