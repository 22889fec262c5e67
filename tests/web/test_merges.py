"""Merging a source at its pages: chosen, seen, done, and told where the merged one went."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import SourceKind
from tracker.models import Source
from tracker.services import sources


@pytest.fixture
def pair(web_desk: Desk) -> tuple[Source, Source]:
    """Two entries of one paper."""
    pair = web_desk.source("WSJ", SourceKind.OUTLET), web_desk.source("Wall Street Journal", SourceKind.OUTLET)
    web_desk.session.commit()
    return pair


def test_a_reviewer_chooses_sees_and_merges(app: Flask, web_desk: Desk, pair: tuple[Source, Source]) -> None:
    going, into = pair
    client = client_of(app, "rita")
    page = client.get(f"/sources/{going.number}")
    [link] = parsed(page).xpath("//a[text()='Merge']/@href")
    form = parsed(client.get(link)).xpath("//main//form[@method='get']")[0]
    page = client.get(form.get("action"), query_string={"into": "wall street journal"})
    assert "Is WSJ the same as Wall Street Journal?" in text_of(page)
    assert "What it will look like Wall Street Journal, outlet Also WSJ" in text_of(page)
    done = submit(client, page, {"why": "The same paper."})
    assert (done.status_code, done.location) == (303, f"/sources/{into.number}")
    assert "Merged into it: WSJ (source 1)" in text_of(client.get(done.location))
    merged = client.get(f"/sources/{going.number}")
    assert "This is Wall Street Journal (source 2)" in text_of(merged)
    assert not parsed(merged).xpath("//a[text()='Merge' or text()='Edit']")


def test_without_a_reason_nothing_is_merged_and_the_page_keeps_what_was_chosen(
    app: Flask, web_desk: Desk, pair: tuple[Source, Source]
) -> None:
    client = client_of(app, "rita")
    page = client.get("/sources/1/merge", query_string={"into": "Wall Street Journal"})
    refused = submit(client, page, {"why": ""})
    assert refused.status_code == 422
    assert "Is WSJ the same as Wall Street Journal?" in text_of(refused)
    assert submit(client, refused, {"why": "So."}).status_code == 303


@pytest.mark.parametrize(
    ("into", "said"),
    [
        ("The Times", "No source is called “The Times”"),
        ("WSJ", "This is the same source"),
        ("Journal [99]", "There is no source 99."),
    ],
)
def test_what_cannot_be_chosen_is_said_where_it_is_typed(
    app: Flask, web_desk: Desk, pair: tuple[Source, Source], into: str, said: str
) -> None:
    page = client_of(app, "rita").get("/sources/1/merge", query_string={"into": into})
    assert said in text_of(page)
    assert not parsed(page).xpath("//main//form[@method='post']")


def test_what_changed_meanwhile_is_shown_before_merging(
    app: Flask, web_desk: Desk, pair: tuple[Source, Source]
) -> None:
    _, into = pair
    client = client_of(app, "rita")
    page = client.get("/sources/1/merge", query_string={"into": "Wall Street Journal"})
    sources.add_name(web_desk.session, into, name="The Journal", seen=into.rev, by=web_desk.anna)
    web_desk.session.commit()
    stale = submit(client, page, {"why": "The same paper."})
    assert stale.status_code == 409
    assert "What changed meanwhile" in text_of(stale)
    assert "The Journal" in text_of(stale)
    assert submit(client, stale).status_code == 303


def test_a_chain_is_told_on_the_page_of_the_first(app: Flask, web_desk: Desk, pair: tuple[Source, Source]) -> None:
    going, into = pair
    last = web_desk.source("The Wall Street Journal", SourceKind.OUTLET)
    web_desk.session.commit()
    client = client_of(app, "rita")
    for one, other in ((going, into), (into, last)):
        page = client.get(f"/sources/{one.number}/merge", query_string={"into": other.name})
        assert submit(client, page, {"why": "The same paper."}).status_code == 303
    text = text_of(client.get(f"/sources/{going.number}"))
    assert "This is The Wall Street Journal (source 3)" in text
    assert "It was merged into Wall Street Journal, and that one further" in text
