"""One transaction a request: of the right kind, opened when needed, closed whatever happens."""

from contextlib import closing

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from config import Settings
from tests.pages import sign_in
from tests.programs import program_of_its_own
from tests.web.endpoints import token_for
from tracker.db import Database
from tracker.domain.errors import Refusal
from tracker.domain.roles import Role
from tracker.models import User
from tracker.services import people
from tracker.web.auth import public
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form, Line


@pytest.fixture
def app(desk_settings: Settings, database: Database) -> Flask:
    """Return a program of the test's own: tests here add pages to it."""
    return program_of_its_own(desk_settings, database)


def test_a_page_that_reads_cannot_write(app: Flask) -> None:
    @public
    def writes() -> str:
        with pytest.raises(OperationalError, match="readonly"):
            g.session.execute(text("DELETE FROM attempts"))
        return "held to reading"

    app.add_url_rule("/writes", "writes", writes)
    assert app.test_client().get("/writes").text == "held to reading"


def test_a_page_that_asks_for_nothing_opens_nothing(app: Flask, client: FlaskClient) -> None:
    opened = []
    app.teardown_request(lambda error: opened.append("session" in vars(g)))
    client.get("/sign-in")
    with client.get("/static/icon.svg"):
        pass
    assert opened == [False, False]


def test_every_connection_is_given_back_also_after_a_fault(app: Flask, database: Database) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @public
    def breaks() -> str:
        g.session.execute(text("SELECT 1"))
        raise ZeroDivisionError

    app.add_url_rule("/breaks", "breaks", breaks, methods=["GET", "POST"])
    client, token = token_for(app, "vera")
    for _ in range(30):
        assert client.get("/breaks").status_code == 500
        assert client.post("/breaks", data={"csrf_token": token}).status_code == 500
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_after_a_refusal_the_page_only_reads_and_what_was_done_is_gone(app: Flask, database: Database) -> None:
    def refuse() -> None:
        raise Refusal("Not like this.")

    @public
    def refuses() -> tuple[str, int]:
        form = Form()
        with refusals_on(form):
            person = session_person("rita")
            people.change(g.session, person, name="Half", role=Role.VIEWER, by=person)
            refuse()
        with closing(database.writing()) as other:
            # Nobody else is held up while the form is shown again.
            other.execute(text("DELETE FROM attempts"))
            other.commit()
        return f"{session_person('rita').name}: {form.form_errors[0]}", form.status

    def session_person(login: str) -> User:
        return g.session.scalars(select(User).where(User.login == login)).one()  # type: ignore[no-any-return]

    app.add_url_rule("/refuses", "refuses", refuses, methods=["POST"])
    client, token = token_for(app, "vera")
    response = client.post("/refuses", data={"csrf_token": token})
    assert (response.status_code, response.text) == (422, "Rita Reviewer: Not like this.")


def test_a_form_that_is_wrong_holds_nobody_up(app: Flask, database: Database) -> None:
    class Asked(Form):
        words = Line(required=True)

    @public
    def asks() -> tuple[str, int]:
        form = Asked()
        g.session.scalars(select(User)).all()
        assert not form.validate()
        with closing(database.writing()) as other:
            other.execute(text("DELETE FROM attempts"))
            other.commit()
        return "", form.status

    app.add_url_rule("/asks", "asks", asks, methods=["POST"])
    client, token = token_for(app, "vera")
    assert client.post("/asks", data={"csrf_token": token}).status_code == 422


def test_two_requests_share_nothing(app: Flask) -> None:
    first, second = app.test_client(), app.test_client()
    sign_in(first, "rita")
    sign_in(second, "vera")
    assert "Rita Reviewer" in first.get("/settings").text
    assert "Rita Reviewer" not in second.get("/settings").text
