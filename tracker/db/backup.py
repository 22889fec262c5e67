"""Copies of a database, made while others go on writing; each engine in its own way."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from tracker.domain.errors import Refusal


class NoCopy(Refusal):
    """The copy could not be made, or is not what it should be; nothing is left of it."""


@contextmanager
def copied(engine: Engine, path: Path) -> Iterator[Session]:
    """Copy a database to a new file and give a session on what was copied; drop the file if anything fails inside.

    Raises Refusal where the file is there already or cannot be written.
    """
    _claim(path)
    copy = _copied_sqlite if engine.dialect.name == "sqlite" else _copied_postgresql
    try:
        with copy(engine, path) as session:
            yield session
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _claim(path: Path) -> None:
    """Make the file, for this user's eyes only, or refuse."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise NoCopy(f"{path} is there already. Name a new file; a backup overwrites nothing.") from None
    except OSError as error:
        raise NoCopy(f"{path} cannot be written ({error.strerror}).") from error


@contextmanager
def _copied_sqlite(engine: Engine, path: Path) -> Iterator[Session]:
    """Copy in one step, which sees one moment; then read the copy, as whoever restores it would."""
    try:
        _copy(str(engine.url.database), path)
    except sqlite3.Error as error:
        raise NoCopy(f"The copy could not be made ({error}).") from error
    copy = create_engine("sqlite://", creator=lambda: sqlite3.connect(_read_only(str(path)), uri=True))
    with closing(Session(copy)) as session:
        yield session
    copy.dispose()


def _copy(database: str, path: Path) -> None:
    with closing(sqlite3.connect(_read_only(database), uri=True)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        # All of it in the one file, without a journal beside it.
        target.execute("PRAGMA journal_mode = DELETE")
        [answer] = target.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise NoCopy(f"The copy is damaged ({answer}); so the database may be.")


def _read_only(path: str) -> str:
    return Path(path).resolve().as_uri() + "?mode=ro"


@contextmanager
def _copied_postgresql(engine: Engine, path: Path) -> Iterator[Session]:
    """Dump the very moment that the session sees, so that what is checked is what was dumped."""
    program = shutil.which("pg_dump")
    if program is None:
        raise NoCopy("There is no pg_dump. Install PostgreSQL's client programs, in the server's version.")
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        command = [program, "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={path}"]
        done = subprocess.run(
            [*command, f"--dbname={_for_libpq(engine.url)}"],
            env={**os.environ, **_password(engine.url)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise NoCopy(f"pg_dump failed: {done.stderr.strip()}")
        with closing(Session(connection)) as session:
            yield session


def _for_libpq(url: URL) -> str:
    """Return the address without the password, which others on the machine could read in the list of programs."""
    return url.set(drivername="postgresql", password=None).render_as_string()


def _password(url: URL) -> dict[str, str]:
    return {"PGPASSWORD": str(url.password)} if url.password else {}
