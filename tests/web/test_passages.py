"""Passages are marked by first and last words, by lines or by a script's ranges, each with a voice and a trail."""

from contextlib import closing

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.intake import TEXT, rows, take_in
from tests.pages import form_on, sign_in, submit, text_of
from tracker.db import Database
from tracker.models import Passage
from tracker.services import trails

MARK, LIST = "/articles/1/passages/mark", "/articles/1/passages"


@pytest.fixture(autouse=True)
def _article_one_is_taken_in(client: FlaskClient) -> None:
    sign_in(client, "anton")
    assert take_in(client) == 1


def marked(database: Database) -> list[tuple[str, list[str], list[str]]]:
    """Return each passage's voice, words and the names of its trail."""
    with closing(database.reading()) as session:
        return [
            (
                one.voice.value,
                [one.snapshot.text[start:end] for start, end in one.ranges],
                [step.source.name for step in trails.own_steps(one)],
            )
            for one in session.scalars(select(Passage).order_by(Passage.id))
        ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"quote": "A resident said", "until": "of any depot."}, TEXT.split("\n")[5]),
        ({"quote": "Whatever the number"}, "Whatever the number"),
        ({"lines": "6"}, TEXT.split("\n")[5]),
        ({"lines": "5-7"}, TEXT.split("\n")[5]),
        ({"start": "0", "end": "5"}, "Depot"),
        ({"ranges": "0-5,6-13"}, "Depot|outside"),
    ],
)
def test_the_words_of_a_passage_are_named_in_several_ways(
    client: FlaskClient, database: Database, typed: dict[str, str], words: str
) -> None:
    answer = submit(client, client.get(MARK), {"voice": "caption", **typed})
    assert answer.location == LIST
    assert marked(database) == [("caption", words.split("|"), [])]


def test_a_passage_carries_a_trail(client: FlaskClient, database: Database) -> None:
    typed = {"lines": "6", "label": "WSJ’s words", "trail": "Zerohedge < WSJ < people familiar"}
    submit(client, client.get(MARK), typed)
    assert marked(database)[0][2] == ["Zerohedge", "WSJ", "people familiar"]
    listed = text_of(client.get(LIST))
    assert "WSJ’s words" in listed
    assert "Zerohedge ← which has it from WSJ ← which has it from people familiar" in listed


def test_a_passage_is_changed_and_its_words_stay_unless_others_are_named(
    client: FlaskClient, database: Database
) -> None:
    submit(client, client.get(MARK), {"lines": "6", "trail": "Zerohedge < WSJ < ."})
    change = _change_address(database)
    form = form_on(client.get(change))
    assert form.fields["trail"] == "Zerohedge [1] < WSJ [2] < ."
    submit(client, client.get(change), {"voice": "commenter", "trail": "WSJ"})
    assert marked(database) == [("commenter", [TEXT.split("\n")[5]], ["WSJ"])]
    submit(client, client.get(change), {"lines": "4"})
    assert marked(database)[0][1] == [TEXT.split("\n")[3]]


def test_a_mark_is_removed(client: FlaskClient, database: Database) -> None:
    submit(client, client.get(MARK), {"lines": "6"})
    remove = _change_address(database).replace("/change", "/remove")
    assert submit(client, client.get(LIST), action=remove).location == LIST
    assert marked(database) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Say which words"),
        ({"quote": "no such words in it"}, "These words are not in the text."),
        ({"quote": "A resident said", "until": "By Lena Marsh"}, "After the first words: These words are not"),
        ({"lines": "40"}, "the lines of this text are 1 to"),
        ({"ranges": "0-9,5-12"}, "The parts of a passage overlap."),
        ({"ranges": "5-9999"}, "The passage lies outside of the text."),
        ({"ranges": "five-nine"}, "The selection was damaged on its way."),
        ({"start": "4", "end": ""}, "The selection was damaged on its way."),
        ({"lines": "6", "trail": "FARS <, WSJ"}, "A name is missing between"),
        ({"lines": "6", "trail": '"FARS'}, "A quotation mark is not closed."),
        ({"lines": "6", "voice": "ghost"}, "Not a valid choice"),
    ],
)
def test_a_refused_passage_says_why_keeps_what_was_typed_and_writes_nothing(
    client: FlaskClient, database: Database, typed: dict[str, str], said: str
) -> None:
    before = rows(database)
    answer = submit(client, client.get(MARK), {"label": "Kept", **typed})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert form_on(answer).fields["label"] == "Kept"
    assert rows(database) == before


def test_a_passage_posted_twice_is_one_passage(client: FlaskClient, database: Database) -> None:
    page = client.get(MARK)
    submit(client, page, {"lines": "6"})
    after_one = rows(database)
    assert submit(client, page, {"lines": "6"}).location == LIST
    assert rows(database) == after_one


def test_a_stale_form_of_a_passage_is_refused(client: FlaskClient, database: Database) -> None:
    page = client.get(MARK)
    submit(client, client.get(MARK), {"lines": "6"})
    before = rows(database)
    answer = submit(client, page, {"lines": "4"})
    assert answer.status_code == 409
    assert "What changed meanwhile" in text_of(answer)
    assert rows(database) == before


def test_a_passage_of_another_article_is_not_found_under_this_one(client: FlaskClient, database: Database) -> None:
    submit(client, client.get(MARK), {"lines": "6"})
    take_in(client, "Another text altogether, about flour and about salt.")
    assert client.get(_change_address(database).replace("/articles/1/", "/articles/2/")).status_code == 404


def _change_address(database: Database) -> str:
    with closing(database.reading()) as session:
        return f"{LIST}/{session.scalars(select(Passage.id)).one()}/change"
