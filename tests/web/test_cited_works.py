"""Checking a step against the work that it cites, on its page and on the form of an assessment."""

from uuid import uuid4

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.statements import statements
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.vocabulary import How, ReadAs, StepCheck
from tracker.models import Anchor, Citation, Claim
from tracker.services import steps
from tracker.services.steps import Checked


@pytest.fixture
def cited(web_desk: Desk) -> tuple[Claim, Citation]:
    """Return a claim on all words of an article but two, and its step, which cites a work with the same words."""
    claim = web_desk.claim()
    [place] = claim.appearances
    snapshot, words = place.article.snapshots[0], "FARS reported, citing Sputnik Arabic"
    at = {"start": 0, "end": len(words), "exact": words, "how": How.EXACT, "score": 100}
    web_desk.session.add(Anchor(appearance=place, snapshot=snapshot, created_at=chance.now(), **at))
    [step] = web_desk.trail(place, "FARS")
    step.cited_article = web_desk.article()
    steps.check(web_desk.session, claim, {step.id: Checked(StepCheck.COULD_NOT_OBTAIN)}, by=web_desk.boris)
    steps.check(web_desk.session, claim, {step.id: Checked(StepCheck.NOT_CHECKED)}, by=web_desk.boris)
    web_desk.session.commit()
    return claim, step


def test_what_the_work_says_is_proposed_and_saved_once_a_person_says_so(
    app: Flask, web_desk: Desk, cited: tuple[Claim, Citation]
) -> None:
    claim, step = cited
    rita = client_of(app, "rita")
    [there] = parsed(rita.get(f"/claims/{claim.number}")).xpath(
        "//section[@id='trail']//a[contains(@href, '/compare')]/@href"
    )
    page = rita.get(there)
    assert "There, word for word" in text_of(page)
    assert "Proposed: yes." in text_of(page)
    assert step.check is StepCheck.NOT_CHECKED
    saved = submit(rita, page, {"why": "Read both."})
    assert (saved.status_code, saved.location) == (303, f"/claims/{claim.number}#trail")
    web_desk.session.refresh(step)
    assert (step.check, step.read_as) == (StepCheck.YES, ReadAs.ORIGINAL)
    assert "Checked by Rita" in text_of(rita.get(there))


def test_whoever_saves_does_not_have_the_words_compared_while_others_wait(
    app: Flask, database: Database, cited: tuple[Claim, Citation]
) -> None:
    claim, step = cited
    rita = client_of(app, "rita")
    page = rita.get(f"/claims/{claim.number}/steps/{step.id}/compare")
    with statements(database.engine) as sent:
        assert submit(rita, page).status_code == 303
    assert sent
    assert [one for one in sent if "snapshots.text" in one] == []


def test_the_form_of_an_assessment_shows_the_work_beside_the_step(app: Flask, cited: tuple[Claim, Citation]) -> None:
    claim, _ = cited
    page = text_of(client_of(app, "rita").get(f"/claims/{claim.number}/assess"))
    assert "What Depot hit says: proposed yes" in page


def test_a_check_of_somebody_else_is_not_overwritten_and_what_was_chosen_stays(
    app: Flask, web_desk: Desk, cited: tuple[Claim, Citation]
) -> None:
    claim, step = cited
    rita = client_of(app, "rita")
    page = rita.get(f"/claims/{claim.number}/steps/{step.id}/compare")
    steps.check(web_desk.session, claim, {step.id: Checked(StepCheck.NOT_THERE)}, by=web_desk.boris)
    web_desk.session.commit()
    again = submit(rita, page, {"check": "overstated", "why": "It says less."})
    assert again.status_code == 409
    assert parsed(again).xpath("//select[@name='check']/option[@selected]/@value") == ["overstated"]
    assert "It says less." in text_of(again)
    assert submit(rita, again).status_code == 303
    web_desk.session.refresh(step)
    assert step.check is StepCheck.OVERSTATED


@pytest.mark.parametrize("typed", [{"check": "perhaps"}, {"read_as": "by ear"}, {"rev": "x"}, {"why": "w" * 2001}])
def test_what_is_no_answer_is_refused(app: Flask, cited: tuple[Claim, Citation], typed: dict[str, str]) -> None:
    claim, step = cited
    rita, here = client_of(app, "rita"), f"/claims/{claim.number}/steps/{step.id}/compare"
    assert submit(rita, rita.get(here), typed).status_code == 422


def test_a_step_that_is_not_there_is_not_found(app: Flask, cited: tuple[Claim, Citation]) -> None:
    claim, _ = cited
    assert client_of(app, "rita").get(f"/claims/{claim.number}/steps/{uuid4()}/compare").status_code == 404
