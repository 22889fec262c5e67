"""A file for counsel through the page's own form: it goes out, holds before a stranger, and is on record."""

import io
import json
import re
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.bundling import entries
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker import verifier
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.models import Claim, Disclosure, Event
from tracker.services import cases
from tracker.services.checkpoints import keys

PURPOSE = "Letter before claim; رسالة قبل الدعوى"


@pytest.fixture
def claim(app: Flask, web_desk: Desk) -> Claim:
    """Return a claim of a desk with a key for seals on record, in a case."""
    signer = app.extensions["tracker"].sealer.signer
    keys.put_on_record(web_desk.session, signer, origin="desk.example/log", by=Program("setup"))
    claim = web_desk.claim("تسعة عشر شخصا قتلوا <b>at once</b>.")
    case = cases.add(web_desk.session, title="Дело о складе", by=web_desk.anna)
    cases.put_in(web_desk.session, case, claim, by=web_desk.anna)
    web_desk.session.commit()
    return claim


@pytest.fixture
def emil(app: Flask, claim: Claim) -> FlaskClient:
    """Return the browser of an editor."""
    return client_of(app, "emil")


def made(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Fill in the form at an address, take the file, and let go of it."""
    done = submit(client, client.get(address), {"why": PURPOSE, **typed})
    assert done.status_code == 200, text_of(done)
    assert (done.mimetype, done.content_length) == ("application/zip", len(done.data))
    done.close()
    return done


def filed(database: Database) -> list[dict[str, object]]:
    """Return what is on record of the files that went out."""
    with closing(database.reading()) as session:
        query = select(Disclosure.fields).join(Event, Event.seq == Disclosure.seq)
        query = query.where(Event.action == Action.COUNSEL_FILED.value, Disclosure.position == 0).order_by(Event.seq)
        return [{key: value for key, (_, value) in json.loads(fields).items()} for fields in session.scalars(query)]


def checked(client: FlaskClient, data: bytes) -> verifier.Account:
    """Return what the verifier says of a file, with the key that the page of the seals shows."""
    shown = re.search(r"\S+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}", text_of(client.get("/seals")))
    assert shown
    return verifier.check(io.BytesIO(data), verifier.Asked([verifier.read_key(shown[0], verifier.SIGNS)], [], 0, []))


@pytest.mark.parametrize("kind", ["claim", "case"])
def test_the_page_of_a_thing_leads_to_the_form_and_the_form_to_the_file(
    emil: FlaskClient, database: Database, kind: str
) -> None:
    [link] = parsed(emil.get(f"/{kind}s/1")).xpath("//a[text()='File for counsel']/@href")
    done = made(emil, link)
    assert done.headers["Content-Disposition"] == f"attachment; filename=counsel-{kind}-1.zip"
    account = checked(emil, done.data)
    assert (account.fails, account.weaker) == ([], [])
    [words] = filed(database)
    assert words["why"] == PURPOSE
    assert words["about"][0] == kind  # type: ignore[index]
    detail = words["detail"]
    assert isinstance(detail, dict)
    assert (detail["claims"], detail["articles"], detail["notes"], detail["people"]) == (
        [1],
        [1],
        "left out",
        "by role",
    )
    trail = text_of(emil.get(f"/trail/{kind}/1"))
    assert f"Emil Editor made a file for counsel on {kind} 1" in trail
    assert PURPOSE in trail


def test_what_was_ticked_is_what_goes_in(emil: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    submit(emil, emil.get("/claims/1/notes"), {"words": "Zanzibar."})
    plain = entries(made(emil, "/counsel/claim/1").data)
    full = entries(made(emil, "/counsel/claim/1", notes="y", names="y").data)
    assert "Zanzibar" not in plain["chronology.html"].decode()
    assert "Zanzibar" in full["chronology.html"].decode()
    assert "Emil Editor" not in plain["cover.html"].decode()
    assert "Emil Editor" in full["cover.html"].decode()


def test_words_of_any_script_stand_as_words_and_take_their_own_direction(emil: FlaskClient, claim: Claim) -> None:
    parts = entries(made(emil, "/counsel/case/1").data)
    for name in ("cover.html", "chronology.html", "versions.html", "report.html"):
        page = parts[name].decode()
        assert "<b>at once</b>" not in page, name
        tree = page_of(parts[name])
        assert tree.xpath("//h1/@dir") == ["auto"], name
        assert tree.xpath("//h1")[0].text_content() == "Дело о складе", name
    words = [said for said in page_of(parts["versions.html"]).xpath("//p[@dir='auto']") if said.text_content()]
    assert claim.statement in [said.text_content() for said in words]


def page_of(content: bytes) -> Any:
    """Return a page of a file as a tree."""
    return html.document_fromstring(content.decode())


def test_without_a_purpose_the_form_comes_back_with_what_was_ticked(emil: FlaskClient, database: Database) -> None:
    done = submit(emil, emil.get("/counsel/claim/1"), {"why": " ", "names": "y"})
    assert done.status_code == 422
    assert "Fill this in." in text_of(done)
    assert parsed(done).xpath("//input[@name='names']/@checked")
    assert not parsed(done).xpath("//input[@name='notes']/@checked")
    assert filed(database) == []


@pytest.mark.parametrize("address", ["/counsel/claim/99", "/counsel/case/99", "/counsel/article/1", "/counsel/x/1"])
def test_what_is_not_there_is_not_found(emil: FlaskClient, address: str) -> None:
    assert emil.get(address).status_code == 404


@pytest.mark.parametrize("login", ["vera", "anton", "rita"])
def test_it_takes_an_editor_and_others_are_shown_no_link(
    app: Flask, claim: Claim, database: Database, login: str
) -> None:
    client = client_of(app, login)
    assert client.get("/counsel/claim/1").status_code == 403
    for page in ("/claims/1", "/cases/1"):
        assert "File for counsel" not in text_of(client.get(page))
    assert filed(database) == []


def test_nothing_goes_out_where_the_record_is_not_as_the_desk_left_it(emil: FlaskClient, app: Flask) -> None:
    page = emil.get("/counsel/claim/1")
    app.extensions["tracker"].sealer._log_key = b"not the key that the record was written with"
    done = submit(emil, page, {"why": PURPOSE})
    assert done.status_code == 503
    assert "not vouched for" in text_of(done)
    assert PURPOSE in text_of(done) or PURPOSE in parsed(done).xpath("//textarea[@name='why']")[0].text


def test_looking_at_the_form_records_nothing(emil: FlaskClient, database: Database) -> None:
    with closing(database.reading()) as session:
        before = session.scalar(select(func.max(Event.seq)))
    emil.get("/counsel/claim/1")
    with closing(database.reading()) as session:
        assert session.scalar(select(func.max(Event.seq))) == before
