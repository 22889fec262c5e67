"""The first page."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, text_of
from tests.web.assessing import client_of
from tracker.models import User
from tracker.services import articles, claims, notes
from tracker.services.claims import Wording


def someone(desk: Desk, login: str) -> User:
    return desk.session.query(User).filter_by(login=login).one()


def test_an_empty_desk_says_so_in_each_list(app: Flask, web_desk: Desk) -> None:
    text = text_of(client_of(app, "rita").get("/"))
    for said in (
        "Nothing waits for you.",
        "Every verdict still rests on what it was drawn from.",
        "Somebody has taken every article.",
    ):
        assert said in text


def test_what_waits_for_a_person_says_why(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    web_desk.assess(claim, "likely", by=web_desk.boris)
    rita = someone(web_desk, "rita")
    notes.add(web_desk.session, claim, words="Ask them.", assigned_to=rita, by=web_desk.anna)
    articles.take(web_desk.session, web_desk.article(), seen=None, by=rita)
    web_desk.session.commit()
    text = text_of(client_of(app, "rita").get("/"))
    assert "Second look; assessed by Boris" in text
    assert "Note to you, by Anna" in text
    assert "You have it taken" in text
    assert "Nothing waits for you." in text_of(client_of(app, "vera").get("/"))


def test_causes_and_untaken_articles_are_listed_and_lead_on(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.decide(claim, "likely")
    claims.edit(web_desk.session, claim, Wording("Reworded."), seen=claim.rev, by=web_desk.anna)
    web_desk.session.commit()
    page = client_of(app, "vera").get("/")
    assert "1 cause, 1 claims" not in text_of(page)
    assert "1 cause, 1 claim" in text_of(page)
    assert "Its statement changed Reworded. · Anna" in text_of(page)
    hrefs = parsed(page).xpath("//main//a/@href")
    assert f"/claims/{claim.number}#looks" in hrefs
    assert any(href.startswith("/articles/") for href in hrefs)


def test_only_those_who_may_add_articles_are_asked_to(app: Flask, web_desk: Desk) -> None:
    assert "Add an article" not in text_of(client_of(app, "vera").get("/"))
    assert "Add an article" in text_of(client_of(app, "anton").get("/"))
