"""The scale of verdicts on its pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of

NEW = {"verdicts-8-label": "Half true", "verdicts-8-definition": "Some of it holds.", "verdicts-8-mark": "misleading"}


@pytest.fixture
def ada(app: Flask, web_desk: Desk) -> FlaskClient:
    return client_of(app, "ada")


def names(client: FlaskClient) -> list[str]:
    """Return the names of the verdicts that the page shows, in its order."""
    page = parsed(client.get("/scale"))
    return [cell.text_content().strip() for cell in page.xpath("(//table)[1]/tbody/tr/td[1]")]


def test_an_admin_adds_leaves_out_and_moves_verdicts(ada: FlaskClient) -> None:
    typed = {**NEW, "verdicts-8-place": "1", "verdicts-6-leave_out": "y", "verdicts-0-assessments": "2", "why": "So."}
    saved = submit(ada, ada.get("/scale/change"), typed)
    assert (saved.status_code, saved.location) == (303, "/scale")
    assert names(ada)[:3] == ["Confirmed", "Half true", "Likely"]
    assert "Disputed" not in names(ada)
    page = ada.get("/scale")
    assert "2 people" in text_of(page)
    assert "Disputed" in text_of(ada.get("/scale?version=1"))
    assert ada.get("/scale?version=9").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"why": ""},
        {"verdicts-0-label": "", "why": "So."},
        {"verdicts-0-label": "x" * 41, "why": "So."},
        {"verdicts-0-line": "five", "why": "So."},
        {"verdicts-0-line": "²", "why": "So."},
        {"verdicts-0-mark": "skull", "why": "So."},
        {"verdicts-0-rating": "6", "why": "So."},
        {"verdicts-0-assessments": "0", "why": "So."},
        {"verdicts-0-decided_from": "viewer", "why": "So."},
        {"verdicts-0-key": "never_was", "why": "So."},
        {"verdicts-1-key": "confirmed", "why": "So."},
        {"verdicts-0-label": "Likely", "why": "So."},
        {"version": "x", "why": "So."},
    ],
)
def test_what_is_no_scale_is_refused_and_what_was_typed_stays(ada: FlaskClient, typed: dict[str, str]) -> None:
    again = submit(ada, ada.get("/scale/change"), {**NEW, **typed})
    assert again.status_code == 422
    assert parsed(again).xpath("//input[@name='verdicts-8-label']/@value") == ["Half true"]
    assert len(names(ada)) == 8


def test_of_two_who_change_it_the_second_looks_at_what_the_first_did(ada: FlaskClient) -> None:
    page = ada.get("/scale/change")
    assert submit(ada, page, {**NEW, "why": "So."}).status_code == 303
    again = submit(ada, page, {"verdicts-0-label": "Proven", "why": "So."})
    assert again.status_code == 409
    assert "Somebody changed the scale meanwhile" in text_of(again)
    assert parsed(again).xpath("//input[@name='verdicts-0-label']/@value") == ["Proven"]


def test_a_verdict_says_on_the_form_of_a_decision_whom_it_is_kept_for(
    app: Flask, web_desk: Desk, ada: FlaskClient
) -> None:
    submit(ada, ada.get("/scale/change"), {"verdicts-4-decided_from": "editor", "why": "So."})
    claim = web_desk.claim()
    web_desk.assess(claim, "false", by=web_desk.boris)
    rita = client_of(app, "rita")
    form = rita.get(f"/claims/{claim.number}/decide")
    [false] = parsed(form).xpath("//label[contains(., 'Direct evidence shows')]/input/@value")
    assert "Is decided by editors or admins." in text_of(form)
    refused = submit(rita, form, {"verdict": false, "reason": "It is not so."})
    assert refused.status_code == 403
    assert "It is not so." in refused.get_data(as_text=True)


def test_an_admin_words_the_reasons_to_tick_and_assessments_keep_the_words_of_their_day(
    app: Flask, web_desk: Desk, ada: FlaskClient
) -> None:
    claim, rita = web_desk.claim(), client_of(app, "rita")
    assess = f"/claims/{claim.number}/assess"
    before = rita.get(assess)
    typed = {"reasons-0-leave_out": "y", "reasons-11-label": "sea report", "reasons-11-place": "1", "why": "So."}
    again = submit(ada, ada.get("/scale/reasons"), typed)
    assert again.status_code == 422
    assert "Each reason needs a name, and a sentence that reports say." in text_of(again)
    assert parsed(again).xpath("//input[@name='reasons-11-label']/@value") == ["sea report"]
    saved = submit(ada, again, {"reasons-11-sentence": "The harbour master saw it."})
    assert (saved.status_code, saved.location) == (303, "/scale#reasons")
    page = parsed(ada.get("/scale"))
    assert page.xpath("//*[@id='reasons']//tbody/tr[1]/td[1]/text()") == ["The harbour master saw it."]
    # Whoever had the form open is told, and loses nothing that was typed.
    verdict = str(web_desk.verdict("likely").id)
    old = submit(rita, before, {"verdict": verdict, "ticks": "origin_not_independent", "words": "It is so."})
    assert old.status_code in (409, 422)
    assert "It is so." in parsed(old).xpath("//textarea[@name='words']/text()")[0]
    answered = submit(rita, rita.get(assess), {"verdict": verdict, "ticks": "sea_report", "words": "It is so."})
    assert answered.status_code == 303
    assert "sea report" in text_of(rita.get(f"/claims/{claim.number}"))
