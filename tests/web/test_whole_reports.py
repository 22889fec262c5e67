"""Whole reports of another desk through the web: handed in, looked at, taken in, known again, and kept from others."""

import io
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.engines import Databases, Kind
from tests.intake import rows
from tests.pages import form_on, parsed, submit, text_of
from tests.report_desk import DESK, KEY, report_desk
from tests.services.whole_reports.test_round_trip import but_for_the_record, exported
from tests.web.assessing import client_of
from tests.web.test_intakes import hand_in, let_it_end
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.errors import Refusal
from tracker.domain.formats import ReportFormat
from tracker.exports import files
from tracker.models import Claim, Intake, TakingIn, User
from tracker.services import demo, people, reports, scales, whole_reports
from tracker.services.verification import verify

SETUP = Program("setup")


@pytest.fixture
def ada(app: Flask, database: Database) -> FlaskClient:
    """Return an admin's browser on a desk that was set up, and has nothing else."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        session.commit()
    return client_of(app, "ada")


@pytest.fixture
def theirs(databases: Databases) -> Iterator[Database]:
    """Give the demo desk, as another desk."""
    url = databases.migrated(Kind.SQLITE)
    database = Database(url, KEY)
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        demo.load(session, password_hash="", by=SETUP)
        session.commit()
    yield database
    database.engine.dispose()
    databases.drop(url)


@pytest.fixture(scope="module")
def small(databases: Databases) -> Iterator[bytes]:
    """Return the report of a desk with one article, as JSON."""
    url = databases.migrated(Kind.SQLITE)
    desk = report_desk(url)
    with closing(desk.database.reading()) as session:
        told = reports.for_article(session, desk.article, desk=DESK, person=desk.ines, whole=True)
        with files.write(told, ReportFormat.JSON).file as file:
            content = file.read()
    yield content
    desk.database.engine.dispose()
    databases.drop(url)


def broken_off(content: bytes, place: int) -> Iterator[list[whole_reports.Placed]]:
    """Yield two small shares of a report, then break off."""
    yield from islice(whole_reports.shares(whole_reports.things(io.BytesIO(content)), 150), 2)
    raise Refusal("The power went.")


def test_the_demo_desk_comes_into_an_empty_one_through_the_page_and_goes_out_of_it_the_same(
    app: Flask, ada: FlaskClient, database: Database, theirs: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(theirs.reading()) as session:
        somebody = session.scalars(select(User.id).order_by(User.id)).first()
    assert isinstance(somebody, UUID)
    went_in = exported(theirs, somebody, ReportFormat.JSON_LINES)
    assert hand_in(ada, went_in, "desk.jsonl").location == "/intake/1"
    before = rows(database)
    page = ada.get("/intake/1")
    words = text_of(page)
    assert "things would come in" in words
    assert f"is from {DESK.name}, and as of " in words
    assert "only if you trust whoever sent it" in words
    assert "Versions of the scale101 " in words
    assert "Claims24240" in words
    assert rows(database) == before

    monkeypatch.setattr("tracker.services.intakes.wholes.shares", broken_off)
    submit(ada, page, {}, "/intake/1/begin")
    let_it_end()
    page = ada.get("/intake/1")
    words = text_of(page)
    assert "It could not go on" in words
    assert "The power went." in words
    monkeypatch.undo()
    submit(ada, page, {}, "/intake/1/begin")
    let_it_end()
    words = text_of(ada.get("/intake/1"))
    assert "It is taken in" in words
    assert "0 refused" in words
    assert "People, who cannot sign in before you let them" in words
    with closing(database.writing()) as session:
        job = session.scalars(select(TakingIn).order_by(TakingIn.id.desc())).first()
        assert job is not None
        assert (job.place, job.added + job.known) == (job.entries, job.entries)
        people.reactivate(session, session.get_one(User, somebody), by=SETUP)
        session.commit()
    came_out = exported(database, somebody, ReportFormat.JSON_LINES)
    assert but_for_the_record(came_out) == but_for_the_record(went_in)
    with closing(database.snapshot()) as session:
        assert list(verify(session, app.extensions["tracker"].settings.log_key)) == []
    article = parsed(ada.get("/intake/1")).xpath("//td//a[@class='title']/@href")[0]
    assert "Taken in from list 1, thing " in text_of(ada.get(article))

    hand_in(ada, went_in, "again.jsonl")
    words = text_of(ada.get("/intake/2"))
    assert "Nothing in it is new." in words
    assert not parsed(ada.get("/intake/2")).xpath("//form[contains(@action, '/begin')]")


def test_a_damaged_report_is_shown_and_not_taken_in_and_others_are_told_nothing_of_it(
    ada: FlaskClient, app: Flask, database: Database, small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    rita = client_of(app, "rita")
    before = rows(database)
    refused = hand_in(rita, small, "report.json")
    assert refused.status_code == 403
    assert "An admin takes it in" in text_of(refused)
    assert "Depot struck" not in text_of(refused)
    broken = hand_in(ada, small[:-200], "report.json")
    assert broken.status_code == 422
    assert "This file is damaged at character " in text_of(broken)
    monkeypatch.setattr("tracker.services.intakes.wholes.MOST_BYTES", len(small) - 1)
    large = hand_in(ada, small, "report.json")
    assert large.status_code == 413
    assert "take-in-report" in text_of(large)
    monkeypatch.undo()
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", len(small))
    assert "take-in-report" in text_of(hand_in(ada, small, "report.json"))
    monkeypatch.undo()
    assert rows(database)["captures"] == before["captures"]

    damaged = small.replace(b'"exact": "put the dead', b'"exact": "put the meek')
    assert hand_in(ada, damaged, "secret-name.json").status_code == 303
    hand_in(ada, small, "secret-name.json")
    page = ada.get("/intake/1")
    words = text_of(page)
    assert "Nothing of it can be taken in" in words
    assert "the version does not hold the quote at 106 to 130" in words
    assert "the version does not hold" in ada.get("/intake/1/refused.csv").text
    sent = ada.post("/intake/1/begin", data=dict(form_on(ada.get("/intake/2"), "/intake/2/begin").form_values()))
    assert sent.status_code == 422
    assert "This report is damaged, and nothing of it is taken in" in text_of(sent)
    with closing(database.reading()) as session:
        assert not session.scalars(select(TakingIn)).all()
        assert not session.scalars(select(Claim)).all()
        capture = session.scalars(select(Intake.capture_id).limit(1)).one()
    assert "secret-name" in text_of(ada.get("/trail"))
    for path in ("/intake/1", "/intake/1/refused.csv", "/trail/intake/1", f"/captures/{capture}"):
        assert ada.get(path).status_code == 200
        assert rita.get(path).status_code == 404
    for path in ("/intake", "/trail", "/intake/new"):
        assert "secret-name" not in text_of(rita.get(path))
        assert "whole report" not in text_of(rita.get(path)).lower()
    submit(ada, ada.get("/intake/2"), {}, "/intake/2/begin")
    let_it_end()
    assert "Claims50" in text_of(ada.get("/intake/2"))
    assert "Taken in from list" not in text_of(rita.get("/articles/1"))
    for path in ("/trail", "/trail/article/1"):
        assert "secret-name" not in text_of(rita.get(path))
