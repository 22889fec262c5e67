"""Forms that were posted too late: nothing that was typed is lost, and nothing is sent unseen."""

from contextlib import closing
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from config import Settings
from tests.cast import PASSWORD, QUICK
from tests.pages import form_on, sign_in, submit, text_of
from tests.programs import program_of_its_own
from tracker.db import Database
from tracker.domain.roles import Permission
from tracker.models import SignIn, User
from tracker.services import people
from tracker.web import held
from tracker.web.auth import needs

TYPED = {
    "login": "nina",
    "name": "Nina <b>Новая</b>",
    "role": "editor",
    "note": "first line\n\n\nsecond line",
}
SIGN_IN = {"login": "ada", "password": PASSWORD}


@pytest.fixture
def app(desk_settings: Settings, database: Database) -> Flask:
    """Return a program of the test's own: tests here add pages to it."""
    return program_of_its_own(desk_settings, database)


def form_then_no_session(client: FlaskClient, database: Database, typed: dict[str, str] | None = None) -> TestResponse:
    """Open a form, type, be signed out meanwhile, and send it."""
    sign_in(client, "ada")
    page = client.get("/people/add")
    with database.brief() as connection:
        connection.execute(delete(SignIn))
    return submit(client, page, TYPED | (typed or {}))


def logins(database: Database) -> set[str]:
    with closing(database.reading()) as session:
        return set(session.scalars(select(User.login)))


def test_a_form_that_came_too_late_is_carried_through_the_sign_in_and_sent_by_one_button(
    client: FlaskClient, database: Database
) -> None:
    door = form_then_no_session(client, database)
    assert door.status_code == 401
    assert "What you typed is kept" in text_of(door)
    offered = submit(client, door, SIGN_IN)
    assert offered.status_code == 200
    for shown in ("nina", "Nina <b>Новая</b>", "first line second line", "signed in as Ada Admin"):
        assert shown in text_of(offered)
    assert "nina" not in logins(database)
    assert "One-time password for Nina <b>Новая</b>" in text_of(submit(client, offered))
    assert "nina" in logins(database)


def test_a_wrong_password_on_the_way_loses_nothing(client: FlaskClient, database: Database) -> None:
    door = form_then_no_session(client, database)
    again = submit(client, door, {"login": "ada", "password": "a wrong password"})
    assert again.status_code == 422
    assert "nina" in text_of(submit(client, again, SIGN_IN))


def test_too_many_tries_on_the_way_lose_nothing(client: FlaskClient, database: Database) -> None:
    door = form_then_no_session(client, database)
    for _ in range(11):
        door = submit(client, door, {"login": "rita", "password": "a wrong password"})
    assert (door.status_code, door.headers["Retry-After"]) == (429, "300")
    assert "nina" in text_of(submit(client, door, SIGN_IN))


def test_a_password_that_is_due_on_the_way_loses_nothing(client: FlaskClient, database: Database) -> None:
    door = form_then_no_session(client, database)
    with closing(database.writing()) as session:
        ada = session.scalars(select(User).where(User.login == "ada")).one()
        people.reset_password(session, ada, password_hash=QUICK.hash("one-time"), by=ada)
        session.commit()
    choosing = submit(client, door, {"login": "ada", "password": "one-time"})
    chosen = {"old_password": "one-time", "new_password": "a fresh start here", "new_password_again": "mistyped"}
    choosing = submit(client, choosing, chosen)
    assert choosing.status_code == 422
    offered = submit(client, choosing, chosen | {"new_password_again": "a fresh start here"})
    assert "Nina" in text_of(submit(client, offered))
    assert "nina" in logins(database)


def test_the_form_is_sent_with_its_own_fields_in_order_and_lines_intact(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    received: list[list[tuple[str, str]]] = []

    @needs(Permission.READ)
    def keep() -> str:
        received.append(list(request.form.items(multi=True)))
        return "kept"

    app.add_url_rule("/keep/this", "keep", keep, methods=["POST"])
    pairs = {"b": ["2", "1"], "a": ["\nfirst line is empty\r\n", "  spaces  "], "c": ["<&\"'>"], "rev": ["4"]}
    door = client.post("/keep/this?draft=1&draft=2", data=pairs)
    offered = submit(client, door, {"login": "rita", "password": PASSWORD})
    assert form_on(offered).get("action") == "/keep/this?draft=1&draft=2"
    submit(client, offered)
    got = [(name, value.replace("\r\n", "\n")) for name, value in received[0] if name != "csrf_token"]
    assert got == [
        ("b", "2"),
        ("b", "1"),
        ("a", "\nfirst line is empty\n"),
        ("a", "  spaces  "),
        ("c", "<&\"'>"),
        ("rev", "4"),
    ]


def test_passwords_and_tokens_are_not_carried(client: FlaskClient) -> None:
    door = client.post("/password", data={"old_password": "canary one", "new_password": "canary two", "next": "/a"})
    carried = form_on(door).form_values()
    assert [value for name, value in carried if name == "held"]
    with client.application.test_request_context():
        kept = held.Held.unsealed(dict(carried)["held"])
    assert kept is not None
    assert kept.fields == [["next", "/a"]]


def test_a_file_cannot_be_carried_and_the_page_says_so(client: FlaskClient) -> None:
    data = {"title": "The Coast Road", "file": (BytesIO(b"text"), "coast.txt")}
    door = client.post("/people/add", data=data, content_type="multipart/form-data")
    assert "Files cannot be kept" in text_of(door)
    offered = submit(client, door, SIGN_IN)
    assert "coast.txt" in text_of(offered)
    assert "The Coast Road" in text_of(offered)
    assert form_on(offered).get("enctype") == "multipart/form-data"


def test_a_form_too_long_to_be_carried_says_so(client: FlaskClient) -> None:
    door = client.post("/people/add", data={"text": "word " * 250_000})
    assert door.status_code == 401
    assert "too long to be carried" in text_of(door)


@pytest.mark.parametrize("sealed", ["made up", "e30.aaaa.bbbb", ""])
def test_what_we_did_not_seal_is_not_shown(client: FlaskClient, sealed: str) -> None:
    assert submit(client, client.get("/sign-in"), SIGN_IN | {"held": sealed}).status_code == 303


def test_a_form_opened_before_signing_in_anew_is_offered_with_its_content(
    client: FlaskClient, database: Database
) -> None:
    sign_in(client, "ada")
    page = client.get("/people/add")
    sign_in(client, "ada")
    offered = submit(client, page, TYPED)
    assert offered.status_code == 400
    assert "nina" not in logins(database)
    submit(client, offered)
    assert "nina" in logins(database)


def test_a_sign_in_form_whose_token_is_lost_is_shown_again_with_what_it_carries(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    door = form_then_no_session(client, database)
    elsewhere = app.test_client()
    again = submit(elsewhere, door, SIGN_IN)
    assert again.status_code == 400
    assert "nina" in text_of(submit(elsewhere, again, SIGN_IN))


def test_a_program_is_told_to_sign_in_without_a_page(client: FlaskClient) -> None:
    response = client.post("/people/add", json={"name": "Nina"})
    assert response.status_code == 401
    assert response.get_json()["error"]["status"] == 401
