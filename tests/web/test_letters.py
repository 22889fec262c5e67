"""Letters on the pages: each person says where and of what, and a link in a letter stops them without a sign-in."""

from dataclasses import replace

import pytest
from flask import Flask

from config import Settings
from tests.cast import QUICK, SECRET_KEY
from tests.pages import submit, text_of
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.models import User
from tracker.services import messages, people
from tracker.web.app import create_app


@pytest.fixture
def sending(desk_settings: Settings, database: Database) -> Flask:
    """Return the program of a desk that has a mail server."""
    app = create_app(replace(desk_settings, smtp_server="127.0.0.1:25"), database, QUICK)
    app.testing = True
    return app


def rita(database: Database) -> User:
    with database.reading() as session:
        found = people.find_person(session, "rita")
        assert found is not None
        return found


def test_a_person_chooses_and_a_link_stops_it(sending: Flask, database: Database) -> None:
    client = client_of(sending, "rita")
    page = client.get("/settings")
    refused = submit(client, page, {"email": "rita at desk", "kinds": ["note"]}, "/settings/letters")
    assert (refused.status_code, "rita at desk" in refused.text) == (422, True)
    submit(client, refused, {"email": "rita@desk.example"}, "/settings/letters")
    assert (rita(database).email, rita(database).messages) == ("rita@desk.example", ["note"])
    assert "rita@desk.example" in client.get("/settings").text
    assert "rita@desk.example" not in client_of(sending, "ada").get(f"/people/{rita(database).id}").text
    visitor = sending.test_client()
    link = f"/letters/stop/{messages.token_for(rita(database).id, SECRET_KEY.encode())}"
    asked = visitor.get(link)
    assert rita(database).messages == ["note"]
    assert "No more letters" in text_of(submit(visitor, asked))
    assert rita(database).messages == []
    assert visitor.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert visitor.post(f"{link}x").status_code == 404
    assert visitor.post(link, headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_a_desk_without_a_mail_server_offers_no_letters(app: Flask) -> None:
    page = client_of(app, "rita").get("/settings")
    assert "This desk sends no e-mail." in text_of(page)
    assert "/settings/letters" not in page.text
