"""Ruling on the origins of a claim, through the pages' own forms."""

from typing import Any

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import Basis, ReadAs, StepCheck
from tracker.models import Claim
from tracker.services import origin_rulings, steps
from tracker.services.steps import Checked


@pytest.fixture
def claim(web_desk: Desk) -> Claim:
    """Return a claim that FARS and RIA say, who saw it and were read."""
    claim = web_desk.claim()
    for name in ("FARS", "RIA"):
        [step] = web_desk.trail(claim.appearances[0], name)
        step.basis = Basis.WITNESSED
        steps.check(web_desk.session, claim, {step.id: Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=web_desk.boris)
    web_desk.session.commit()
    return claim


def sentence(page: Any) -> str:
    """Return the origins sentence of a claim's page."""
    return str(parsed(page).xpath("string(//p[@class='origins'])"))


def numbers(page: Any) -> dict[str, str]:
    """Return the sources that a form offers, by name."""
    return {
        option.text: option.get("value")
        for option in parsed(page).xpath("//select[@name='one' or @name='source']/option")
    }


def test_a_reviewer_joins_two_origins_and_parts_them_and_an_editor_confirms(app: Flask, claim: Claim) -> None:
    rita, emil, here = client_of(app, "rita"), client_of(app, "emil"), f"/claims/{claim.number}"
    assert sentence(rita.get(here)) == "2 independent (A: FARS; B: RIA) · 2 of 2 steps read by us"
    form = rita.get(f"{here}/origins/rule")
    two = {"one": numbers(form)["FARS"], "other": numbers(form)["RIA"]}
    assert submit(rita, form, {**two, "ruling": "join", "why": "One stringer."}).status_code == 303
    assert sentence(rita.get(here)).startswith("1 independent (A: FARS and RIA, joined by a person: One stringer.)")
    form = rita.get(f"{here}/origins/rule")
    assert submit(rita, form, {**two, "ruling": "part", "why": "Two, we met both."}).status_code == 303
    page = rita.get(here)
    assert "No editor has confirmed it." in text_of(page)
    assert parsed(page).xpath("//a[text()='Confirm']") == []
    [confirm] = parsed(emil.get(here)).xpath("//a[text()='Confirm']/@href")
    assert submit(emil, emil.get(confirm), {"why": "I met them too."}).status_code == 303
    assert "Confirmed by Emil" in text_of(emil.get(here))


def test_a_stake_is_marked_and_taken_back(app: Flask, web_desk: Desk, claim: Claim) -> None:
    rita, here = client_of(app, "rita"), f"/claims/{claim.number}"
    form = rita.get(f"{here}/origins/stake")
    assert submit(rita, form, {"source": numbers(form)["FARS"], "why": "Its own dead."}).status_code == 303
    assert "1 named trail end (FARS, has a stake)" in sentence(rita.get(here))
    [back] = parsed(rita.get(here)).xpath("//a[text()='Take back']/@href")
    assert submit(rita, rita.get(back), {"why": "A mistake."}).status_code == 303
    assert sentence(rita.get(here)).startswith("2 independent")
    assert origin_rulings.stakes_of(web_desk.session, claim) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"one": "", "other": ""},
        {"one": "999999", "other": "1"},
        {"one": "²", "other": "x"},
        {"one": "FARS", "other": "FARS"},
    ],
)
def test_what_is_no_source_of_its_trails_is_refused_and_what_was_typed_stays(
    app: Flask, claim: Claim, typed: dict[str, str]
) -> None:
    rita = client_of(app, "rita")
    page = submit(rita, rita.get(f"/claims/{claim.number}/origins/rule"), {**typed, "why": "Because I say so."})
    assert page.status_code == 422
    assert "Because I say so." in text_of(page)


def test_a_ruling_asks_for_a_reason(app: Flask, claim: Claim) -> None:
    rita = client_of(app, "rita")
    form = rita.get(f"/claims/{claim.number}/origins/rule")
    two = {"one": numbers(form)["FARS"], "other": numbers(form)["RIA"]}
    assert submit(rita, form, {**two, "why": " "}).status_code == 422
