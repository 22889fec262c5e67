"""Lists from the command line: shown first, taken in once, and told what became of them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.conftest import Tell
from tests.taking_in import lines
from tracker.db import Database
from tracker.models import Claim, Event, Evidence


def counted(read: Callable[[], Database]) -> tuple[int, int]:
    """Return how many claims and how many events there are."""
    database = read()
    with closing(database.reading()) as session:
        found = [session.scalar(select(func.count()).select_from(model)) or 0 for model in (Claim, Event)]
    database.engine.dispose()
    return found[0], found[1]


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_list_is_shown_and_then_taken_in_once(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    assert tell("setup", "--bare").exit_code == 0
    file = tmp_path / "reviews.jsonl"
    file.write_bytes(lines({}, {"url": "https://checks.example/2", "reviewRating": "Quatsch"}, {"claimReviewed": ""}))
    nobody = tell("take-in", str(file))
    assert (nobody.exit_code, "--as USER" in nobody.output) == (1, True)
    before = counted(read)
    shown = tell("take-in", str(file), "--as", "admin")
    assert "3 entries: 2 would come in, 0 known already, 1 refused" in shown.output
    assert "Falso (1 of 1 to 5), 1 time: False" in shown.output
    assert "refused, line 3: It names no claim" in shown.output
    assert "Add --yes" in shown.output
    assert counted(read) == before
    wrong = tell("take-in", str(file), "--means", "Quatsch=nonsense", "--as", "admin")
    assert (wrong.exit_code, "Its verdicts are" in wrong.output) == (1, True)
    done = tell("take-in", str(file), "--means", "Quatsch=unlikely", "--yes", "--as", "admin")
    assert "List 1: 2 taken in, 0 as a newer version, 0 known already, 1 refused." in done.output, done.output
    after = counted(read)
    assert after[0] == 1  # The two have the same words.
    again = tell("take-in", str(file), "--yes", "--as", "admin")
    assert "Nothing in it is new" in again.output
    assert "Quatsch, 1 time: Unlikely" in again.output
    assert counted(read) == after
    database = read()
    with closing(database.reading()) as session:
        assert len(session.scalars(select(Evidence)).all()) == 2
    database.engine.dispose()


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_the_columns_of_a_table_are_named(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    assert tell("setup", "--bare").exit_code == 0
    file = tmp_path / "claims.csv"
    file.write_text("What;Verdict\nIt fell;false\n", "utf-8")
    assert "which column holds the claim" in tell("take-in", str(file), "--as", "admin").output
    assert "no column “Where”" in tell("take-in", str(file), "--map", "claim=Where", "--as", "admin").output
    done = tell("take-in", str(file), "--map", "claim=what", "--yes", "--as", "admin")
    assert "1 taken in" in done.output, done.output
    assert counted(read)[0] == 1
