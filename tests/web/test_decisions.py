"""Deciding a claim on its page: assessments side by side, the gate, and what comes after."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import ClaimStage, EvidenceStance, Stance
from tracker.models import Claim
from tracker.services import decisions, evidence, looks, reviews, steps
from tracker.services.evidence import Description

DIRECT = Description(EvidenceStance.SUPPORTS, "The depot's own log", excerpt="hit at 19:00", direct=True)


def address(claim: Claim, step: str = "decide") -> str:
    return f"/claims/{claim.number}/{step}"


def typed(desk: Desk, key: str, **more: str) -> dict[str, str]:
    return {"verdict": str(desk.verdict(key).id), "reason": "Because it is so.", **more}


def test_assessments_stand_side_by_side_with_a_mark_where_they_differ(app: Flask, web_desk: Desk) -> None:
    claim, session = web_desk.claim(), web_desk.session
    log = evidence.add(session, claim, DIRECT, by=web_desk.boris)
    for key, person, ticks in (
        ("likely", web_desk.boris, ["no_trace_found"]),
        ("unproven", web_desk.carla, ["no_trace_found", "overstated"]),
    ):
        seen = [log.id] if person is web_desk.boris else []
        verdict = web_desk.verdict(key)
        reviews.submit(session, claim, verdict=verdict, ticks=ticks, evidence_ids=seen, by=person)
    session.commit()
    page = parsed(client_of(app, "rita").get(address(claim)))
    [said] = page.xpath("//*[@id='differences']/text()")
    assert said == "The verdicts differ; 2 of 3 reasons and grounds are not named by all."
    rows = {row.xpath("string(th)").split("differs")[0].strip(): row for row in page.xpath("//table/tbody/tr")}
    assert [cell.text_content() for cell in rows["The depot's own log"].xpath("td")] == ["yes", "–"]
    marked = [name for name, row in rows.items() if "differs" in row.text_content()]
    assert marked == ["Verdict", "The article says more than what it refers to.", "The depot's own log"]
    assert "We searched where it should have left a trace, and found none." in rows
    assert [name.split(",")[0] for name in page.xpath("//table//thead//th//bdi/text()")] == ["Boris", "Carla"]


def test_a_second_person_decides(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "likely", by=web_desk.boris)
    client = client_of(app, "rita")
    response = submit(client, client.get(address(claim)), typed(web_desk, "likely", as_of="2016-09-21"))
    assert (response.status_code, response.location) == (303, f"/claims/{claim.number}")
    web_desk.session.expire_all()
    decision = decisions.current(web_desk.session, claim)
    assert decision is not None
    assert (decision.reason, decision.as_of, decision.created_by.login) == ("Because it is so.", "2016-09-21", "rita")
    assert claim.stage is ClaimStage.DECIDED


def test_whoever_assessed_alone_is_told_to_ask_somebody(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    submit(
        client,
        client.get(address(claim, "assess")),
        {"verdict": str(web_desk.verdict("likely").id), "words": "One gap is left."},
    )
    assert "Ask somebody else to assess it" in text_of(client.get(address(claim)))


def test_the_gate_is_shown_with_what_is_met_and_why_not(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "confirmed", by=web_desk.boris)
    page = client_of(app, "rita").get(address(claim))
    words = text_of(page)
    assert [met.text for met in parsed(page).xpath("//dl[@class='facts']/dt")] == ["Met", "Met", "Not met"]
    assert "0 independent, 0 of them named; no direct evidence" in words
    assert form_on(page).xpath(".//*[@name='override']") == []


def test_confirmed_is_refused_at_the_verdict_and_an_editor_may_override(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "confirmed", by=web_desk.boris)
    rita, emil = client_of(app, "rita"), client_of(app, "emil")
    refused = submit(rita, rita.get(address(claim)), typed(web_desk, "confirmed"))
    assert refused.status_code == 422
    assert "Choose another verdict, or ask an editor." in text_of(refused)
    assert form_on(refused).xpath(".//input[@name='reason']")[0].get("value") == "Because it is so."
    sent = typed(web_desk, "confirmed", override="Both ministries said so on camera.")
    assert submit(rita, rita.get(address(claim)), sent).status_code == 403
    assert submit(emil, emil.get(address(claim)), sent).status_code == 303
    decision = decisions.current(web_desk.session, claim)
    assert decision is not None
    assert decision.override == "Both ministries said so on camera."


def test_each_denial_has_a_place_for_its_answer(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = steps.appearances_of(web_desk.session, claim)
    [ministry] = web_desk.trail(appearance, "Ministry", stance=Stance.DENIES)
    evidence.add(web_desk.session, claim, DIRECT, by=web_desk.boris)
    web_desk.assess(claim, "confirmed", by=web_desk.boris)
    client = client_of(app, "rita")
    page = client.get(address(claim))
    assert "How we answer the denial by Ministry" in text_of(page)
    assert submit(client, page, typed(web_desk, "confirmed")).status_code == 422
    answered = typed(web_desk, "confirmed", **{"denials-0-answer": "Its own log shows the hit."})
    assert submit(client, page, answered).status_code == 303


def test_an_assessment_that_came_in_meanwhile_is_shown_and_the_form_can_be_sent_again(
    app: Flask, web_desk: Desk
) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "likely", by=web_desk.boris)
    client = client_of(app, "rita")
    page = client.get(address(claim))
    web_desk.assess(claim, "false", by=web_desk.edda)
    stale = submit(client, page, typed(web_desk, "likely", would_change="The list of names."))
    assert stale.status_code == 409
    assert "Edda" in text_of(stale)
    assert form_on(stale).xpath(".//textarea[@name='would_change']")[0].text.strip() == "The list of names."
    assert submit(client, stale).status_code == 303


def test_a_date_that_is_none_is_said_at_its_field(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "likely", by=web_desk.boris)
    client = client_of(app, "rita")
    page = submit(client, client.get(address(claim)), typed(web_desk, "likely", as_of="2016-02-31"))
    assert page.status_code == 422
    assert form_on(page).xpath(".//input[@name='as_of']")[0].get("aria-invalid") == "true"


def test_a_decided_claim_is_reopened_with_a_reason(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.decide(claim, "likely")
    client = client_of(app, "rita")
    page = client.get(address(claim, "reopen"))
    assert "Because it is so." in text_of(page)
    assert submit(client, page, {"why": ""}).status_code == 422
    assert submit(client, page, {"why": "The agency corrected itself."}).status_code == 303
    web_desk.session.expire_all()
    assert claim.verdict is None
    assert "nothing to reopen" in text_of(client.get(address(claim, "reopen")))


def test_a_verdict_still_stands_for_the_causes_that_were_looked_at(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    piece = evidence.add(web_desk.session, claim, DIRECT, by=web_desk.boris)
    web_desk.decide(claim, "likely")
    evidence.withdraw(web_desk.session, piece, why="a forgery", by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "rita")
    page = client.get(address(claim, "still-stands"))
    assert "Its evidence was edited or withdrawn: The depot's own log" in text_of(page)
    assert submit(client, page, {"looks": [], "why": "It did not rest on it."}).status_code == 422
    assert submit(client, page, {"why": "It did not rest on it."}).status_code == 303
    web_desk.session.expire_all()
    assert looks.open_of(web_desk.session, claim) == []
    assert claim.stage is ClaimStage.DECIDED
    assert "waits for another look" in text_of(client.get(address(claim, "still-stands")))
