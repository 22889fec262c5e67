"""What tests of the command line may ask for: the real commands, each run with an environment of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.engines import Kind
from tracker.cli import tracker
from tracker.db import Database

Tell = Callable[..., Result]


@pytest.fixture
def environment(tmp_path: Path, engine_kind: Kind, fresh_database: Callable[[Kind], str]) -> dict[str, str]:
    """Return the environment of a desk that was never set up, on each engine."""
    return {"TRACKER_HOME": str(tmp_path / "var"), "DATABASE_URL": fresh_database(engine_kind), "PORT": "18765"}


@pytest.fixture
def tell(environment: dict[str, str]) -> Tell:
    """Return a function that runs a command and returns its exit code and output."""

    def run(*words: str, **more: str) -> Result:
        return CliRunner(env=environment | more).invoke(tracker, words, prog_name="tracker")

    return run


@pytest.fixture
def read(environment: dict[str, str]) -> Callable[[], Database]:
    """Return a function that opens the database which the commands wrote to."""
    return lambda: Database(environment["DATABASE_URL"], b"only reads")
