"""One change and all that it touches: from the first page to one answer for many claims."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tests.web.endpoints import NOBODY
from tracker.domain.vocabulary import Cause, ClaimStage, EvidenceStance, ReadAs, StepCheck, Voice
from tracker.models import Passage
from tracker.services import evidence, looks, steps
from tracker.services.evidence import Description


def test_one_change_is_answered_once_for_all_the_claims_it_touches(app: Flask, web_desk: Desk) -> None:
    session = web_desk.session
    passage = Passage(snapshot=web_desk.article().snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 10]])
    session.add(passage)
    first, second, gated = (web_desk.claim(f"Depot {number} was hit.", passage=passage) for number in (1, 2, 3))
    [step] = web_desk.trail(passage, "WSJ")
    direct = Description(EvidenceStance.SUPPORTS, "A record", excerpt="hit at 19:00", direct=True)
    piece = evidence.add(session, gated, direct, by=web_desk.boris)
    for claim, verdict in ((first, "likely"), (second, "likely"), (gated, "confirmed")):
        web_desk.decide(claim, verdict)
    steps.check(session, first, {step.id: steps.Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=web_desk.boris)
    evidence.withdraw(session, piece, why="a forgery", by=web_desk.boris)
    session.commit()
    rita = client_of(app, "rita")
    home = rita.get("/")
    assert "2 causes, 3 claims" in text_of(home)
    assert "and 2 more" in text_of(home)
    address = f"/looks/trail_changed/{step.id}"
    assert address in parsed(home).xpath("//section[@id='looks']//a[@class='title']/@href")
    page = rita.get(address)
    for said in (
        "It touches 3 decided claims",
        "the gate finds otherwise of 1",
        "No longer holds",
        "before: one piece",
    ):
        assert said in text_of(page)
    ticks = parsed(page).xpath("//input[@name='claims']")
    assert [int(one.get("value")) for one in ticks] == [gated.number, first.number, second.number]
    assert [one.checked for one in ticks] == [False, True, True]
    assert submit(rita, page, {"why": ""}).status_code == 422
    looked = submit(rita, page, {"why": "It reads as before.", "claims": [str(one.number) for one in (first, gated)]})
    for said in ("It is done to 1 claim.", "1 is left", "no longer holds", "a step of its trail changed"):
        assert said in text_of(looked)
    done = submit(rita, looked, {"sure": "yes"})
    assert "found that many verdicts still stand" in text_of(rita.get(done.location))
    session.expire_all()
    assert (first.stage, second.stage) == (ClaimStage.DECIDED, ClaimStage.NEEDS_ANOTHER_LOOK)
    waiting = looks.waiting(session, looks.of_cause(Cause.TRAIL_CHANGED, step.id))
    assert {look.claim for look in waiting} == {second, gated}
    reader = client_of(app, "vera").get(address)
    assert "It touches 2 decided claims" in text_of(reader)
    assert parsed(reader).xpath("//main//form") == []
    for wrong in (f"/looks/nonsense/{step.id}", f"/looks/trail_changed/{NOBODY}"):
        assert rita.get(wrong).status_code == 404
    chosen = rita.get(f"/claims/many?do=stand&claim={second.number}&claim={gated.number}")
    assert "its evidence was edited or withdrawn" in text_of(chosen)
    assert submit(rita, chosen, {"changed": "trail_changed x", "why": "So."}).status_code == 422
