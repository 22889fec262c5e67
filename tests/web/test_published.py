"""Pages that anyone can read: what was published and nothing else, the same for everybody, gone when it is withheld."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from xml.etree import ElementTree as xml
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import parsed, text_of
from tests.publishing import publish
from tests.report_desk import DESK, ReportDesk
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.models import Report, User
from tracker.services import publications

pytestmark = pytest.mark.public

SITE = "http://127.0.0.1:8000/public"
FORMATS = (ReportFormat.HTML, ReportFormat.JSON, ReportFormat.CLAIM_REVIEW)
PAGES = ("/public", "/public/reports/1", "/public/reports/1/1", "/public/reports/1/1/json", "/public/reports/1/1/html")
FEEDS = ("/public/feed.atom", "/public/feed.json", "/public/claims.jsonld")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with closing(database.writing()) as session:
        yield session


@pytest.fixture
def ellen(database: Database, session: Session) -> User:
    return session.get_one(User, ReportDesk(database).fill().ellen.id)


@pytest.fixture
def report(session: Session, ellen: User) -> Report:
    """Return a report that is published once, for public pages."""
    given: dict[str, Any] = {"scope": "article=1", "options": Options(), "zone": ZoneInfo(DESK.zone), "by": ellen}
    report = publications.add(session, title="The depot", summary="What is known of it.", **given)
    session.commit()
    publish(session, report, formats=FORMATS, site=SITE, by=ellen)
    return report


@pytest.fixture
def decided(session: Session, report: Report) -> int:
    """Return the number of a decided claim of the report."""
    feed = json.loads(publications.file_of(session, report.editions[0], "claimreview").content)
    return int(feed["dataFeedElement"][0]["item"]["url"].rpartition("/")[2])


def test_what_is_published_is_read_without_signing_in(client: FlaskClient, report: Report, decided: int) -> None:
    assert "The depot" in text_of(client.get("/public"))
    page = text_of(client.get("/public/reports/1"))
    assert "What is known of it." in page
    assert "version 1" in page
    claim = client.get(f"/public/claims/{decided}")
    assert "The depot" in text_of(claim)
    for address in (*PAGES, *FEEDS):
        response = client.get(address)
        assert response.status_code == 200, address
        response.close()


@pytest.mark.parametrize("address", [*PAGES, *FEEDS])
def test_it_is_the_same_for_everybody_and_may_be_kept_for_a_while(
    app: Flask, client: FlaskClient, report: Report, address: str
) -> None:
    stranger, editor = client.get(address), client_of(app, "emil").get(address)
    assert stranger.data == editor.data
    assert "Set-Cookie" not in editor.headers
    assert editor.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(address, headers={"If-None-Match": stranger.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for response in (stranger, editor, again):
        response.close()


def test_a_claims_page_carries_its_claim_review_and_what_others_show_of_it(
    client: FlaskClient, session: Session, report: Report, decided: int
) -> None:
    page = parsed(client.get(f"/public/claims/{decided}"))
    [embedded] = page.xpath("//script[@type='application/ld+json']/text()")
    review = json.loads(embedded)
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["url"] == f"{SITE}/claims/{decided}"
    assert page.xpath("//link[@rel='canonical']/@href") == [review["url"]]
    assert page.xpath("//meta[@property='og:url']/@content") == [review["url"]]
    [title] = page.xpath("//meta[@property='og:title']/@content")
    assert review["reviewRating"]["alternateName"] in title


def test_a_claim_without_a_published_verdict_has_no_page(client: FlaskClient, report: Report) -> None:
    assert client.get("/public/claims/4").status_code == 404
    assert client.get("/public/claims/99").status_code == 404


def test_the_address_of_an_old_version_shows_the_correction(
    client: FlaskClient, session: Session, report: Report, ellen: User, decided: int
) -> None:
    wrong = "Nineteen was wrong."
    publish(session, report, renewal=Renewal.CORRECTION, words=wrong, formats=FORMATS, site=SITE, by=ellen)
    old, new = client.get("/public/reports/1/1"), client.get("/public/reports/1")
    assert "This version was replaced" in text_of(old)
    assert wrong in text_of(old)
    assert "/public/reports/1" in parsed(old).xpath("//main//a/@href")
    assert not parsed(old).xpath("//main//a[starts-with(@href, '/public/claims/')]")
    assert "version 2" in text_of(new)
    assert wrong in text_of(new)
    assert "/public/reports/1/1" in parsed(new).xpath("//main//a/@href")


def test_feeds_tell_of_the_versions_that_stand(client: FlaskClient, report: Report, decided: int) -> None:
    atom = xml.fromstring(client.get("/public/feed.atom").data)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.text for entry in atom.findall("a:entry/a:id", names)] == [f"{SITE}/reports/1/1"]
    told = json.loads(client.get("/public/feed.json").data)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"] for item in told["items"]] == [f"{SITE}/reports/1/1"]
    reviews = json.loads(client.get("/public/claims.jsonld").data)
    assert f"{SITE}/claims/{decided}" in [one["item"]["url"] for one in reviews["dataFeedElement"]]


def test_a_withdrawn_report_says_so_and_no_more(
    client: FlaskClient, session: Session, report: Report, ellen: User, decided: int
) -> None:
    publications.withdraw(session, report, why="An inside matter.", seen=report.rev, by=ellen)
    session.commit()
    for address in PAGES[1:]:
        response = client.get(address)
        assert response.status_code == 410, address
        assert "was withdrawn" in text_of(response)
        assert "An inside matter" not in response.text
        assert "depot" not in response.text
    assert "depot" not in client.get("/public").text
    assert client.get(f"/public/claims/{decided}").status_code == 404
    for address in FEEDS:
        assert "depot" not in client.get(address).text


def test_a_draft_is_nowhere(client: FlaskClient, session: Session, ellen: User) -> None:
    given: dict[str, Any] = {"scope": "", "options": Options(), "zone": ZoneInfo(DESK.zone), "by": ellen}
    publications.add(session, title="A secret draft", **given)
    session.commit()
    assert client.get("/public/reports/1").status_code == 404
    assert "secret" not in client.get("/public").text


def test_lists_go_on_by_key(client: FlaskClient, session: Session, report: Report, ellen: User) -> None:
    assert client.get("/public?after=nonsense").status_code == 404
    assert "The depot" not in text_of(client.get(f"/public?after={report.editions[0].id}"))
