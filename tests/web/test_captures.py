"""Captures are cut into articles and versions, compared with what the desk has, and handed out as they came."""

import hashlib
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.intake import TEXT, annotate, cut, hand_in, rows, take_in, upload
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tracker.db import Database
from tracker.domain import anchors
from tracker.domain.anchors import Found, Selector
from tracker.models import Article, Capture, Event, Snapshot

TWO = (
    "Menu\n\nThe first title\n\nIts words are few, and they are about the salt road.\n\n[Donate]\n\nIts last words.\n\n"
    "The second title\n\nMore words, about a bridge that was closed for a week.\n"
)


@pytest.fixture(autouse=True)
def _anton_is_in(client: FlaskClient) -> None:
    sign_in(client, "anton")


def texts(database: Database) -> list[str]:
    with closing(database.reading()) as session:
        return list(session.scalars(select(Snapshot.text).order_by(Snapshot.id)))


def test_the_lines_of_a_capture_are_shown_with_their_numbers(client: FlaskClient) -> None:
    page = parsed(client.get(hand_in(client, TWO).location))
    assert page.get_element_by_id("line-11").text_content().split() == ["11", "The", "second", "title"]
    assert form_on(client.get(hand_in(client, TWO).location)).fields["lines"] == "1-14"


def test_two_articles_are_cut_from_one_page(client: FlaskClient, database: Database) -> None:
    taken = hand_in(client, TWO)
    first = cut(client, taken, lines="3-5,9", title="The first title")
    after = client.get(first.location)
    assert "Cut another article from this page" in text_of(after)
    page = client.get(taken.location)
    assert "article 1" in parsed(page).get_element_by_id("line-3").text_content()
    assert form_on(page).fields["lines"] == "1-2,6-8,10-14"
    cut(client, taken, lines="11-14", title="The second title")
    assert texts(database) == [
        "The first title\n\nIts words are few, and they are about the salt road.\n\nIts last words.",
        "The second title\n\nMore words, about a bridge that was closed for a week.",
    ]


def test_looking_at_lines_saves_nothing_marks_them_and_proposes_their_title(
    client: FlaskClient, database: Database
) -> None:
    page = client.get(hand_in(client, TWO).location)
    before = rows(database)
    looked = submit(client, page, {"lines": "11-13", "outlet": "Typed", "look": "y"})
    assert looked.status_code == 200
    assert rows(database) == before
    assert [line.get("id") for line in parsed(looked).find_class("is-chosen")] == ["line-11", "line-12", "line-13"]
    assert form_on(looked).fields["title"] == "The second title"
    assert form_on(looked).fields["outlet"] == "Typed"
    again = submit(client, looked, {"lines": "3-5", "look": "y"})
    assert form_on(again).fields["title"] == "The first title"
    own = submit(client, looked, {"lines": "3-5", "title": "A title of my own", "look": "y"})
    assert form_on(own).fields["title"] == "A title of my own"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lines": "40-50"}, "the lines of this text are 1 to 14"),
        ({"lines": "5-3"}, "Lines 5-3 run backwards. Write 3-5."),
        ({"lines": "3-9,5-11"}, "begin before its end"),
        ({"lines": "all of it"}, "is no range of lines"),
        ({"lines": "2"}, "These lines are blank."),
        ({"lines": ""}, "Fill this in."),
        ({"title": ""}, "Fill this in."),
        ({"published": "2026-02-31"}, "There is no 31 February 2026"),
        ({"work": "version"}, "Give the number of the article"),
        ({"work": "version", "of": "77"}, "There is no article 77."),
        ({"work": "repost", "of": "seven"}, "Give the number of an article, such as 12."),
        ({"work": "repost", "of": "99999999999999999999"}, "Give the number of an article, such as 12."),
        ({"id": "damaged"}, "This form was damaged on its way."),
    ],
)
def test_a_refused_cut_says_why_keeps_what_was_typed_and_writes_nothing(
    client: FlaskClient, database: Database, typed: dict[str, str], said: str
) -> None:
    taken = hand_in(client, TWO)
    before = rows(database)
    answer = cut(client, taken, **{"byline": "Kept", **typed})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert text_of(answer).count(said) <= 2
    assert form_on(answer).fields["byline"] == "Kept"
    assert rows(database) == before


def test_a_cut_posted_twice_is_one_article(client: FlaskClient, database: Database) -> None:
    page = client.get(hand_in(client).location)
    first = submit(client, page)
    after_one = rows(database)
    assert submit(client, page).location == first.location
    assert rows(database) == after_one


