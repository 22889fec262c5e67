"""What tests of exports may ask for: the report on the article of a desk on which something of everything stands."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from tests.engines import Databases, Kind
from tests.report_desk import DESK, ReportDesk, report_desk
from tracker.domain.reports import Report
from tracker.services import reports


@pytest.fixture(scope="session")
def full_desk(databases: Databases) -> Iterator[ReportDesk]:
    """Give a desk that tests only read."""
    url = databases.migrated(Kind.SQLITE)
    desk = report_desk(url)
    yield desk
    desk.database.engine.dispose()
    databases.drop(url)


@pytest.fixture(scope="session")
def report(full_desk: ReportDesk) -> Report:
    """Return the report on the desk's article, whole, as Ines has it."""
    with closing(full_desk.database.reading()) as session:
        report = reports.for_article(session, full_desk.article, desk=DESK, person=full_desk.ines, whole=True)
        return replace(report, claims=tuple(report.claims), things=tuple(report.things))
