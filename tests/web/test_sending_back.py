"""Sending a claim back to its annotator, on its pages."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.services import claims
from tracker.services.claims import Wording


def test_a_reviewer_sends_a_claim_back_and_the_annotator_resolves_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    rita, anton = client_of(app, "rita"), client_of(app, "anton")
    here = f"/claims/{claim.number}"
    [there] = parsed(rita.get(here)).xpath("//a[text()='Send it back']/@href")
    form = rita.get(there)
    [anna] = parsed(form).xpath("//select[@name='assigned_to']/option[@selected]")
    assert anna.text == "Anna"
    [to] = parsed(form).xpath("//select[@name='assigned_to']/option[text()='Anton Annotator']/@value")
    assert submit(rita, form, {"words": "FARS says less.", "assigned_to": to}).location == here
    page = text_of(rita.get(here))
    assert "Sent back to Anton Annotator" in page
    assert "FARS says less." in page
    assert "Note to you, by Rita" in text_of(anton.get("/"))
    thread = anton.get(f"{here}/notes")
    [resolve] = parsed(thread).xpath("//button[text()='Resolve']/@formaction")
    assert submit(anton, thread, action=resolve).status_code == 303
    assert parsed(rita.get(here)).xpath("//div[h2[starts-with(., 'Sent back')]]") == []


def test_what_was_typed_stays_where_it_is_refused(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    rita, here = client_of(app, "rita"), f"/claims/{claim.number}/send-back"
    form = rita.get(here)
    assert submit(rita, form, {"words": ""}).status_code == 422
    assert submit(rita, form, {"words": "Amiss.", "assigned_to": "nobody we know"}).status_code == 422
    claims.edit(web_desk.session, claim, Wording("Reworded."), seen=claim.rev, by=web_desk.anna)
    web_desk.session.commit()
    again = submit(rita, form, {"words": "FARS says less."})
    assert again.status_code == 409
    assert "FARS says less." in text_of(again)
    assert submit(rita, again).status_code == 303
