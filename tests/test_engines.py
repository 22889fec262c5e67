"""The databases that tests are given are real, empty or migrated, and each test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from tests import engines
from tests.engines import Databases, Kind, NoServer, Programs, Server
from tracker.db.schema import current, head


def execute(url: str, statement: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text(statement))


def tables(url: str) -> list[str]:
    return inspect(create_engine(url, poolclass=NullPool)).get_table_names()


@pytest.fixture
def counted(tmp_path: Path, databases: Databases, engine_kind: Kind) -> tuple[Databases, list[str]]:
    """Return databases with a migration of our own, and the addresses that it was run on."""
    migrated: list[str] = []

    def migrate(url: str) -> None:
        execute(url, "CREATE TABLE kept (word TEXT)")
        migrated.append(url)

    return Databases(tmp_path, databases.server, f"{databases.worker}_counted", migrate), migrated


def test_a_fresh_database_is_empty_and_alone(fresh_database: Callable[[Kind], str], engine_kind: Kind) -> None:
    one, other = fresh_database(engine_kind), fresh_database(engine_kind)
    execute(one, "CREATE TABLE mine (word TEXT)")
    assert (tables(one), tables(other)) == (["mine"], [])


def test_a_template_is_migrated_once_and_each_copy_is_its_own(
    counted: tuple[Databases, list[str]], engine_kind: Kind
) -> None:
    source, migrated = counted
    one, other = source.migrated(engine_kind), source.migrated(engine_kind)
    execute(one, "INSERT INTO kept VALUES ('one')")
    execute(other, "DROP TABLE kept")
    assert (tables(one), tables(other)) == (["kept"], [])
    assert len(migrated) == 1
    for url in (one, other, *migrated):
        source.drop(url)


def test_a_database_goes_even_when_a_connection_was_left_open(databases: Databases, engine_kind: Kind) -> None:
    url = databases.empty(engine_kind)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
    databases.drop(url)
    engine.dispose()
    again = databases.empty(engine_kind)
    assert again != url
    databases.drop(again)


def test_a_test_is_given_the_newest_revision(engine_url: str) -> None:
    with create_engine(engine_url, poolclass=NullPool).connect() as connection:
        assert current(connection) == head()


def test_a_machine_without_postgresql_is_told_every_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = Programs(tmp_path / "nowhere", None)
    monkeypatch.setattr(engines, "programs_of_the_wheel", lambda: nowhere)
    monkeypatch.setattr(engines, "programs_of_the_system", lambda: nowhere)
    with pytest.raises(NoServer, match=r"(?s)nowhere/initdb.*nowhere/initdb"):
        Server(tmp_path).ensure_running()
