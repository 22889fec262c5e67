"""Searches and questions are noted, answered and withdrawn on small forms of their own."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import EnquiryKind, EnquiryOutcome
from tracker.models import Claim
from tracker.services import enquiries


def address(claim: Claim, step: str) -> str:
    return f"/claims/{claim.number}/enquiries/{step}"


def test_a_question_is_asked_answered_and_withdrawn(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    asked = {"kind": "question", "words": "Was it hit?", "asked": "Ministry of Defence", "asked_on": "2016-09-21"}
    assert submit(client, client.get(address(claim, "add")), asked).status_code == 303
    [enquiry] = enquiries.of_claim(web_desk.session, claim)
    assert (enquiry.enquiry_kind, enquiry.outcome) == (EnquiryKind.QUESTION, EnquiryOutcome.OPEN)
    page = client.get(address(claim, f"{enquiry.id}/answer"))
    assert "Ministry of Defence" in text_of(page)
    assert submit(client, page, {"outcome": "answered", "answer": ""}).status_code == 422
    assert submit(client, page, {"outcome": "answered", "answer": "No."}).status_code == 303
    web_desk.session.expire_all()
    assert (enquiry.outcome, enquiry.answer) == (EnquiryOutcome.ANSWERED, "No.")
    page = client.get(address(claim, f"{enquiry.id}/withdraw"))
    assert submit(client, page, {"why": "About another depot."}).status_code == 303
    web_desk.session.expire_all()
    assert enquiry.withdrawn


def test_a_search_needs_words(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    page = submit(client, client.get(address(claim, "add")), {"words": " "})
    assert (page.status_code, "Fill this in." in text_of(page)) == (422, True)


def test_an_enquiry_of_another_claim_is_not_found_here(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim(), web_desk.claim("Another depot was hit.")
    enquiry = enquiries.add(web_desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", by=web_desk.boris)
    web_desk.session.commit()
    assert client_of(app, "rita").get(address(other, f"{enquiry.id}/answer")).status_code == 404
