"""How a no becomes a page: each in plain words, with its status, and never with a trace."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from config import Settings
from tests.pages import sign_in, text_of
from tests.programs import program_of_its_own
from tracker.db import Database
from tracker.domain.errors import (
    Duplicate,
    NotAllowed,
    NotFound,
    Refusal,
    Stale,
    TooLarge,
    TooMany,
    Unreadable,
)
from tracker.domain.roles import Permission
from tracker.web.auth import needs

Ask = Callable[[Exception], TestResponse]
LOCKED = OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))


@pytest.fixture
def app(desk_settings: Settings, database: Database) -> Flask:
    """Return a program of the test's own: tests here add pages to it."""
    return program_of_its_own(desk_settings, database)


@pytest.fixture
def ask(app: Flask, client: FlaskClient) -> Ask:
    """Return a function that asks for a page which fails with an exception, and returns the answer."""
    errors: list[Exception] = []

    @needs(Permission.READ)
    def view() -> str:
        raise errors.pop()

    app.add_url_rule("/fails", "fails", view)
    sign_in(client, "vera")

    def fails(error: Exception) -> TestResponse:
        errors.append(error)
        return client.get("/fails")

    return fails


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Refusal("Say why."), 422, "Say why."),
        (Unreadable("This is no text."), 422, "This is no text."),
        (TooLarge("At most 10 MB."), 413, "At most 10 MB."),
        (NotAllowed("It takes an editor."), 403, "It takes an editor."),
        (NotFound("There is no claim 7."), 404, "There is no claim 7."),
        (Duplicate("It is there already."), 409, "It is there already."),
        (Stale("Somebody saved this."), 409, "Somebody saved this."),
        (TooMany("Too many tries.", retry_after=7), 429, "You can try again in 7 seconds."),
        (StaleDataError(), 409, "Somebody saved this at the same moment"),
        (IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE")), 409, "clashes with something"),
        (DataError("SELECT", {}, sqlite3.DataError("NUL")), 422, "a character or a number that cannot be kept"),
        (LOCKED, 503, "Nothing was half-saved"),
        (TimeoutError(), 503, "Nothing was half-saved"),
    ],
)
def test_each_refusal_becomes_a_page_of_its_status(ask: Ask, error: Exception, status: int, words: str) -> None:
    response = ask(error)
    assert response.status_code == status
    assert words in text_of(response)
    assert "Traceback" not in response.get_data(as_text=True)


def test_a_duplicate_leads_to_the_one_that_is_there(ask: Ask) -> None:
    page = ask(Duplicate("It is there already.", existing=("article", 3)))
    assert 'href="/articles/3"' in page.get_data(as_text=True)


@pytest.mark.parametrize(("error", "seconds"), [(TooMany("Wait.", retry_after=7), "7"), (LOCKED, "5")])
def test_who_must_wait_is_told_how_long(ask: Ask, error: Exception, seconds: str) -> None:
    assert ask(error).headers["Retry-After"] == seconds


def test_a_fault_of_the_program_becomes_a_page_and_is_logged(
    app: Flask, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.ERROR):
        response = ask(ZeroDivisionError("a secret of the machine"))
    assert response.status_code == 500
    assert "Something broke on our side" in text_of(response)
    assert "secret" not in response.get_data(as_text=True)
    assert "a secret of the machine" in caplog.text


def test_the_page_that_says_the_database_is_away_does_not_ask_it(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    sign_in(client, "vera")
    with closing(database.writing()) as session:
        session.connection().exec_driver_sql("DROP TABLE sign_ins")
        session.commit()
    response = client.get("/settings")
    assert response.status_code == 503
    assert "The desk is busy" in text_of(response)


@pytest.mark.parametrize(
    ("method", "address", "status", "words"),
    [("GET", "/none", 404, "There is no such page"), ("PUT", "/settings", 405, "That cannot be done here")],
)
def test_what_the_desk_does_not_have_is_said_in_words(
    client: FlaskClient, method: str, address: str, status: int, words: str
) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status
    assert words in text_of(response)


def test_the_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    assert set(client.put("/settings").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_program_is_refused_in_json(app: Flask, client: FlaskClient, ask: Ask) -> None:
    missing = client.get("/api/none")
    assert (missing.status_code, missing.content_type) == (404, "application/json")
    assert missing.get_json()["error"]["status"] == 404
    refused = client.put("/settings", json={})
    assert refused.get_json()["error"]["message"]
