"""Reports through the web: begun, looked at, published behind the page, read as they were published, put right."""

import json
import threading
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.cast import PASSWORD_HASH, SEAL_KEY
from tests.pages import parsed, sign_in, submit, text_of
from tests.report_desk import ReportDesk
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.withholding import MASK
from tracker.exports import files
from tracker.models import Capture, Edition, EditionFile, Publishing, Report, User
from tracker.services import jobs
from tracker.services.checkpoints import keys
from tracker.services.publications import telling
from tracker.services.record import record
from tracker.web import behind


@pytest.fixture
def desk(database: Database) -> ReportDesk:
    return ReportDesk(database).fill()


@pytest.fixture
def emil(client: FlaskClient, desk: ReportDesk) -> FlaskClient:
    sign_in(client, "emil")
    return client


def begin(client: FlaskClient, **typed: object) -> str:
    """Begin a report and return its address."""
    given = {"title": "The depot", "article": "1", **typed}
    response = submit(client, client.get("/reports/add"), given, "/reports/add")
    assert response.status_code == 303, text_of(response)
    return str(response.location)


def publish(client: FlaskClient, address: str, **typed: object) -> None:
    """Publish a report from its page."""
    response = submit(client, client.get(address), typed, f"{address}/publish")
    assert response.status_code == 303, text_of(response)
    let_it_end()


class Stopped:
    """A thread whose program was stopped."""

    def join(self, timeout: float) -> None: ...


def let_it_end() -> None:
    """Wait for what goes on behind the page."""
    for thread in threading.enumerate():
        if thread.name == behind.NAME:
            thread.join()


def test_a_report_is_begun_looked_at_and_published(emil: FlaskClient, database: Database) -> None:
    address = begin(emil, summary="Nineteen dead, said one agency.", verdicts=[])
    page = text_of(emil.get(address))
    assert "Nothing yet: this is a draft." in page
    assert "Article: Depot struck at Qasr al-Milh" in page
    preview = emil.get(f"{address}/preview")
    assert "This is a preview of version 1." in text_of(preview)
    assert "Nineteen dead, said one agency." in text_of(preview)
    with closing(database.reading()) as session:
        assert session.scalars(select(Edition)).all() == []
    publish(emil, address)
    page = text_of(emil.get(address))
    assert "Version 1 stands" in page
    assert "Nothing yet" not in page
    assert "Draft" not in page


def test_its_files_are_handed_out_as_they_were_published(emil: FlaskClient, database: Database) -> None:
    with closing(database.writing()) as session:
        keys.put_on_record(session, keys.Signer(SEAL_KEY.encode()), origin="desk.example/log", by=Program("setup"))
        session.commit()
    address = begin(emil)
    publish(emil, address)
    page = emil.get(f"{address}/1")
    links = [str(link) for link in parsed(page).xpath("//table//a/@href")]
    assert {link.rpartition("/")[2] for link in links} >= {"html", "csv", "json"}
    with closing(database.reading()) as session:
        kept = dict(session.execute(select(EditionFile.format, Capture.content).join(EditionFile.capture)).all())
    for link in links:
        response = emil.get(link)
        assert response.data == kept[link.rpartition("/")[2]]
        response.close()
    assert json.loads(kept["json"])["edition"]["seal"].startswith("desk.example/log\n")
    assert "Report 1, version 1" in kept["html"].decode()


def test_the_readable_file_is_shown_under_a_policy_of_its_own(emil: FlaskClient) -> None:
    address = begin(emil)
    publish(emil, address)
    response = emil.get(f"{address}/1/html")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("sandbox")
    assert "inline" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()
    data = emil.get(f"{address}/1/json")
    assert data.headers["Content-Disposition"].startswith("attachment")
    data.close()


def test_an_old_versions_page_shows_the_correction(emil: FlaskClient) -> None:
    address = begin(emil)
    publish(emil, address)
    page = emil.get(address)
    refused = submit(emil, page, {"renewal": "correction", "words": " "}, f"{address}/publish")
    assert refused.status_code == 422
    assert "Say what was wrong" in text_of(refused)
    publish(emil, address, renewal="correction", words="Nineteen was wrong.")
    old = text_of(emil.get(f"{address}/1"))
    assert "There is a newer version" in old
    assert "“Nineteen was wrong.”" in old
    assert f"{address}/2" in parsed(emil.get(f"{address}/1")).xpath("//a/@href")
    assert f"{address}/1" in parsed(emil.get(f"{address}/2")).xpath("//a/@href")
    new = emil.get(f"{address}/2/html")
    assert "Nineteen was wrong." in new.get_data(as_text=True)
    assert "What changed since version 1" in new.get_data(as_text=True)
    new.close()


def test_what_cannot_be_read_comes_back_with_what_was_typed(emil: FlaskClient) -> None:
    page = emil.get("/reports/add")
    wrong = {"title": "The depot", "article": "twelve", "unnamed": "one", "summary": "Kept."}
    refused = submit(emil, page, wrong, "/reports/add")
    assert refused.status_code == 422
    assert "“twelve” is no number" in text_of(refused)
    assert parsed(refused).xpath("//input[@name='article']/@value") == ["twelve"]
    assert "Kept." in parsed(refused).xpath("//textarea[@name='summary']")[0].text
    again = submit(emil, page, {**wrong, "article": "", "unnamed": "1", "language": "?!"}, "/reports/add")
    assert again.status_code == 422
    assert "Write a language as en" in text_of(again)


