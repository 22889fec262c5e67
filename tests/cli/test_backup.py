"""Backups from the command line: checked, recorded, and never over a file."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Tell
from tests.engines import Kind, programs_of_the_wheel
from tracker.db import Database
from tracker.models import Event, User

SQLITE_ALONE = pytest.mark.parametrize("engine_kind", [Kind.SQLITE], indirect=True)


@pytest.fixture(autouse=True)
def _desk(tell: Tell, environment: dict[str, str]) -> None:
    environment["PATH"] = f"{programs_of_the_wheel().folder}{os.pathsep}{os.environ['PATH']}"
    assert tell("setup", "--bare").exit_code == 0


def made(read: Callable[[], Database]) -> list[str]:
    """Return who made backups, as the log has it."""
    database = read()
    with closing(database.reading()) as session:
        actors = list(session.scalars(select(Event.actor).where(Event.action == "backup.made")))
        names = {person.actor: person.login for person in session.scalars(select(User))}
    database.engine.dispose()
    return [names.get(actor, actor) for actor in actors]


def test_a_backup_is_made_checked_and_recorded(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    done = tell("backup", str(file), "--as", "admin")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("bytes, and was checked.\n")
    assert file.stat().st_size > 10_000
    assert made(read) == ["admin"]
    assert tell("verify").exit_code == 0


def test_a_clock_may_make_backups_in_the_name_of_the_program(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    assert tell("backup", str(tmp_path / "desk.backup")).exit_code == 0
    assert made(read) == ["program:backup"]


@SQLITE_ALONE
def test_a_backup_of_sqlite_is_a_database_that_the_program_opens(
    tell: Tell, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "desk.backup"
    assert tell("backup", str(file)).exit_code == 0
    elsewhere = tmp_path / "another machine"
    shutil.copytree(Path(environment["TRACKER_HOME"]) / "keys", elsewhere / "keys")
    copy = {"DATABASE_URL": f"sqlite:///{file}"}
    assert tell("verify", TRACKER_HOME=str(elsewhere), **copy).exit_code == 0
    # This machine remembers that more was sealed since, if only that the backup was made.
    here = tell("verify", **copy)
    assert here.exit_code == 1
    assert "the seal that this machine remembers is over" in here.output


def test_a_file_that_is_there_is_refused_and_nothing_recorded(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    file = tmp_path / "letter"
    file.write_text("Dear all")
    done = tell("backup", str(file))
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert file.read_text() == "Dear all"
    assert made(read) == []


def test_a_copy_with_a_fault_is_not_kept(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    done = tell("backup", str(tmp_path / "desk.backup"), LOG_KEY="another key than that of this desk")
    assert done.exit_code == 1
    assert "so it was not kept" in done.output
    assert list(tmp_path.glob("*.backup*")) == []
    assert made(read) == []


def test_who_may_not_make_backups_is_refused(tell: Tell, tmp_path: Path) -> None:
    assert tell("create-user", "nina", "--name", "Nina", "--role", "editor", "--as", "admin").exit_code == 0
    done = tell("backup", str(tmp_path / "desk.backup"), "--as", "nina")
    assert done.exit_code == 1
    assert "may not make backups" in done.output
    assert not (tmp_path / "desk.backup").exists()
