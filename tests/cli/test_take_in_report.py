"""Taking a report in from the command line, on each engine."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.conftest import Tell
from tests.engines import Databases, Kind
from tests.report_desk import DESK, report_desk
from tracker.db import Database
from tracker.domain.formats import ReportFormat
from tracker.exports import files
from tracker.models import Claim, Event, User
from tracker.services import reports


@pytest.fixture(scope="session")
def report(databases: Databases) -> Iterator[bytes]:
    """Return the report of a desk that grew elsewhere, as JSON, with the default scale."""
    url = databases.migrated(Kind.SQLITE)
    desk = report_desk(url)
    with closing(desk.database.reading()) as session:
        told = reports.for_article(session, desk.article, desk=DESK, person=desk.ines, whole=True)
        with files.write(told, ReportFormat.JSON).file as file:
            content = file.read()
    yield content
    desk.database.engine.dispose()
    databases.drop(url)


def test_a_report_is_looked_at_taken_in_and_known_the_second_time(
    report: bytes, tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    file, damaged = tmp_path / "report.json", tmp_path / "damaged.json"
    file.write_bytes(report)
    damaged.write_bytes(report.replace(b'"exact": "put the dead', b'"exact": "put the meek'))
    tell("setup", "--bare")
    tell("create-user", "rita", "--name", "Rita", "--role", "reviewer", "--as", "admin")
    before = standing(read())

    assert "may not make, change and deactivate people" in tell("take-in-report", str(file), "--as", "rita").output
    broken = tell("take-in-report", str(damaged), "--as", "admin")
    assert broken.exit_code == 1
    assert "this report is damaged, and nothing of it was taken in:\n  claim 1 (thing " in broken.output
    assert "the version does not hold the quote at 106 to 130" in broken.output
    looked = tell("take-in-report", str(file), "--preview", "--as", "admin")
    assert "“Depot struck at Qasr al-Milh” of Harbour desk: 1 version of the scale, 3 people, " in looked.output
    assert "New here: 3 people, " in looked.output
    assert standing(read()) == before

    done = tell("take-in-report", str(file), "--as", "admin")
    assert done.exit_code == 0, done.output
    assert "Taken in: 3 people, 5 sources, 2 captures, 2 articles, 1 owner, 1 passage, 5 claims and 1 relation." in (
        done.output
    )
    assert "Here already, and the same: 1 version of the scale." in done.output
    claims, people, at_desk, events = standing(read())
    assert (claims, people, at_desk) == (5, before[1] + 3, before[2])
    assert tell("verify").exit_code == 0
    again = tell("take-in-report", str(file), "--as", "admin")
    assert "Taken in: nothing." in again.output
    assert standing(read()) == (claims, people, at_desk, events)


def standing(database: Database) -> tuple[int, int, int, int]:
    """Return how many claims, people, people who may sign in, and events there are."""
    counts = [select(func.count()).select_from(model) for model in (Claim, User)]
    counts += [select(func.count()).select_from(User).where(User.active), select(func.count()).select_from(Event)]
    with closing(database.reading()) as session:
        claims, people, at_desk, events = (session.scalar(count) or 0 for count in counts)
    database.engine.dispose()
    return claims, people, at_desk, events
