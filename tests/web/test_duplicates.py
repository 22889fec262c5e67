"""The page of likely duplicates: looked at by all, answered by reviewers."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import SourceKind


def pair(desk: Desk) -> None:
    desk.source("Sputnik", SourceKind.AGENCY)
    desk.source("سبوتنيك", SourceKind.AGENCY)
    desk.session.commit()


def test_a_reviewer_says_that_they_are_the_same(app: Flask, web_desk: Desk) -> None:
    pair(web_desk)
    client = client_of(app, "rita")
    page = client.get("/sources/duplicates")
    assert "“Sputnik” and “سبوتنيك” sound alike in two scripts" in text_of(page)
    [link] = parsed(page).xpath("//a[starts-with(text(), 'The same')]/@href")
    preview = client.get(link)
    assert "Is سبوتنيك the same as Sputnik?" in text_of(preview)
    assert submit(client, preview, {"why": "One agency."}).status_code == 303
    assert "No two sources look alike" in text_of(client.get("/sources/duplicates"))


def test_a_reviewer_says_that_they_are_not_and_the_page_remembers_who(app: Flask, web_desk: Desk) -> None:
    pair(web_desk)
    client = client_of(app, "rita")
    done = submit(client, client.get("/sources/duplicates"))
    assert (done.status_code, done.location) == (303, "/sources/duplicates")
    text = text_of(client.get("/sources/duplicates"))
    assert "No two sources look alike but for those that were told apart." in text
    assert "Sputnik and سبوتنيك by Rita" in text
    trail = text_of(client.get("/trail/source/2"))
    assert "told Sputnik apart from another source" in trail


def test_an_annotator_looks_and_answers_nothing(app: Flask, web_desk: Desk) -> None:
    pair(web_desk)
    page = client_of(app, "anton").get("/sources/duplicates")
    assert "sound alike" in text_of(page)
    assert not parsed(page).xpath("//main//form")


def test_the_page_of_merging_proposes_what_is_likely(app: Flask, web_desk: Desk) -> None:
    pair(web_desk)
    client = client_of(app, "rita")
    page = client.get("/sources/1/merge")
    [link] = parsed(page).xpath("//main//ul[@class='rows']//a/@href")
    preview = client.get(link)
    assert "Is Sputnik the same as سبوتنيك?" in text_of(preview)
    apart = submit(client, preview, action="/sources/1/apart/2")
    assert apart.location == "/sources/1"
