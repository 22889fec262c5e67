"""Reports through the web: chosen by filters, looked at first, handed out as files, each on record with its hash."""

import csv
import hashlib
import json
from contextlib import closing
from io import StringIO
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.pages import parsed, sign_in, submit, text_of
from tests.report_desk import ReportDesk
from tests.whole_reports import without_things
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.formats import ReportFormat
from tracker.exports import report_html
from tracker.models import Article, Claim, Disclosure, Event
from tracker.services.record import record
from tracker.web.security import POLICY

EXPORT = "/reports/export"


@pytest.fixture
def desk(database: Database) -> ReportDesk:
    return ReportDesk(database).fill()


@pytest.fixture
def vera(client: FlaskClient, desk: ReportDesk) -> FlaskClient:
    sign_in(client, "vera")
    return client


def export(client: FlaskClient, page: TestResponse, **typed: str) -> TestResponse:
    """Send the form that a page offers, and read what comes to its end, as a server does."""
    response = submit(client, page, dict(typed), EXPORT)
    assert response.data
    response.close()
    return response


def departures(database: Database) -> list[dict[str, object]]:
    with closing(database.reading()) as session:
        query = select(Disclosure.fields).join(Event, Event.seq == Disclosure.seq)
        query = query.where(Event.action == Action.REPORT_EXPORTED.value, Disclosure.position == 0).order_by(Event.seq)
        return [json.loads(fields)["detail"][1] for fields in session.scalars(query)]


def newest(database: Database) -> int:
    with closing(database.reading()) as session:
        return session.scalars(select(func.max(Event.seq))).one()


@pytest.mark.parametrize("form", [form.value for form in ReportFormat])
def test_a_report_on_an_article_goes_out_as_a_file_and_on_record(
    vera: FlaskClient, database: Database, form: str
) -> None:
    response = export(vera, vera.get("/reports/export?article=1"), format=form)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.content_length == len(response.data)
    assert departures(database) == [
        {"scope": "article=1", "format": form, "claims": 4, "sha256": hashlib.sha256(response.data).hexdigest()}
    ]


def test_a_list_goes_out_as_its_filters_chose_it(vera: FlaskClient, database: Database) -> None:
    page = vera.get("/reports/export?stage=decided&tag=strikes")
    response = export(vera, page, format="csv")
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert [row["claim"] for row in rows] == ["1"]
    assert departures(database)[0]["scope"] == "stage=decided&tag=strikes"


def test_people_are_named_only_where_that_was_ticked(vera: FlaskClient) -> None:
    page = vera.get("/reports/export?article=1")
    unnamed = export(vera, page, format="json").data.decode()
    named = export(vera, page, format="json", names="y").data.decode()
    assert ("Ines Aldana" in unnamed, "Ines Aldana" in named) == (False, True)


def test_the_name_of_a_file_may_be_in_any_script(vera: FlaskClient, desk: ReportDesk, database: Database) -> None:
    with closing(database.writing()) as session:
        article = session.get_one(Article, desk.article.id)
        article.title = 'ضربة في "قصر الملح": ما نعرفه؟ / تقرير\r\nX: y'
        record(session, Action.ARTICLE_DESCRIBED, about=article, by=desk.tomas)
        session.commit()
    response = export(vera, vera.get("/reports/export?article=1"), format="json")
    given = response.headers["Content-Disposition"]
    assert "filename*=UTF-8''" in given
    name = unquote(given.partition("filename*=UTF-8''")[2])
    assert name.startswith("ضربة في قصر الملح")
    assert name.endswith(".json")
    assert not set(name) & set('<>:"/\\|?*\r\n')


def test_the_preview_records_nothing_and_keeps_to_the_policy(vera: FlaskClient, database: Database) -> None:
    with closing(database.reading()) as session:
        before = session.scalar(select(func.count()).select_from(Event))
    response = vera.get("/articles/1/report")
    page = parsed(response)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "This is a preview." in text_of(response)
    assert "Depot struck at Qasr al-Milh" in text_of(response)
    assert page.xpath("//style | //@style | //script[not(@src)]") == []
    assert page.xpath("//link[contains(@href, 'report.css')]")
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
    with closing(database.reading()) as session:
        assert session.scalar(select(func.count()).select_from(Event)) == before


