"""The tags of a claim are typed on one line."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, submit, text_of
from tests.web.assessing import client_of
from tracker.services import tags


def test_tags_are_typed_with_commas_and_shown_again(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    page = client.get(f"/claims/{claim.number}/tags")
    assert submit(client, page, {"tags": "Syria, air strike, SYRIA, سوريا,,"}).status_code == 303
    assert [tag.name for tag in tags.of_claim(web_desk.session, claim)] == ["air strike", "Syria", "سوريا"]
    again = client.get(f"/claims/{claim.number}/tags")
    assert form_on(again).xpath(".//input[@name='tags']")[0].get("value") == "air strike, Syria, سوريا"


def test_tags_set_meanwhile_are_shown_and_what_was_typed_stays(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    page = client.get(f"/claims/{claim.number}/tags")
    tags.set_tags(web_desk.session, claim, ["Iran"], by=web_desk.boris)
    web_desk.session.commit()
    stale = submit(client, page, {"tags": "Syria"})
    assert stale.status_code == 409
    assert "Iran" in text_of(stale)
    assert form_on(stale).xpath(".//input[@name='tags']")[0].get("value") == "Syria"
    assert submit(client, stale).status_code == 303
