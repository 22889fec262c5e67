"""A newer version keeps its quotes, or shows what became of them; a person confirms, places anew or lets go."""

from contextlib import closing
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.intake import TEXT, annotate, cut, hand_in, rows, take_in
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tracker.db import Database
from tracker.models import Appearance

SAME = "FARS reported, citing Sputnik Arabic"
CHANGED = "A resident said that he had heard two blasts, not four."
MOVED = "it is the third strike on this road since September"
LOST = "The ministry of defence denied the loss of any depot."
NEWER = (
    TEXT.replace("heard two blasts, not four", "heard two loud blasts, not five")
    .replace(LOST, "")
    .replace("Whatever the number", "Whatever the number of those who died there may be")
)


@pytest.fixture(autouse=True)
def _anton_is_in(client: FlaskClient) -> None:
    sign_in(client, "anton")


@pytest.fixture
def carried(client: FlaskClient, database: Database) -> dict[str, UUID]:
    """Return the appearances of four quotes, by their words, after a newer version came in."""
    number = take_in(client)
    placed = {quote: annotate(database, number, quote) for quote in (SAME, CHANGED, MOVED, LOST)}
    saved = cut(client, hand_in(client, NEWER), work="version", of=str(number))
    assert saved.location == "/articles/1/versions/2/quotes"
    return placed


def newest_words(database: Database, id: UUID) -> tuple[str, bool, bool]:
    """Return the words of an appearance as last placed, whether a person confirmed them, and whether it is let go."""
    with closing(database.reading()) as session:
        appearance = session.get_one(Appearance, id)
        newest = appearance.anchors[-1]
        return newest.exact, newest.confirmed_by_id is not None, appearance.let_go


def test_the_fate_of_each_quote_is_shown_the_lost_first(client: FlaskClient, carried: dict[str, UUID]) -> None:
    page = client.get("/articles/1/versions/2/quotes")
    fates = [fate.text_content() for fate in parsed(page).find_class("fate")]
    assert fates == ["Lost", "Changed", "Moved", "Anchored"]
    assert "1 lost, 1 changed, 1 moved, 1 anchored." in text_of(page)
    (row,) = [row for row in parsed(page).xpath("//ul[@class='fates']/li") if "Changed" in row.text_content()]
    assert [gone.text_content() for gone in row.xpath(".//del")] == ["was four"]
    assert [come.text_content().strip() for come in row.xpath(".//ins")] == ["now loud", "now five"]


def test_a_passage_that_was_not_found_again_is_named(client: FlaskClient) -> None:
    number = take_in(client)
    mark = client.get(f"/articles/{number}/passages/mark")
    submit(client, mark, {"quote": LOST, "voice": "embedded", "label": "Their denial"})
    submit(client, client.get(f"/articles/{number}/passages/mark"), {"quote": SAME, "voice": "caption"})
    saved = cut(client, hand_in(client, NEWER), work="version", of=str(number))
    page = text_of(client.get(saved.location))
    assert "Passages not found again 1 Their words are not in this version" in page
    assert f"{LOST} embedded work · Their denial" in page
    assert "caption" not in page


def test_a_quote_that_was_found_again_is_confirmed(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    page = client.get("/articles/1/versions/2/quotes")
    answer = submit(client, page, action=f"/appearances/{carried[CHANGED]}/confirm")
    assert answer.location == "/articles/1/versions/2/quotes"
    assert newest_words(database, carried[CHANGED])[1]


def test_a_confirmation_posted_twice_confirms_once(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    page = client.get("/articles/1/versions/2/quotes")
    submit(client, page, action=f"/appearances/{carried[MOVED]}/confirm")
    after_one = rows(database)
    submit(client, page, action=f"/appearances/{carried[MOVED]}/confirm")
    assert rows(database) == after_one


def test_two_who_place_one_quote_do_not_overrule_each_other_unseen(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    page = client.get(f"/appearances/{carried[LOST]}/place")
    submit(client, client.get(f"/appearances/{carried[LOST]}/place"), {"quote": "A resident said"})
    before = rows(database)
    answer = submit(client, page, {"quote": "nineteen people", "why": "These."})
    assert answer.status_code == 409
    assert "A resident said" in text_of(answer)
    assert form_on(answer).fields["quote"].strip() == "nineteen people"
    assert rows(database) == before
    assert submit(client, answer).status_code == 303
    assert newest_words(database, carried[LOST])[0] == "nineteen people"


def test_a_place_posted_twice_is_one_place(client: FlaskClient, database: Database, carried: dict[str, UUID]) -> None:
    page = client.get(f"/appearances/{carried[LOST]}/place")
    submit(client, page, {"quote": "A resident said"})
    after_one = rows(database)
    assert submit(client, page, {"quote": "A resident said"}).status_code == 303
    assert rows(database) == after_one


def test_a_lost_quote_is_listed_and_placed_anew(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    listed = client.get("/articles/lost")
    assert LOST in text_of(listed)
    (place,) = parsed(listed).xpath("//a[text()='Place it anew']/@href")
    page = client.get(place)
    assert form_on(page).fields["quote"].strip() == LOST
    answer = submit(client, page, {"quote": "A resident said", "why": "It was he who denied it."})
    assert answer.status_code == 303
    assert newest_words(database, carried[LOST]) == ("A resident said", True, False)
    assert LOST not in text_of(client.get("/articles/lost"))


def test_words_that_are_not_there_are_refused_with_the_nearest(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    before = rows(database)
    page = client.get(f"/appearances/{carried[LOST]}/place")
    answer = submit(client, page, {"quote": "A resident saide that he had herd"})
    assert answer.status_code == 422
    assert "The nearest passage is" in text_of(answer)
    assert "A resident saide" in form_on(answer).fields["quote"]
    assert rows(database) == before


def test_among_words_that_stand_there_several_times_one_place_is_chosen(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    page = client.get(f"/appearances/{carried[LOST]}/place")
    answer = submit(client, page, {"quote": "that"})
    assert answer.status_code == 422
    choices = parsed(answer).xpath("//input[@name='near']")
    assert len(choices) == NEWER.count("that")
    last = choices[-1].get("value")
    assert submit(client, answer, {"near": last}).status_code == 303
    with closing(database.reading()) as session:
        assert session.get_one(Appearance, carried[LOST]).anchors[-1].start == int(last)


def test_a_quote_is_let_go_only_with_a_reason(
    client: FlaskClient, database: Database, carried: dict[str, UUID]
) -> None:
    page = client.get(f"/appearances/{carried[LOST]}/let-go?next=/articles/lost")
    assert submit(client, page).status_code == 422
    assert submit(client, page, {"why": "The outlet took it back."}).location == "/articles/lost"
    assert newest_words(database, carried[LOST]) == (LOST, True, True)
    assert LOST not in text_of(client.get("/articles/lost"))


def test_every_version_is_read_with_the_quotes_that_stand_in_it(client: FlaskClient, carried: dict[str, UUID]) -> None:
    assert "version 2 the newest" in text_of(client.get("/articles/1/versions"))
    old, new = (parsed(client.get(f"/articles/1/versions/{version}")) for version in (1, 2))
    assert [mark.text_content() for mark in old.find_class("q")] == [SAME, CHANGED, LOST, MOVED]
    assert len(new.find_class("q")) == 3
    assert client.get("/articles/1/versions/3").status_code == 404
