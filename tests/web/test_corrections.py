"""Requests for corrections on their pages: entered, dealt with, told in a report; who asks stands nowhere else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browser.every_page import ANSWERS, addresses
from tests.browser.filled_desk import COMPLAINANT, fill
from tests.pages import submit, text_of
from tests.web.assessing import client_of
from tests.web.test_reports import let_it_end
from tracker.db import Database
from tracker.web.asking import MOST_BY_ADDRESS

pytestmark = [pytest.mark.grades, pytest.mark.public]

TYPED = {"kind": "update", "words": "It was two.", "name": "Clara", "contact": "0123", "received_on": "2026-11-20"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_setting_there_is_no_form(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/public/reports/1/1/ask").status_code == 404


def said(client: FlaskClient, number: int = 3) -> str:
    return text_of(client.get(f"/corrections/{number}"))


def test_a_request_goes_from_the_letter_to_the_next_version_of_the_report(app: Flask, database: Database) -> None:
    fill(database)
    anton, emil = client_of(app, "anton"), client_of(app, "emil")
    new = anton.get("/corrections/new?report=1&version=1")
    refused = submit(anton, new, {**TYPED, "words": " ", "report": "99"})
    assert (refused.status_code, "Clara" in refused.text) == (422, True)
    refused = submit(anton, refused, {"words": "It was two."})
    assert "The desk has published no report 99." in text_of(refused)
    entered = submit(anton, refused, {"report": "1"})
    assert entered.location.endswith("/corrections/3")
    assert "Clara" not in said(anton)
    assert "Clara, 0123 for editors only" in said(emil)
    assert "It was two." in text_of(emil.get("/"))
    assert 'id="corrections"' not in client_of(app, "rita").get("/").text
    page = emil.get("/corrections/3")
    submit(emil, page, {"reply": "We look into it."}, "/corrections/3/answer")
    stale = submit(emil, page, {"outcome": "corrected", "because": "Two, not ten."}, "/corrections/3/close")
    assert (stale.status_code, "Two, not ten." in stale.text) == (409, True)
    assert "What changed meanwhile" in text_of(stale)
    submit(emil, stale, None, "/corrections/3/close")
    assert "Correction 3: upheld: corrected" in said(emil)
    report = emil.get("/reports/1")
    assert "Correction 3 (update): Two, not ten." in text_of(report)
    assert "Correction 2 (complaint)" in text_of(report)
    submit(emil, report, {"corrections": ["3"]}, "/reports/1/publish")
    let_it_end()
    assert "Published inreport 1, version 3" in said(emil)
    assert "It answers Correction 3 (update)." in text_of(emil.get("/reports/1/3"))
    assert "Correction 2 (complaint)" in text_of(emil.get("/reports/1"))
    assert "upheld: corrected" in text_of(emil.get("/corrections?stage=closed"))


def test_who_asks_stands_nowhere_for_those_who_may_not_know(app: Flask, database: Database) -> None:
    places = fill(database)
    rita, emil = client_of(app, "rita"), client_of(app, "emil")
    assert COMPLAINANT in emil.get("/corrections/1").text
    for address in [*addresses(places), *(at.format(**vars(places)) for at in ANSWERS.values())]:
        response = rita.get(address)
        assert COMPLAINANT.encode() not in response.data, address
        response.close()
    trail = rita.get("/trail/correction/1")
    for form in ("csv", "jsonl"):
        taken = submit(rita, trail, {"form": form}, "/trail/correction/1/download")
        assert b"It was two" in taken.data
        assert COMPLAINANT.encode() not in taken.data
    assert COMPLAINANT in text_of(emil.get("/trail/correction/1"))


@pytest.mark.corrections_form
def test_anybody_may_ask_from_the_public_pages(app: Flask, database: Database) -> None:
    places = fill(database)
    visitor, emil = app.test_client(), client_of(app, "emil")
    assert f"/public/claims/{places.reviewed}/ask" in visitor.get(f"/public/claims/{places.reviewed}").text
    page = visitor.get(f"/public/claims/{places.reviewed}/ask")
    typed = {"words": "It was two.", "name": "Nobody N.", "contact": "n@plaintiff.example", "website": "x"}
    refused = submit(visitor, page, typed)
    assert (refused.status_code, "Leave this empty: it is there" in text_of(refused)) == (422, True)
    visitor.delete_cookie("forms")
    refused = submit(visitor, refused, {"website": ""})
    assert "Send it once more." in text_of(refused)
    sent = submit(visitor, refused)
    assert sent.location.endswith("/public/asked/3")
    assert "number 3" in text_of(visitor.get(sent.location))
    assert submit(visitor, refused).location == sent.location
    told = text_of(emil.get("/corrections/3"))
    assert f"claim {places.reviewed}, report 1, version 2" in told
    assert "by the public form" in told
    assert "Nobody N., n@plaintiff.example for editors only" in told
    assert "A program (public form) entered" in text_of(emil.get("/trail/correction/3"))
    for _ in range(MOST_BY_ADDRESS):
        last = submit(visitor, visitor.get("/public/reports/1/2/ask"), {"words": "And this."})
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 3000
    assert "And this." in last.text
    assert visitor.get("/public/reports/1/9/ask").status_code == 404
