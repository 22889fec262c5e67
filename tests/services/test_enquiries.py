"""What was searched and whom we asked is kept, also when nothing came of it."""

import pytest

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import ClaimStage, EnquiryKind, EnquiryOutcome
from tracker.services import enquiries
from tracker.services.enquiries import Answer


def test_a_search_that_found_nothing_is_work_on_the_claim(desk: Desk) -> None:
    claim = desk.claim()
    nothing = Answer(EnquiryOutcome.NOTHING)
    enquiry = enquiries.add(
        desk.session, claim, kind=EnquiryKind.SEARCH, words="depot, 20 Sep", answer=nothing, by=desk.boris
    )
    desk.session.commit()
    assert claim.stage is ClaimStage.IN_WORK
    assert enquiries.of_claim(desk.session, claim) == [enquiry]
    assert enquiry.outcome is EnquiryOutcome.NOTHING


def test_a_question_waits_until_its_answer_is_noted(desk: Desk) -> None:
    claim, ministry = desk.claim(), desk.source("Ministry of Defence")
    enquiry = enquiries.add(
        desk.session,
        claim,
        kind=EnquiryKind.QUESTION,
        words="Was it hit?",
        asked="ministry of defence",
        asked_on="2016-09-21",
        by=desk.boris,
    )
    desk.session.commit()
    assert (enquiry.outcome, enquiry.asked) == (EnquiryOutcome.OPEN, ministry)
    given = Answer(EnquiryOutcome.ANSWERED, "No.", "2016-09-22")
    enquiries.answer(desk.session, enquiry, given, seen=enquiry.rev, by=desk.carla)
    desk.session.commit()
    assert (enquiry.outcome, enquiry.answer, enquiry.answered_on) == (EnquiryOutcome.ANSWERED, "No.", "2016-09-22")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Answer(EnquiryOutcome.ANSWERED), "answer"),
        (Answer(EnquiryOutcome.OPEN, "No."), "outcome"),
        (Answer(EnquiryOutcome.DECLINED, "", "31 February"), "answered_on"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_at_its_field(desk: Desk, given: Answer, field: str) -> None:
    claim = desk.claim()
    with pytest.raises(Refusal) as refusal:
        enquiries.add(desk.session, claim, kind=EnquiryKind.QUESTION, words="Was it hit?", answer=given, by=desk.boris)
    assert refusal.value.field == field


def test_a_form_posted_twice_asks_once(desk: Desk) -> None:
    claim, form_id = desk.claim(), chance.new_id()
    for _ in range(2):
        enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", id=form_id, by=desk.boris)
        desk.session.commit()
    assert len(enquiries.of_claim(desk.session, claim)) == 1


def test_a_withdrawn_enquiry_leaves_the_list(desk: Desk) -> None:
    claim = desk.claim()
    enquiry = enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.boris)
    desk.session.commit()
    enquiries.withdraw(desk.session, enquiry, why="about another depot", by=desk.boris)
    desk.session.commit()
    assert enquiries.of_claim(desk.session, claim) == []
    with pytest.raises(Refusal, match="already"):
        enquiries.withdraw(desk.session, enquiry, why="again", by=desk.boris)