def test_the_preview_offers_the_same_article_for_export(vera: FlaskClient, database: Database) -> None:
    assert export(vera, vera.get("/articles/1/report"), format="json").status_code == 200
    assert departures(database)[0]["scope"] == "article=1"


def test_there_is_no_report_on_an_article_that_is_not_there(vera: FlaskClient) -> None:
    assert vera.get("/articles/99/report").status_code == 404


def test_the_last_exports_stand_on_the_page(vera: FlaskClient) -> None:
    assert "No report has gone out yet." in text_of(vera.get("/reports/export"))
    export(vera, vera.get("/reports/export?article=1"), format="csv")
    page = vera.get("/reports/export")
    assert "Vera Viewer" in text_of(page)
    assert parsed(page).xpath("//table//a/@href") == ["/reports/export?article=1"]


def test_filters_that_cannot_be_read_are_said_and_send_nothing(vera: FlaskClient, database: Database) -> None:
    page = vera.get("/reports/export?stage=nonsense")
    assert "There is no “nonsense” to filter by" in text_of(page)
    again = submit(vera, page, {"format": "csv"}, EXPORT)
    assert again.status_code == 422
    assert "There is no “nonsense” to filter by" in text_of(again)
    response = submit(vera, again, {"scope": "since=2026-02-31", "format": "csv"}, EXPORT)
    assert response.status_code == 422
    assert "There is no 31 February 2026" in text_of(response)
    assert departures(database) == []


def test_a_list_too_long_for_paper_is_refused_and_not_recorded(
    vera: FlaskClient, desk: ReportDesk, database: Database
) -> None:
    with closing(database.writing()) as session:
        tomas = session.merge(desk.tomas)
        for at in range(report_html.MOST_CLAIMS):
            session.add(Claim(statement=f"Claim {at}", created_at=chance.now(), created_by=tomas))
        record(session, Action.CLAIM_ANNOTATED, about=None, by=tomas)
        session.commit()
    response = export(vera, vera.get("/reports/export"), format="html")
    assert response.status_code == 413
    assert "take it as CSV or JSON" in text_of(response)
    assert departures(database) == []
    assert export(vera, vera.get("/reports/export"), format="csv").status_code == 200


def test_a_format_that_nobody_offered_is_refused(vera: FlaskClient, database: Database, app: Flask) -> None:
    response = export(vera, vera.get("/reports/export?article=1"), format="odt")
    assert response.status_code == 422
    assert departures(database) == []


@pytest.mark.parametrize("scope", ["article=1", "stage=decided", "tag=strikes"])
@pytest.mark.parametrize("form", [form.value for form in ReportFormat])
def test_as_of_an_earlier_change_the_same_bytes_go_out_as_then(
    vera: FlaskClient, desk: ReportDesk, database: Database, scope: str, form: str
) -> None:
    page = vera.get(f"/reports/export?{scope}")
    then = without_things(export(vera, page, format=form).data)
    at = newest(database) - 1
    with closing(database.writing()) as session:
        for claim in session.scalars(select(Claim)):
            claim.statement += " It is not what it was."
            record(session, Action.CLAIM_EDITED, about=claim, by=desk.ellen)
        session.commit()
    assert without_things(export(vera, page, format=form).data) != then
    assert export(vera, page, format=form, as_of=str(at)).data == then
    first, _, again = departures(database)
    assert again == first | {"as_of": at, "sha256": hashlib.sha256(then).hexdigest()}
    assert f"as of change {at}" in text_of(vera.get("/reports/export"))


@pytest.mark.parametrize(
    ("typed", "status", "problem"),
    [
        ("last year", 422, "“last year” cannot be read as a change or a moment."),
        ("9,999", 404, "There is no change 9,999."),
        ("0", 404, "The desk did not know of article 1 yet at that time."),
    ],
)
def test_a_moment_that_there_was_not_is_said_beside_its_field_and_sends_nothing(
    vera: FlaskClient, database: Database, typed: str, status: int, problem: str
) -> None:
    response = submit(vera, vera.get("/reports/export?article=1"), {"format": "csv", "as_of": typed}, EXPORT)
    assert response.status_code == status
    [field] = parsed(response).xpath("//input[@name='as_of']")
    assert field.value == typed
    said = parsed(response).get_element_by_id(field.get("aria-describedby").split()[-1]).text_content()
    assert problem in said
    assert departures(database) == []
