"""Publishing from the command line: the same as from the page."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.cli.conftest import Tell
from tracker.db import Database
from tracker.domain.reports.options import Options
from tracker.models import Capture, Edition, EditionFile, Publishing, User
from tracker.services import publications

Read = Callable[[], Database]


KEY = "vouches-for-the-log-" * 2


@pytest.fixture(autouse=True)
def _drafted(tell: Tell, environment: dict[str, str]) -> None:
    """Draft a report on the first article of the demo desk."""
    environment["LOG_KEY"] = KEY
    assert tell("setup").exit_code == 0
    database = Database(environment["DATABASE_URL"], KEY.encode())
    with closing(database.writing()) as session:
        admin = session.scalars(select(User).where(User.login == "admin")).one()
        given = {"scope": "article=1", "options": Options(), "zone": ZoneInfo("UTC")}
        publications.add(session, title="Aleppo", by=admin, **given)  # type: ignore[arg-type]
        session.commit()
    database.engine.dispose()


def test_a_report_is_published_and_its_hashes_are_shown(tell: Tell, read: Read) -> None:
    done = tell("publish", "1", "--as", "admin")
    assert done.exit_code == 0, done.output
    assert "Report 1, version 1, is published" in done.stdout
    database = read()
    with closing(database.reading()) as session:
        query = select(Capture).join(EditionFile, EditionFile.capture_id == Capture.id)
        for capture in session.scalars(query.options(undefer(Capture.content))):
            assert f"{hashlib.sha256(capture.content).hexdigest()}  {capture.filename}" in done.stdout
        [edition] = session.scalars(select(Edition))
        assert edition.seal
        assert session.scalars(select(Publishing.version)).all() == [1]
    database.engine.dispose()


def test_a_newer_version_needs_its_reason(tell: Tell, read: Read) -> None:
    assert tell("publish", "1", "--as", "admin").exit_code == 0
    refused = tell("publish", "1", "--as", "admin")
    assert refused.exit_code == 1
    assert "Say why it replaces the version before." in refused.output
    done = tell("publish", "1", "--because", "correction", "--words", "A day later.", "--as", "admin")
    assert "version 2, is published" in done.stdout, done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("9", "--as", "admin"), "There is no report 9."),
        (("1",), "Say in whose name"),
        (("1", "--as", "tom"), "may not"),
    ],
)
def test_what_cannot_be_published_is_refused(tell: Tell, read: Read, words: tuple[str, ...], told: str) -> None:
    done = tell("publish", *words)
    assert done.exit_code == 1
    assert told in done.output
    database = read()
    with closing(database.reading()) as session:
        assert session.scalars(select(Edition)).all() == []
    database.engine.dispose()
