"""Assessing a claim on its page: verdict, reasons, what it rests on, and whether each step said it."""

from flask import Flask
from flask.testing import FlaskClient

from tests.assessing import Desk
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.reasons import DEFAULT_REASONS
from tracker.domain.vocabulary import EvidenceStance, ReadAs, StepCheck
from tracker.models import Claim
from tracker.services import evidence, reviews, steps
from tracker.services.evidence import Description

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def address(claim: Claim) -> str:
    return f"/claims/{claim.number}/assess"


def verdict(desk: Desk, key: str) -> str:
    return str(desk.verdict(key).id)


def test_the_form_offers_every_verdict_with_its_definition(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    page = client_of(app, "rita").get(address(claim))
    assert page.status_code == 200
    assert len(form_on(page).xpath(".//input[@name='verdict']")) == 8
    assert "The gate is met, and nothing credible stands against it." in text_of(page)


def test_each_reason_offers_its_sentence_and_words_to_start_from(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    form = form_on(client_of(app, "rita").get(address(claim)))
    ticks = form.xpath(".//div[@class='reason']")
    assert [tick.xpath(".//input[@name='ticks']/@value") for tick in ticks] == [[one.key] for one in DEFAULT_REASONS]
    for tick, reason in zip(ticks, DEFAULT_REASONS, strict=True):
        assert reason.sentence in tick.text_content()
        assert tick.xpath(".//q/text()") == tick.xpath(".//button/@data-words") == [reason.template]


def test_a_person_assesses_with_reasons_evidence_and_steps(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = steps.appearances_of(web_desk.session, claim)
    [fars, sputnik] = web_desk.trail(appearance, "FARS", "Sputnik Arabic")
    piece = evidence.add(web_desk.session, claim, LINK, by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "rita")
    typed = {
        "verdict": verdict(web_desk, "unproven"),
        "ticks": ["unnamed_origin"],
        "words": "مصادر غير مسماة",
        "evidence": [str(piece.id)],
        "steps-0-check": "overstated",
        "steps-0-read_as": "machine_translation",
    }
    response = submit(client, client.get(address(claim)), typed)
    assert (response.status_code, response.location) == (303, f"/claims/{claim.number}")
    web_desk.session.expire_all()
    [review] = reviews.standing(web_desk.session, claim)
    assert (review.created_by.login, review.words, review.ticks) == ("rita", "مصادر غير مسماة", ["unnamed_origin"])
    assert [ground.evidence for ground in review.grounds] == [piece]
    assert (fars.check, fars.read_as) == (StepCheck.OVERSTATED, ReadAs.MACHINE_TRANSLATION)
    assert sputnik.check is StepCheck.NOT_CHECKED


def test_ones_own_assessment_is_there_to_change(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    submit(client, client.get(address(claim)), {"verdict": verdict(web_desk, "likely"), "words": "One gap is left."})
    again = client.get(address(claim))
    [chosen] = form_on(again).xpath(".//input[@name='verdict'][@checked]")
    assert chosen.get("value") == verdict(web_desk, "likely")
    assert "One gap is left." in form_on(again).xpath(".//textarea[@name='words']")[0].text


def test_the_address_may_propose_a_verdict(app: Flask, web_desk: Desk) -> None:
    page = client_of(app, "rita").get(f"{address(web_desk.claim())}?verdict=false")
    [chosen] = form_on(page).xpath(".//input[@name='verdict'][@checked]")
    assert chosen.get("value") == verdict(web_desk, "false")


def test_without_verdict_or_reason_nothing_is_saved_and_nothing_typed_is_lost(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    page = submit(client, client.get(address(claim)), {"words": "I am not sure."})
    assert page.status_code == 422
    assert "Choose a verdict." in text_of(page)
    assert "I am not sure." in form_on(page).xpath(".//textarea[@name='words']")[0].text
    page = submit(client, client.get(address(claim)), {"verdict": verdict(web_desk, "false"), "words": ""})
    assert (page.status_code, "Give a reason" in text_of(page)) == (422, True)
    assert reviews.standing(web_desk.session, claim) == []


def test_a_form_posted_twice_assesses_once(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    page = client.get(address(claim))
    typed = {"verdict": verdict(web_desk, "likely"), "words": "Good."}
    assert [submit(client, page, typed).status_code for _ in range(2)] == [303, 303]
    assert len(reviews.of_claim(web_desk.session, claim)) == 1


def test_a_stale_form_keeps_what_was_typed_and_can_be_sent_again(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = steps.appearances_of(web_desk.session, claim)
    [fars] = web_desk.trail(appearance, "FARS")
    client = client_of(app, "rita")
    page = client.get(address(claim))
    yes = steps.Checked(StepCheck.YES, ReadAs.ORIGINAL)
    steps.check(web_desk.session, claim, {fars.id: yes}, by=web_desk.boris)
    web_desk.session.commit()
    typed = {"verdict": verdict(web_desk, "likely"), "words": "Typed at length.", "steps-0-check": "not_there"}
    stale = submit(client, page, typed)
    assert stale.status_code == 409
    assert "What changed meanwhile" in text_of(stale)
    assert "Typed at length." in form_on(stale).xpath(".//textarea[@name='words']")[0].text
    [kept] = form_on(stale).xpath(".//select[@name='steps-0-check']/option[@selected]")
    assert kept.get("value") == "not_there"
    assert submit(client, stale).status_code == 303
    web_desk.session.expire_all()
    assert fars.check is StepCheck.NOT_THERE


def test_an_assessment_is_taken_back_with_a_reason(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    submit(client, client.get(address(claim)), {"verdict": verdict(web_desk, "likely"), "words": "Good."})
    page = client.get(f"{address(claim)}/take-back")
    assert submit(client, page, {"why": " "}).status_code == 422
    assert submit(client, page, {"why": "Two depots mixed up."}).status_code == 303
    assert reviews.standing(web_desk.session, claim) == []
    assert "no assessment of this claim that stands" in text_of(client.get(f"{address(claim)}/take-back"))


def test_the_page_takes_the_same_statements_for_two_steps_and_for_ten(
    app: Flask, web_desk: Desk, client: FlaskClient
) -> None:
    sign_in(client, "rita")
    pages = []
    for names in (["A", "B"], [f"S{number}" for number in range(10)]):
        claim = web_desk.claim()
        [appearance] = steps.appearances_of(web_desk.session, claim)
        web_desk.trail(appearance, *names)
        with web_desk.counted() as sent:
            page = client.get(address(claim))
        pages.append((len(sent), len(parsed(page).xpath("//select[contains(@name, 'read_as')]"))))
    assert [steps_shown for _, steps_shown in pages] == [2, 10]
    assert pages[0][0] == pages[1][0]