def test_a_report_on_a_list_is_begun_from_the_list(emil: FlaskClient) -> None:
    [link] = parsed(emil.get("/claims?tag=strikes")).xpath("//a[starts-with(@href, '/reports/add')]/@href")
    assert parsed(emil.get(link)).xpath("//input[@name='tag']/@value") == ["strikes"]


def test_it_is_edited_on_top_of_what_was_seen(emil: FlaskClient) -> None:
    address = begin(emil, claims="1, 3", as_of="5")
    page = emil.get(f"{address}/edit")
    assert parsed(page).xpath("//input[@name='claims']/@value") == ["1, 3"]
    assert parsed(page).xpath("//input[@name='as_of']/@value") == ["5"]
    assert submit(emil, page, {"title": "Another"}, f"{address}/edit").status_code == 303
    stale = submit(emil, page, {"title": "A third"}, f"{address}/edit")
    assert stale.status_code == 409
    assert "Another" in text_of(stale)


def test_a_report_that_cannot_be_written_says_so_and_publishes_nothing(emil: FlaskClient, database: Database) -> None:
    address = begin(emil, article="", tag="nobody has this tag")
    with closing(database.writing()) as session:
        report = session.scalars(select(Report)).one()
        assert report.newest is None
    publish(emil, address)
    edition = text_of(emil.get(f"{address}/1"))
    assert "0 claims" in edition


def test_it_goes_on_behind_the_page_and_says_how_far_it_is(emil: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[Callable[[], None]] = []

    def later(work: Callable[[], None]) -> Stopped:
        waiting.append(work)
        return Stopped()

    monkeypatch.setattr(behind, "begin", later)
    address = begin(emil)
    publish(emil, address)
    page = emil.get(address)
    assert "It is being published" in text_of(page)
    assert parsed(page).xpath("//progress")
    second = begin(emil)
    refused = submit(emil, emil.get(second), {}, f"{second}/publish")
    assert "Another report is being published" in text_of(refused)
    [work] = waiting
    work()
    page = emil.get(address)
    assert "Version 1 stands" in text_of(page)
    assert not parsed(page).xpath("//progress")


def test_a_publication_that_was_broken_off_says_so_and_can_be_asked_for_again(
    emil: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(emil)
    with monkeypatch.context() as stopped:
        stopped.setattr(behind, "begin", lambda work: Stopped())
        publish(emil, address)
    with database.brief() as connection:
        connection.execute(update(Publishing).values(seen_at=chance.now() - jobs.SILENCE))
    page = emil.get(address)
    assert "It was broken off" in text_of(page)
    publish(emil, address)
    assert "Version 1 stands" in text_of(emil.get(address))


def test_what_stops_a_publication_is_told_on_its_page(emil: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = begin(emil)
    monkeypatch.setattr(telling, "MOST_CLAIMS", 1)
    publish(emil, address)
    page = text_of(emil.get(address))
    assert "It was not published" in page
    assert "at most 1 claims" in page
    assert "Nothing is half published." in page


def test_what_a_format_stumbles_over_is_told_and_nobody_waits_for_ever(
    emil: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    address = begin(emil)
    monkeypatch.setattr(files, "write", lambda report, form: 1 / 0)
    publish(emil, address)
    page = text_of(emil.get(address))
    assert "It could not be written." in page
    assert "Nothing is half published." in page
    assert "a report could not be written" in caplog.text


def test_words_that_are_withheld_leave_what_was_published_and_a_newer_version_says_so(
    app: Flask, emil: FlaskClient, database: Database
) -> None:
    address = begin(emil)
    publish(emil, address)
    ada, otto = client_of(app, "ada"), second_admin(app, database)
    page = ada.get("/withheld/ask?kind=report&reference=1")
    found = submit(ada, page, {"words": "Qasr al-Milh", "find": "1"})
    chosen = parsed(found).xpath("//input[@name='chosen']/@value")
    typed = {"chosen": chosen, "basis": "court_order", "why": "Order 12/26.", "send": "1"}
    assert submit(ada, found, typed).location == "/withheld/1"
    assert submit(otto, otto.get("/withheld/1"), {}, "/withheld/1/approve").location == "/withheld/1"
    let_it_end()
    old = text_of(emil.get(f"{address}/1"))
    assert "words withheld" in old
    assert "There is a newer version" in old
    assert "Words are withheld (court order): Order 12/26." in old
    for version in (1, 2):
        for form in ("html", "csv", "json"):
            response = emil.get(f"{address}/{version}/{form}")
            text = response.get_data(as_text=True)
            response.close()
            assert "Qasr al-Milh" not in text, (version, form)
            assert MASK * len("Qasr al-Milh") in text, (version, form)


def second_admin(app: Flask, database: Database) -> FlaskClient:
    with closing(database.writing()) as session:
        known = {"password_hash": PASSWORD_HASH, "created_at": chance.now()}
        otto = User(login="otto", login_folded="otto", name="Otto Over", role=Role.ADMIN, **known)
        session.add(otto)
        record(session, Action.PERSON_ADDED, about=otto, by=Program("setup"))
        session.commit()
    return client_of(app, "otto")


@pytest.mark.parametrize("address", ["/reports/9", "/reports/9/1", "/reports/1/9", "/reports/1/1/docm"])
def test_what_is_not_there_is_not_found(emil: FlaskClient, address: str) -> None:
    publish(emil, begin(emil))
    assert emil.get(address).status_code == 404


def test_a_desk_without_public_pages_has_none(emil: FlaskClient) -> None:
    publish(emil, begin(emil))
    for address in ("/public", "/public/reports/1", "/public/reports/1/1/html", "/public/feed.atom"):
        assert emil.get(address).status_code == 404
    assert "/public" not in emil.get("/reports/1").text