def test_the_same_bytes_cut_alike_are_the_article_that_is_there(client: FlaskClient, database: Database) -> None:
    number = take_in(client)
    before = rows(database)
    answer = cut(client, hand_in(client))
    assert answer.status_code == 409
    assert f"This is article {number}" in text_of(answer)
    assert f"/articles/{number}" in parsed(answer).xpath("//a/@href")
    assert rows(database) == before


def test_a_near_copy_is_shown_with_the_overlap_marked_and_may_be_a_repost(
    client: FlaskClient, database: Database
) -> None:
    number = take_in(client)
    copy = hand_in(client, TEXT.replace("By Lena Marsh", "By Somebody Else") + "\nA line of its own at the end.\n")
    page = client.get(copy.location)
    assert "Much of this stands in articles that the desk has" in text_of(page)
    (compare,) = [link for link in parsed(page).xpath("//a/@href") if "/compare/" in link]
    compared = client.get(compare)
    marked = [mark.text_content() for mark in parsed(compared).find_class("stretch")]
    assert any("four aircraft took part" in stretch for stretch in marked)
    assert not any("Lena Marsh" in stretch for stretch in marked)
    submit(client, page, {"work": "repost", "of": str(number)})
    with closing(database.reading()) as session:
        repost, original = session.scalars(select(Article).order_by(Article.id.desc())).all()
        assert repost.repost_of_id == original.id


def test_a_newer_text_becomes_a_version(client: FlaskClient, database: Database) -> None:
    number = take_in(client)
    page = client.get("/articles/add", query_string={"version_of": number})
    assert f"Add a newer text of article {number}" in text_of(page)
    taken = submit(client, page, {"text": TEXT.replace("nineteen", "twenty")})
    form = form_on(client.get(taken.location))
    assert (form.fields["work"], form.fields["of"]) == ("version", str(number))
    saved = cut(client, taken)
    assert saved.location == f"/articles/{number}/versions/2/quotes"
    assert client.get(saved.location).status_code == 200
    after = rows(database)
    assert cut(client, taken).location == saved.location
    assert rows(database) == after


def test_while_quotes_are_sought_in_a_newer_text_others_write(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = take_in(client)
    annotate(database, number, "four aircraft took part")
    find_again, written = anchors.find_again, list[str]()

    def write_and_find(selector: Selector, text: str) -> Found | None:
        with database.brief():
            written.append(selector.exact)
        return find_again(selector, text)

    monkeypatch.setattr(anchors, "find_again", write_and_find)
    cut(client, hand_in(client, TEXT.replace("nineteen", "twenty"), version_of=str(number)))
    assert written == ["four aircraft took part"]


def test_the_text_of_the_newest_version_is_no_new_version(client: FlaskClient, database: Database) -> None:
    number = take_in(client, TWO, lines="1-14")
    before = rows(database)
    answer = cut(client, hand_in(client, TWO), work="version", of=str(number), lines="1-13")
    assert answer.status_code == 303
    assert rows(database) != before
    again = cut(client, upload(client, TWO.rstrip("\n").encode(), "same.txt"), work="version", of=str(number))
    assert again.status_code == 409
    assert "This is the text of version 2 already, word for word." in text_of(again)


def test_the_original_bytes_are_handed_out_and_that_is_recorded(client: FlaskClient, database: Database) -> None:
    content = "Caf\xe9 \u201cquoted\u201d".encode("cp1252")
    taken = upload(client, content, "../../Notes \u202e2016.txt", charset="windows-1252")
    cut(client, taken)
    with closing(database.reading()) as session:
        capture = session.scalars(select(Capture)).one()
    page = client.get(f"/captures/{capture.id}")
    assert hashlib.sha256(content).hexdigest() in text_of(page)
    answer = submit(client, page)
    assert answer.data == content
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Notes 2016.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with closing(database.reading()) as session:
        event = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert (event.action, event.about_kind) == ("capture.downloaded", "article")


def test_a_capture_that_nobody_has_is_not_found(client: FlaskClient) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    for path in (f"/captures/{nobody}", f"/captures/{nobody}/cut", f"/captures/{nobody}/compare/1"):
        assert client.get(path).status_code == 404


def test_several_articles_are_cut_from_a_page_of_the_samples(
    client: FlaskClient, database: Database, shared: Path
) -> None:
    (sample,) = (shared / "articles").glob("003_*.txt")
    taken = upload(client, sample.read_bytes(), sample.name)
    page = client.get(taken.location)
    assert form_on(page).fields["lines"] == "1-359"
    for lines in ("9-95", "109-181"):
        assert cut(client, taken, lines=lines, title=f"Lines {lines}").status_code == 303
    whole = sample.read_text("utf-8").split("\n")
    assert texts(database)[0] == "\n".join(whole[8:95]).strip("\n")
