"""Writers on one SQLite file take turns: in the order in which they came, and none for longer than it should."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tracker.db import turns


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def await_queue(path: str, length: int) -> None:
    """Wait until so many are in the queue, as the system has it."""
    inode = f":{Path(f'{path}-turn').stat().st_ino} " if Path(f"{path}-turn").exists() else "nobody yet"
    while Path("/proc/locks").read_text().count(inode) < length:
        time.sleep(0.01)


def test_whoever_came_first_writes_first(path: str) -> None:
    wrote: list[int] = []

    def write(number: int) -> None:
        with closing(connect(path)) as connection:
            turns.begin_writing(connection, path)
            wrote.append(number)
            connection.execute("COMMIT")

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    with closing(connect(path)) as holder:
        turns.begin_writing(holder, path)
        for number, writer in enumerate(writers, start=1):
            writer.start()
            await_queue(path, number)
        assert wrote == []
        holder.execute("COMMIT")
        for writer in writers:
            writer.join()
    assert wrote == list(range(6))


def test_who_waits_too_long_is_told_and_lets_the_next_one_try(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with closing(connect(path)) as holder, closing(connect(path)) as late:
        turns.begin_writing(holder, path)
        for _ in range(2):
            with pytest.raises(sqlite3.OperationalError, match="database is locked"):
                turns.begin_writing(late, path)
        holder.execute("COMMIT")
        turns.begin_writing(late, path)
        late.execute("COMMIT")


def test_another_trouble_than_waiting_is_told_at_once(path: str) -> None:
    with closing(connect(path)) as connection:
        connection.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            turns.begin_writing(connection, path)
