"""One person's assessment is written once; a newer one supersedes it, and it can be taken back."""

import pytest

from tests.assessing import Desk
from tests.statements import statements
from tracker.domain import chance
from tracker.domain.errors import Refusal, Stale
from tracker.domain.vocabulary import ClaimStage, EnquiryKind, EvidenceStance, ReadAs, StepCheck
from tracker.services import enquiries, evidence, reviews, steps
from tracker.services.evidence import Description
from tracker.services.steps import Checked

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def test_an_assessment_awaits_a_second_look_and_keeps_what_the_person_saw(desk: Desk) -> None:
    claim = desk.claim()
    seen = claim.rev
    review = reviews.submit(
        desk.session,
        claim,
        verdict=desk.verdict("likely"),
        ticks=["unnamed_origin", "basis_not_stated"],
        words=" One gap is left. ",
        seen=seen,
        by=desk.boris,
    )
    desk.session.commit()
    assert claim.stage is ClaimStage.AWAITING_SECOND_LOOK
    assert (review.claim_rev, review.words) == (seen, "One gap is left.")
    assert review.ticks == ["unnamed_origin", "basis_not_stated"]
    assert claim.verdict is None


def test_an_assessment_rests_on_evidence_and_enquiries_as_they_were(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    asked = enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.boris)
    review = reviews.submit(
        desk.session,
        claim,
        verdict=desk.verdict("likely"),
        words="Seen.",
        evidence_ids=[piece.id],
        enquiry_ids=[asked.id],
        by=desk.boris,
    )
    desk.session.commit()
    assert {(ground.evidence, ground.enquiry, ground.rev) for ground in review.grounds} == {
        (piece, None, piece.rev),
        (None, asked, asked.rev),
    }


def test_an_assessment_on_evidence_withdrawn_meanwhile_is_stale(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    evidence.withdraw(desk.session, piece, why="wrong place", by=desk.boris)
    desk.session.commit()
    likely = desk.verdict("likely")
    with pytest.raises(Stale):
        reviews.submit(desk.session, claim, verdict=likely, words="Seen.", evidence_ids=[piece.id], by=desk.carla)


def test_a_verdict_without_a_reason_is_refused(desk: Desk) -> None:
    claim = desk.claim()
    with pytest.raises(Refusal) as refusal:
        reviews.submit(desk.session, claim, verdict=desk.verdict("false"), words=" ", by=desk.boris)
    assert refusal.value.field == "words"


def test_a_newer_assessment_supersedes_ones_own_and_nobody_elses(desk: Desk) -> None:
    claim = desk.claim()
    first = desk.assess(claim, "likely", by=desk.boris)
    other = desk.assess(claim, "unlikely", by=desk.carla)
    second = desk.assess(claim, "unproven", by=desk.boris)
    assert second.supersedes_id == first.id
    assert reviews.standing(desk.session, claim) == [other, second]
    assert reviews.of_claim(desk.session, claim) == [first, other, second]


def test_an_assessment_taken_back_stands_no_longer_and_stays_readable(desk: Desk) -> None:
    claim = desk.claim()
    first = desk.assess(claim, "likely", by=desk.boris)
    reviews.take_back(desk.session, claim, why="I mixed up two depots", by=desk.boris)
    desk.session.commit()
    assert reviews.standing(desk.session, claim) == []
    assert reviews.of_claim(desk.session, claim)[0] is first
    assert claim.stage is ClaimStage.TO_CHECK
    with pytest.raises(Refusal, match="no assessment"):
        reviews.take_back(desk.session, claim, why="again", by=desk.boris)


def test_one_can_assess_anew_after_taking_back(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    reviews.take_back(desk.session, claim, why="I mixed up two depots", by=desk.boris)
    again = desk.assess(claim, "false", by=desk.boris)
    assert reviews.standing(desk.session, claim) == [again]


def test_a_form_posted_twice_assesses_once(desk: Desk) -> None:
    claim, form_id = desk.claim(), chance.new_id()
    shown = claim.rev
    for _ in range(2):
        reviews.submit(
            desk.session, claim, verdict=desk.verdict("likely"), words="Good.", seen=shown, id=form_id, by=desk.boris
        )
        desk.session.commit()
    assert len(reviews.of_claim(desk.session, claim)) == 1


def test_a_stale_form_assesses_nothing(desk: Desk) -> None:
    claim = desk.claim()
    shown = claim.rev
    desk.assess(claim, "likely", by=desk.boris)
    with pytest.raises(Stale):
        reviews.submit(desk.session, claim, verdict=desk.verdict("false"), words="No.", seen=shown, by=desk.carla)
    assert len(reviews.of_claim(desk.session, claim)) == 1


def test_steps_are_checked_with_the_assessment(desk: Desk) -> None:
    claim = desk.claim()
    [appearance] = steps.appearances_of(desk.session, claim)
    [step] = desk.trail(appearance, "FARS")
    reviews.submit(
        desk.session,
        claim,
        verdict=desk.verdict("misleading"),
        ticks=["overstated"],
        found={step.id: Checked(StepCheck.OVERSTATED, ReadAs.MACHINE_TRANSLATION)},
        by=desk.boris,
    )
    desk.session.commit()
    assert (step.check, step.read_as) == (StepCheck.OVERSTATED, ReadAs.MACHINE_TRANSLATION)


@pytest.mark.parametrize("assessments", [1, 5])
def test_standing_assessments_take_the_same_statements_however_many(desk: Desk, assessments: int) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    likely = desk.verdict("likely")
    for _ in range(assessments):
        reviews.submit(desk.session, claim, verdict=likely, words="x", evidence_ids=[piece.id], by=desk.boris)
        reviews.submit(desk.session, claim, verdict=likely, words="x", evidence_ids=[piece.id], by=desk.carla)
    desk.session.commit()
    desk.session.expire_all()
    with statements(desk.engine) as sent:
        assert len(reviews.standing(desk.session, claim)) == 2
    assert len(sent) <= 4
