"""A later report of a desk, taken in where an earlier one was: what is new comes in, and asks for other looks."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.engines import Databases, Kind
from tests.report_desk import DESK, KEY, ReportDesk, report_desk
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.errors import Refusal
from tracker.domain.formats import ReportFormat
from tracker.domain.vocabulary import Cause, ClaimStage, Control, Standing
from tracker.exports import files
from tracker.models import Claim, Look, Ownership, Recorded, Scale, User, Verdict
from tracker.services import reports, scales, whole_reports
from tracker.services.record import record
from tracker.services.verification import verify
from tracker.services.whole_reports import Outcome

SETUP = Program("setup")


@pytest.fixture
def theirs(databases: Databases) -> Iterator[ReportDesk]:
    url = databases.migrated(Kind.SQLITE)
    desk = report_desk(url)
    yield desk
    desk.database.engine.dispose()
    databases.drop(url)


@pytest.fixture
def ours(databases: Databases) -> Iterator[Database]:
    url = databases.migrated(Kind.SQLITE)
    database = Database(url, KEY)
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        session.commit()
    yield database
    database.engine.dispose()
    databases.drop(url)


def take_in(ours: Database, theirs: ReportDesk) -> Outcome:
    """Take in the report on the article as it is now, without the names of people."""
    with closing(theirs.database.reading()) as session:
        told = reports.for_article(session, theirs.article, desk=DESK, person=theirs.ines, whole=True)
        with files.write(told, ReportFormat.JSON_LINES).file as file:
            content = file.read()
    assert b"Ines" not in content
    report = whole_reports.Report("Harbour desk", "Depot", hashlib.sha256(content).hexdigest(), "nobody's")
    assert not whole_reports.look_through(io.BytesIO(content)).damages
    with closing(ours.writing()) as session:
        outcome = whole_reports.enter(session, report, list(whole_reports.things(io.BytesIO(content))), by=SETUP)
        session.commit()
    return outcome


def change(theirs: ReportDesk, action: Action, about: Recorded, *rows: Recorded) -> None:
    with closing(theirs.database.writing()) as session:
        session.add_all(rows)
        record(session, action, about=about, by=SETUP, why="found out")
        session.commit()


def test_an_owner_that_is_known_only_later_asks_for_another_look_at_what_was_decided(
    ours: Database, theirs: ReportDesk
) -> None:
    assert take_in(ours, theirs).refused == []
    owned = Ownership(
        owned=theirs.fars,
        entered_owner=theirs.ria,
        control=Control.OWNS,
        basis="a register",
        standing=Standing.CONFIRMED,
        confirmed_by=theirs.ines,
    )
    change(theirs, Action.OWNERSHIP_CONFIRMED, theirs.fars, owned)
    later = take_in(ours, theirs)
    assert (+later.entered, later.refused) == ({"ownership": 1}, [])
    with closing(ours.snapshot()) as session:
        waiting = session.scalars(select(Look).where(Look.cause == Cause.SOURCE_CHANGED)).all()
        assert [session.get_one(Claim, look.claim_id).number for look in waiting] == [1]
        assert session.get_one(Claim, waiting[0].claim_id).stage is ClaimStage.NEEDS_ANOTHER_LOOK
        assert not any(session.scalars(select(User.active)))
        assert list(verify(session, KEY)) == []


def test_a_scale_comes_in_only_where_nothing_was_assessed(ours: Database, theirs: ReportDesk) -> None:
    newer = Scale(name="Ours", version=2)
    newer.verdicts = [Verdict(key="odd", label="Odd", definition="It is odd.", position=1, mark="false")]
    change(theirs, Action.SCALE_CHANGED, theirs.fars, newer)
    assert take_in(ours, theirs).entered["scale"] == 1
    change(theirs, Action.SCALE_CHANGED, theirs.fars, Scale(name="Ours", version=3))
    with pytest.raises(Refusal, match="version 3 of a scale that this desk does not have"):
        take_in(ours, theirs)
