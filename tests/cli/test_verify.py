"""The record checked from the command line, and the exit codes that scripts read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from tests.cli.conftest import Tell
from tests.engines import Kind
from tracker.models import User


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup", "--bare").exit_code == 0


def rename_everybody(url: str) -> None:
    """Change rows past the program, as anyone can who reaches the database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(User).values(name="Mallory", login="mallory"))
    engine.dispose()


def test_a_whole_record_leaves_0_and_its_figures(tell: Tell) -> None:
    done = tell("verify")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("The record is whole: ")
    assert " events, " in done.output


def test_the_first_fault_is_named_and_leaves_1(tell: Tell, environment: dict[str, str]) -> None:
    rename_everybody(environment["DATABASE_URL"])
    done = tell("verify")
    assert done.exit_code == 1
    told = done.output.splitlines()
    assert len(told) == 2
    assert told[0].startswith("Fault in users, ")
    assert told[0].endswith(", login: the row holds another value than the log")
    assert told[1].startswith("The check found a fault and stopped there; --all lists every one: ")


def test_every_fault_is_named_when_asked_for(tell: Tell, environment: dict[str, str]) -> None:
    rename_everybody(environment["DATABASE_URL"])
    done = tell("verify", "--all")
    assert done.exit_code == 1
    assert [line.split(": ")[0].rsplit(", ")[-1] for line in done.output.splitlines()[:-1]] == ["login", "name"]
    assert done.output.splitlines()[-1].startswith("The check found 2 faults: ")


@pytest.mark.parametrize("wrong", [{"LOG_KEY": "short"}, {"DATABASE_URL": "mysql://x"}])
def test_what_cannot_be_checked_leaves_2(tell: Tell, wrong: dict[str, str]) -> None:
    done = tell("verify", **wrong)
    assert done.exit_code == 2
    assert "This could not be checked: " in done.output


def test_a_database_without_tables_cannot_be_checked(
    tell: Tell, engine_kind: Kind, fresh_database: Callable[[Kind], str]
) -> None:
    assert tell("verify", DATABASE_URL=fresh_database(engine_kind)).exit_code == 2


def test_under_another_key_the_record_is_not_the_desks(tell: Tell) -> None:
    done = tell("verify", LOG_KEY="another key than that of this desk")
    assert done.exit_code == 1
    assert "not vouched for by this desk's key" in done.output


def test_verifying_changes_nothing(tell: Tell, tmp_path: Path) -> None:
    first, second = tell("verify").output, tell("verify").output
    assert first.split(" changes")[0] == second.split(" changes")[0]


def test_a_check_may_begin_where_the_last_one_ended(tell: Tell, tmp_path: Path) -> None:
    assert tell("verify", "--since-verified").exit_code == 0
    remembered = tmp_path / "var" / "seals" / "verified.note"
    before = remembered.read_text("utf-8")
    assert tell("create-user", "vera", "--name", "Vera", "--role", "viewer", "--as", "admin").exit_code == 0
    done = tell("verify", "--since-verified")
    assert done.exit_code == 0, done.output
    assert remembered.read_text("utf-8") != before
    assert tell("verify", "--quick").exit_code == 0
