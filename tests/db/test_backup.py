"""Copies are made while others write, hold one moment, and overwrite nothing."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.engine import make_url

from tests.engines import Kind, programs_of_the_wheel
from tests.small_desk import KEY, SmallDesk, small_desk
from tracker.db import Database
from tracker.db.backup import NoCopy, copied
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


@pytest.fixture(autouse=True)
def _programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pg_dump be that of the server's own version."""
    monkeypatch.setenv("PATH", f"{programs_of_the_wheel().folder}{os.pathsep}{os.environ['PATH']}")


@contextmanager
def somebody_writing(desk: SmallDesk) -> Iterator[None]:
    """Reword the claim again and again inside this block."""
    enough = Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            desk.edit(f"Statement {number}.")

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        enough.set()
        writer.join()


def test_a_copy_made_while_somebody_writes_is_whole(desk: SmallDesk, tmp_path: Path) -> None:
    sizes = []
    with somebody_writing(desk):
        for number in range(4):
            read = Ledger()
            with copied(desk.database.engine, tmp_path / f"copy-{number}") as session:
                assert list(verify(session, KEY, read)) == []
            sizes.append(read.events)
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


def test_a_copy_is_restored_as_it_was(
    desk: SmallDesk, engine_kind: Kind, tmp_path: Path, fresh_database: Callable[[Kind], str]
) -> None:
    path = tmp_path / "copy"
    with copied(desk.database.engine, path):
        desk.edit("Written after the copy was made.")
    url = f"sqlite:///{path}"
    if engine_kind is Kind.POSTGRESQL:
        url = fresh_database(engine_kind)
        into = make_url(url).set(drivername="postgresql").render_as_string()
        subprocess.run(["pg_restore", "--exit-on-error", f"--dbname={into}", str(path)], check=True)
    restored, read = Database(url, KEY), Ledger()
    with closing(restored.snapshot()) as session:
        assert list(verify(session, KEY, read)) == []
    restored.engine.dispose()
    assert read.events == 5


def test_a_copy_is_one_file_for_its_owner_alone(desk: SmallDesk, tmp_path: Path) -> None:
    with copied(desk.database.engine, tmp_path / "copy"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_never_overwritten(desk: SmallDesk, tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("Dear all")
    with pytest.raises(NoCopy, match="there already"), copied(desk.database.engine, path):
        pass
    assert path.read_text() == "Dear all"


def test_a_folder_that_is_not_there_is_named(desk: SmallDesk, tmp_path: Path) -> None:
    with pytest.raises(NoCopy, match="No such file"), copied(desk.database.engine, tmp_path / "none" / "copy"):
        pass


def test_of_a_copy_that_fails_nothing_is_left(desk: SmallDesk, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), copied(desk.database.engine, tmp_path / "copy"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_not_copied(desk: SmallDesk, tmp_path: Path) -> None:
    (tmp_path / "novel.db").write_text("It was a dark and stormy night. " * 400)
    novel = Database(f"sqlite:///{tmp_path / 'novel.db'}", KEY)
    with pytest.raises(NoCopy, match="could not be made"), copied(novel.engine, tmp_path / "copy"):
        pass
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("engine_kind", [pytest.param(Kind.POSTGRESQL, marks=pytest.mark.postgres)], indirect=True)
def test_without_pg_dump_it_is_said_what_to_install(
    desk: SmallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = "Install PostgreSQL's client programs"
    with pytest.raises(NoCopy, match=said), copied(desk.database.engine, tmp_path / "copy"):
        pass
    assert list(tmp_path.iterdir()) == []
