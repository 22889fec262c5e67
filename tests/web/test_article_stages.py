"""Articles move through their queue by buttons; a step on top of what the person never saw is refused and explained."""

from contextlib import closing

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.intake import rows, take_in
from tests.pages import parsed, sign_in, submit, text_of
from tracker.db import Database
from tracker.models import Article


@pytest.fixture(autouse=True)
def _anton_is_in(client: FlaskClient) -> None:
    sign_in(client, "anton")


def steps_of(client: FlaskClient, number: int) -> TestResponse:
    """Return a page that holds all the buttons of an article: the one that tells of a refused step."""
    page = client.get("/articles")
    token = parsed(page).xpath("//main//input[@name='csrf_token'] | //input[@name='csrf_token']")[0].get("value")
    return client.post(f"/articles/{number}/begin", data={"csrf_token": token, "rev": "0"})


def stage(database: Database) -> str:
    with closing(database.reading()) as session:
        return session.scalars(select(Article)).one().stage.value


def test_an_article_goes_through_the_queue(client: FlaskClient, database: Database) -> None:
    number = take_in(client)
    taken = submit(client, client.get("/articles?stage=new"), action=f"/articles/{number}/take")
    assert (taken.status_code, taken.location) == (303, "/articles?stage=new")
    assert "Anton Annotator" in text_of(client.get("/articles"))
    for step, after in (("begin", "in_work"), ("finish", "done"), ("begin", "in_work"), ("release", "new")):
        answer = submit(client, steps_of(client, number), action=f"/articles/{number}/{step}")
        assert answer.status_code == 303
        assert stage(database) == after


def test_setting_aside_needs_a_reason(client: FlaskClient, database: Database) -> None:
    number = take_in(client)
    before = rows(database)
    page = client.get(f"/articles/{number}/set-aside?next=/articles")
    refused = submit(client, page)
    assert refused.status_code == 422
    assert "Fill this in." in text_of(refused)
    assert rows(database) == before
    assert submit(client, refused, {"why": "It is an advertisement."}).location == "/articles"
    assert stage(database) == "set_aside"
    assert "set aside" in text_of(client.get("/articles?stage=set_aside"))


def test_two_who_take_one_article_do_not_both_get_it(client: FlaskClient, database: Database) -> None:
    number = take_in(client)
    seen_by_rita = client.application.test_client()
    sign_in(seen_by_rita, "rita")
    page = seen_by_rita.get("/articles")
    submit(client, client.get("/articles"), action=f"/articles/{number}/take")
    before = rows(database)
    answer = submit(seen_by_rita, page, action=f"/articles/{number}/take")
    assert answer.status_code == 409
    assert "This article stands otherwise now" in text_of(answer)
    assert "Anton Annotator" in text_of(answer)
    assert rows(database) == before


def test_an_address_of_another_site_is_not_followed(client: FlaskClient) -> None:
    number = take_in(client)
    page = client.get("/articles")
    answer = submit(client, page, {"next": "https://elsewhere.example/"}, action=f"/articles/{number}/take")
    assert answer.location == "/"


def test_whoever_only_reads_moves_nothing(client: FlaskClient) -> None:
    number = take_in(client)
    sign_in(client, "vera")
    assert "Take" not in [button.text_content() for button in parsed(client.get("/articles")).xpath("//main//button")]
    assert client.get(f"/articles/{number}/set-aside").status_code == 403
