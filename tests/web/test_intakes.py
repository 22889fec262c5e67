"""Lists through the web: handed in, looked at, understood, taken in behind the page, broken off and gone on with."""

import io
import json
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.ingest.lists.test_claim_tables import workbook
from tests.intake import rows
from tests.pages import parsed, submit, text_of
from tests.taking_in import NODE, lines
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actors import Program
from tracker.models import Claim, TakingIn
from tracker.services import scales
from tracker.web import behind


@pytest.fixture
def anton(app: Flask, database: Database) -> FlaskClient:
    """Return Anton's browser on a desk with a scale."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        session.commit()
    return client_of(app, "anton")


def hand_in(client: FlaskClient, content: bytes, filename: str = "list.jsonl") -> TestResponse:
    """Hand a file in with the page's own form."""
    sent = submit(client, client.get("/intake/new"), {"file": (io.BytesIO(content), filename)})
    sent.request.environ["wsgi.input"].close()
    return sent


def let_it_end() -> None:
    """Wait for what goes on behind the page."""
    for thread in threading.enumerate():
        if thread.name == behind.NAME:
            thread.join()


def test_a_list_is_handed_in_looked_at_understood_and_taken_in(anton: FlaskClient, database: Database) -> None:
    odd = {"url": "https://checks.example/2", "claimReviewed": "Two <b>bridges</b> fell", "reviewRating": "Quatsch"}
    given = lines({}, odd, {"claimReviewed": ""})
    taken = hand_in(anton, given)
    assert taken.location == "/intake/1"
    page = anton.get("/intake/1")
    words = text_of(page)
    assert "2 entries would come in" in words
    assert "Line 3: It names no claim" in words
    assert "held markup; its words alone are taken" in words
    assert "Harbour Checks, 20 Nov 2026: Falso (1 of 1 to 5), to us False" in words
    assert "none of our verdicts" in words
    assert anton.get("/intake/1/refused.csv").data.decode("utf-8-sig").splitlines()[1].startswith("line 3,It names")
    which = parsed(page).xpath("//label[contains(., 'Quatsch')]/@for")[0]
    planned = submit(anton, page, {which: "unlikely"}, "/intake/1/plan")
    assert planned.status_code == 303
    assert "Quatsch, to us Unlikely" in text_of(anton.get("/intake/1"))
    before = rows(database)["claims"]
    assert submit(anton, anton.get("/intake/1"), {}, "/intake/1/begin").status_code == 303
    let_it_end()
    words = text_of(anton.get("/intake/1"))
    assert "2 entries taken in, 0 known already, 1 refused" in words
    assert rows(database)["claims"] == before + 2
    article = parsed(anton.get("/intake/1")).xpath("//td//a[@class='title']/@href")[1]
    assert "Taken in from list 1, line 2" in text_of(anton.get(article))
    assert "held markup; its words alone are taken" in text_of(anton.get(article))
    claim = text_of(anton.get("/claims/2"))
    assert "rated it Quatsch, which we map to Unlikely." in claim
    assert "held markup" in claim
    again = hand_in(anton, given)
    assert again.location == "/intake/2"
    words = text_of(anton.get("/intake/2"))
    assert "Nothing in it is new." in words
    assert "as said before" in words
    assert not parsed(anton.get("/intake/2")).xpath("//form[contains(@action, '/begin')]")
    assert "list.jsonl" in text_of(anton.get("/intake"))
    assert "in from a list" in text_of(anton.get("/trail"))
    assert "handed list 1" in text_of(anton.get("/trail/intake/1"))


def test_the_columns_of_a_table_are_chosen(anton: FlaskClient) -> None:
    content = workbook(["What was said", "Verdict"], ["It fell", "false"], ["", "true"])
    assert hand_in(anton, content, "claims.xlsx").status_code == 303
    page = anton.get("/intake/1")
    assert "0 entries would come in" in text_of(page)
    refused = submit(anton, page, {"column-verdict": "999"}, "/intake/1/plan")
    assert refused.status_code == 422
    assert submit(anton, page, {"column-claim": "0"}, "/intake/1/plan").status_code == 303
    words = text_of(anton.get("/intake/1"))
    assert "1 entry would come in" in words
    assert "Row 3: There is no claim in this row." in words
    late = submit(anton, page, {"column-claim": "1"}, "/intake/1/plan")
    assert late.status_code == 409
    assert "What changed meanwhile" in text_of(late)


def test_a_claim_that_the_desk_has_is_joined_where_a_person_says_so(anton: FlaskClient, database: Database) -> None:
    hand_in(anton, lines({}))
    submit(anton, anton.get("/intake/1"), {}, "/intake/1/begin")
    let_it_end()
    hand_in(anton, lines({"url": "https://other.example/1", "claimReviewed": "A depot at Qasr al-Milh was hit"}))
    page = anton.get("/intake/2")
    assert "claim 1: The depot at Qasr al-Milh was hit" in text_of(page)
    submit(anton, page, {"join-0": "1"}, "/intake/2/plan")
    submit(anton, anton.get("/intake/2"), {}, "/intake/2/begin")
    let_it_end()
    with closing(database.reading()) as session:
        (claim,) = session.scalars(select(Claim)).all()
        assert len(claim.appearances) == 2


def test_what_was_broken_off_goes_on_from_its_page(
    anton: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(anton, lines({}))
    monkeypatch.setattr("tracker.web.taking_in.begin", lambda desk, job: threading.Thread())
    monkeypatch.setattr("tracker.web.taking_in.PATIENCE", 0)
    monkeypatch.setattr(threading.Thread, "join", lambda self, timeout=None: None)
    assert submit(anton, anton.get("/intake/1"), {}, "/intake/1/begin").status_code == 303
    assert "It is being taken in" in text_of(anton.get("/intake/1"))
    monkeypatch.undo()
    with closing(database.writing()) as session:
        session.execute(update(TakingIn).values(seen_at=chance.now() - timedelta(minutes=1)))
        session.commit()
    page = anton.get("/intake/1")
    assert "It was broken off" in text_of(page)
    submit(anton, page, {}, "/intake/1/begin")
    let_it_end()
    assert "1 entry taken in" in text_of(anton.get("/intake/1"))


HOSTILE = (
    (b"", "a.json", "empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(60), "a.csv", "PNG image"),
    (b"Just some words.", "a.jsonl", "no list of claims"),
    (b'{"@type": "WebPage"}', "a.json", "no ClaimReview"),
    (b"[" * 100_000, "a.json", "1 cannot be taken in"),
    (b"PK\x03\x04 and nothing else", "a.xlsx", "no workbook"),
)


def test_what_is_no_list_is_refused_and_nothing_is_kept(anton: FlaskClient, database: Database) -> None:
    before = rows(database)
    for content, filename, said in HOSTILE:
        answer = hand_in(anton, content, filename)
        if answer.status_code == 303:  # It is a list of one entry, which cannot be read.
            assert said in text_of(anton.get(answer.location))
            continue
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert rows(database)["captures"] == before["captures"] + (filename == "a.xlsx")


def test_a_reader_sees_lists_and_takes_nothing_in(anton: FlaskClient, app: Flask) -> None:
    hand_in(anton, json.dumps({**NODE, "author": "<script>alert(1)</script>"}).encode(), "a.json")
    vera = client_of(app, "vera")
    page = vera.get("/intake/1")
    assert "1 entry would come in" in text_of(page)
    assert not parsed(page).xpath("//main//button[not(ancestor::fieldset[@disabled])]")
    assert vera.get("/intake/new").status_code == 403
