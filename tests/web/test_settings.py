"""A person's own settings: a password that only they know, keys, and where they are signed in."""

from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import PASSWORD
from tests.pages import sign_in, submit, text_of
from tracker.db import Database
from tracker.models import Event, User

NEW = "violet anvils sing"


def change(client: FlaskClient, **typed: str) -> tuple[int, str]:
    filled = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": typed.get("new_password", NEW)}
    response = submit(client, client.get("/password"), filled | typed)
    return response.status_code, text_of(client.get("/settings") if response.status_code == 303 else response)


def test_a_password_is_changed_and_other_sign_ins_end(client: FlaskClient, app: Flask, database: Database) -> None:
    other = app.test_client()
    sign_in(other, "rita")
    sign_in(client, "rita")
    status, words = change(client)
    assert (status, "signed out everywhere else" in words) == (303, True)
    assert other.get("/settings").status_code == 303
    assert sign_in(other, "rita").status_code == 422
    assert sign_in(other, "rita", NEW).status_code == 303
    with closing(database.reading()) as session:
        assert "person.password_changed" in session.scalars(select(Event.action)).all()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old_password": "not the one"}, "This is not your password."),
        ({"old_password": ""}, "Fill this in."),
        ({"new_password_again": "violet anvils hum"}, "The two are not alike."),
        ({"new_password": "short"}, "At least 12 characters"),
        ({"new_password": "Password123456"}, "tried first"),
        ({"new_password": "rita-reviewer1"}, "a name that people know"),
        ({"new_password": "harbourdesk2026"}, "a name that people know"),
        ({"new_password": PASSWORD}, "the password that you have"),
        ({"new_password": "x y z" * 300}, "At most 1000 characters"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(
    client: FlaskClient, typed: dict[str, str], words: str
) -> None:
    sign_in(client, "rita")
    status, said = change(client, **typed)
    assert status == 422
    assert words in said
    assert sign_in(client, "rita").status_code == 303


@pytest.mark.parametrize(
    "password", ["пять зелёных бутылок", "  leading and trailing  ", "x1y2z3w4" * 8, "🌍🌎🌏 earth seen thrice"]
)
def test_any_signs_will_do_and_spaces_count(client: FlaskClient, app: Flask, password: str) -> None:
    sign_in(client, "rita")
    assert change(client, new_password=password)[0] == 303
    assert sign_in(app.test_client(), "rita", password).status_code == 303
    assert sign_in(app.test_client(), "rita", password.strip() + " ").status_code == 422


def test_whoever_finds_an_open_browser_cannot_guess_for_long(client: FlaskClient) -> None:
    sign_in(client, "rita")
    statuses = [change(client, old_password=f"guess {number}")[0] for number in range(11)]
    assert statuses == [422] * 10 + [429]
    assert change(client)[0] == 429


def test_single_keys_are_turned_off_and_on(client: FlaskClient, database: Database) -> None:
    def single_keys() -> bool:
        with closing(database.reading()) as session:
            return session.scalars(select(User.single_keys).where(User.login == "rita")).one()

    sign_in(client, "rita")
    page = client.get("/settings")
    assert "checked" in page.get_data(as_text=True)
    submit(client, page, {"single_keys": []}, "/settings")
    assert not single_keys()
    submit(client, client.get("/settings"), {"single_keys": "y"}, "/settings")
    assert single_keys()


def test_all_other_sign_ins_are_ended_by_one_button(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    sign_in(other, "rita")
    sign_in(client, "rita")
    submit(client, client.get("/settings"), {}, "/settings/end-others")
    assert other.get("/settings").status_code == 303
    assert "Sign out everywhere else" not in text_of(client.get("/settings"))
