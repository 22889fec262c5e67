"""Undoing any change, as people do it without JavaScript: from the trail, after a look at what is in the way."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.models import Claim, Event
from tracker.services import claims, notes
from tracker.services.claims import Wording

ClientFor = Callable[[str], FlaskClient]


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    """Return a function that opens a browser in which somebody of the cast is signed in."""
    return lambda login: client_of(app, login)


@pytest.fixture
def claim(web_desk: Desk) -> Claim:
    return web_desk.claim()


def reword(desk: Desk, claim: Claim, statement: str, **more: Any) -> int:
    """Let Boris reword a claim, and return the number of the change."""
    desk.session.refresh(claim)
    claims.edit(desk.session, claim, Wording(statement, **more), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    return desk.session.scalars(select(Event.seq).order_by(Event.seq.desc()).limit(1)).one()


def sentences(page: TestResponse) -> list[str]:
    return [" ".join(one.text_content().split()) for one in parsed(page).xpath("//ol[@class='log']/li/div/p[1]")]


def test_ones_own_last_action_is_undone_after_a_look_at_it(client_for: ClientFor, web_desk: Desk) -> None:
    web_desk.claim()
    client = client_for("anton")
    page = client.get("/claims/1/edit")
    assert submit(client, page, {"statement": "Two depots were hit."}).status_code == 303
    page = client.get(parsed(client.get("/trail")).xpath("//a[text()='Undo my last action']/@href")[0])
    assert sentences(page) == ["Anton Annotator edited claim 1"]
    assert parsed(page).xpath("//section//ins/text()") == ["The depot was "]
    assert submit(client, page).status_code == 422
    assert submit(client, page, {"why": "It was one."}).status_code == 303
    trail = client.get("/trail/claim/1")
    assert sentences(trail)[0] == "Anton Annotator undid an action on claim 1"
    assert "The depot was hit." in text_of(client.get("/claims/1"))
    assert "nothing of yours" in text_of(client.get("/undo"))


def test_ones_last_action_is_another_when_one_has_acted_since(client_for: ClientFor, web_desk: Desk) -> None:
    web_desk.claim()
    client = client_for("anton")
    submit(client, client.get("/claims/1/edit"), {"statement": "Two depots were hit."})
    shown = client.get("/undo")
    submit(client, client.get("/claims/1/edit"), {"statement": "Three depots were hit."})
    stale = submit(client, shown, {"why": "It was one."})
    assert stale.status_code == 409
    assert "You have done something since" in text_of(stale)
    assert dict(form_on(stale).form_values())["why"].strip() == "It was one."
    assert submit(client, stale).status_code == 303
    assert "Two depots were hit." in text_of(client.get("/claims/1"))


def test_an_editor_undoes_what_another_did_from_the_trail(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    link = f"/undo/{number}"
    [said] = parsed(client.get("/trail/claim/1")).xpath(f"//a[@href='{link}']")
    assert said.text_content() == f"Undo change {number}"
    page = client.get(link)
    assert sentences(page) == ["Boris edited claim 1"]
    assert submit(client, page, {"why": "It was one."}).status_code == 303
    trail = client.get("/trail/claim/1")
    assert sentences(trail)[:2] == ["Emil Editor undid an action on claim 1", "Boris edited claim 1"]
    assert f"Undone by change {number + 2}" in text_of(trail)  # Between the two, Emil signed in.
    assert not parsed(trail).xpath(f"//a[@href='/undo/{number}']")
    again = client.get(link)
    assert f"This was undone already, by change {number + 2}." in text_of(again)
    assert not parsed(again).xpath("//main//form")
    assert f"Undone by change {number + 2}" in text_of(client.get(f"/trail/changes/{number}"))


def test_an_undoing_is_undone_too(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    submit(client, client.get(f"/undo/{number}"), {"why": "It was one."})
    page = client.get(f"/undo/{number + 2}")
    assert sentences(page) == ["Emil Editor undid an action on claim 1"]
    assert submit(client, page, {"why": "It was two."}).status_code == 303
    assert "Two depots were hit." in text_of(client.get("/claims/1"))
    assert parsed(client.get("/trail/claim/1")).xpath(f"//a[@href='/undo/{number}']")


def test_what_is_in_the_way_is_shown_and_the_rest_is_undone_only_when_asked_for(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    number = reword(web_desk, claim, "Two depots were hit.", readings=("both at once",))
    later = reword(web_desk, claim, "Three depots were hit.", readings=("both at once",))
    client = client_for("emil")
    page = client.get(f"/undo/{number}")
    said = text_of(page)
    assert "This stays as it is, because it was changed again since" in said
    assert parsed(page).xpath("//div[@class='notice is-warning']//a/@href")[0] == f"/trail/changes/{later}"
    assert "Boris edited claim 1" in said
    assert "Three depots were hit." in said
    refused = submit(client, page, {"why": "A slip."})
    assert refused.status_code == 422
    assert "Say that you want the rest undone, or leave it." in text_of(refused)
    assert dict(form_on(refused).form_values())["why"].strip() == "A slip."
    assert submit(client, refused, {"rest": "y"}).status_code == 303
    web_desk.session.refresh(claim)
    assert (claim.statement, claim.readings) == ("Three depots were hit.", [])
    trail = client.get("/trail/claim/1")
    assert parsed(trail).xpath("//dt[text()='Left']/following-sibling::dd/text()") == ["1 part"]
    assert f"Undone in part by change {later + 2}" in text_of(trail)
    assert "Some of it was undone already" in text_of(client.get(f"/undo/{number}"))


def test_where_nothing_is_left_to_undo_there_is_no_form(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    shown = client.get(f"/undo/{number}")
    reword(web_desk, claim, "Three depots were hit.")
    stale = submit(client, shown, {"why": "It was one."})
    assert stale.status_code == 409
    assert "Something changed here while you had this open." in text_of(stale)
    assert "Nothing of this can be undone any more." in text_of(stale)
    assert not parsed(stale).xpath("//main//form")
    assert "Three depots were hit." in text_of(client.get("/claims/1"))


def test_a_change_elsewhere_does_not_make_a_form_stale(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    shown = client.get(f"/undo/{number}")
    web_desk.claim("Nothing was hit.")
    notes.add(web_desk.session, claim, words="Which depot?", by=web_desk.boris)
    web_desk.session.commit()
    assert submit(client, shown, {"why": "It was one."}).status_code == 303


def test_what_cannot_be_undone_by_its_kind_says_why_and_is_not_offered(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    number = web_desk.session.scalars(select(Event.seq).where(Event.action == "article.added")).one()
    client = client_for("emil")
    assert not parsed(client.get("/trail/article/1")).xpath(f"//a[@href='/undo/{number}']")
    page = client.get(f"/undo/{number}")
    assert "A work stays known once it is." in text_of(page)
    assert not parsed(page).xpath("//main//form")


def test_what_an_editor_may_not_see_is_not_there_to_be_undone(client_for: ClientFor, web_desk: Desk) -> None:
    client_for("vera")
    number = web_desk.session.scalars(select(Event.seq).where(Event.action == "session.signed_in")).one()
    assert client_for("emil").get(f"/undo/{number}").status_code == 404
    assert client_for("emil").get("/undo/4711").status_code == 404
    assert "It happened, and there is nothing to bring back." in text_of(client_for("ada").get(f"/undo/{number}"))


def test_who_does_not_edit_is_offered_no_undoing_of_others(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    for login in ("vera", "rita"):
        client = client_for(login)
        assert not parsed(client.get("/trail")).xpath("//a[starts-with(@href, '/undo/')]")
        assert client.get(f"/undo/{number}").status_code == 403
    assert client_for("vera").get("/undo").status_code == 403
