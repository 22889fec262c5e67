"""Assessing blind, on the pages: what a case and the scale ask for, what a claim says, and opening it early."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.models import Case, Claim
from tracker.services import blindness, cases

SECRET = "Zanzibar"


@pytest.fixture
def case(web_desk: Desk) -> Case:
    """Return a case that holds a claim."""
    case = cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    cases.put_in(web_desk.session, case, web_desk.claim(), by=web_desk.anna)
    web_desk.session.commit()
    return case


@pytest.fixture
def claim(web_desk: Desk, case: Case) -> Claim:
    """Return a claim that two people assess blind."""
    blindness.set_for_case(web_desk.session, case, 2, why="So.", seen=case.rev, by=web_desk.edda)
    web_desk.session.commit()
    claim = case.items[0].claim
    assert claim is not None
    return claim


def test_an_editor_says_how_many_assess_the_claims_of_a_case_blind(app: Flask, case: Case) -> None:
    emil, here = client_of(app, "emil"), f"/cases/{case.number}"
    [there] = parsed(emil.get(here)).xpath("//a[text()='Blind assessment']/@href")
    form = emil.get(there)
    assert submit(emil, form, {"blind": "3", "why": ""}).status_code == 422
    again = submit(emil, form, {"blind": "", "why": "No reason to."})
    assert (again.status_code, "holds for this case already" in text_of(again)) == (422, True)
    assert submit(emil, again, {"blind": "3", "why": "Two is few."}).location == here
    assert "assessed blind, by 3 people" in text_of(emil.get(here))
    assert submit(emil, form, {"blind": "2", "why": "Late."}).status_code == 409
    assert "Blind assessment" not in text_of(client_of(app, "rita").get(here))


def test_the_claim_says_in_plain_words_that_and_until_when_it_is_blind(app: Flask, claim: Claim) -> None:
    rita, emil, vera, here = (
        client_of(app, "rita"),
        client_of(app, "emil"),
        client_of(app, "vera"),
        f"/claims/{claim.number}",
    )
    assert "Assessed blind You see the others’ when all 2 have assessed. So far nobody has." in text_of(vera.get(here))
    form = rita.get(f"{here}/assess")
    assert "stays yours until all 2 have assessed" in text_of(form)
    assert parsed(form).xpath("//*[@name='why']") == []
    [likely] = parsed(form).xpath("//label[contains(., 'Likely')]//@value | //input[@name='verdict'][2]/@value")[:1]
    assert submit(rita, form, {"verdict": likely, "words": SECRET}).location == here
    own = rita.get(here)
    assert "It is sealed until all have assessed." in own.get_data(as_text=True)
    assert "So far 1 has, you among them." in text_of(own)
    assert SECRET in text_of(own)
    for client in (emil, vera):
        page = text_of(client.get(here))
        assert "So far 1 has." in page
        assert "None that you see yet." in page
        assert SECRET not in page
    assert "It is assessed blind" in text_of(emil.get(f"{here}/decide"))
    assert "Decide" not in parsed(emil.get(here)).xpath("string(//p[@class='actions'])")


def test_once_all_have_assessed_everybody_sees_all_and_it_can_be_decided(app: Flask, claim: Claim) -> None:
    here = f"/claims/{claim.number}"
    for login in ("rita", "emil"):
        client = client_of(app, login)
        form = client.get(f"{here}/assess")
        verdict = parsed(form).xpath("//input[@name='verdict']/@value")[1]
        assert submit(client, form, {"verdict": verdict, "words": f"{SECRET}, says {login}."}).status_code == 303
    page = text_of(client_of(app, "vera").get(here))
    assert f"{SECRET}, says rita." in page
    assert f"{SECRET}, says emil." in page
    assert "Assessed blind" not in page
    decide = client_of(app, "ada").get(f"{here}/decide")
    assert f"{SECRET}, says rita." in text_of(decide)


def test_an_admin_has_every_claim_assessed_blind(app: Flask, web_desk: Desk) -> None:
    ada, number = client_of(app, "ada"), web_desk.claim().number
    web_desk.session.commit()
    assert submit(ada, ada.get("/scale/change"), {"blind": "2", "why": "As a rule."}).status_code == 303
    assert "Every claim is assessed blind, by 2 people" in text_of(ada.get("/scale"))
    assert "Assessed blind" in text_of(ada.get(f"/claims/{number}"))
    assert "Assessed blind" not in text_of(ada.get("/scale?version=1"))
