"""The desk decides with more than one pair of eyes, through the gate, as of a date."""

import pytest

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.vocabulary import Cause, Checked, ClaimStage, EvidenceStance, ReadAs, Stance, StepCheck
from tracker.services import decisions, evidence, gates, looks, steps
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description

DIRECT = Description(EvidenceStance.SUPPORTS, "The depot's own log", excerpt="hit at 19:00", direct=True)


def ruling(desk: Desk, key: str, reason: str = "We saw the record.", **said: object) -> Ruling:
    return Ruling(desk.verdict(key), reason, **said)  # type: ignore[arg-type]


def test_a_second_person_decides_on_what_one_assessed(desk: Desk) -> None:
    claim = desk.claim()
    review = desk.assess(claim, "likely", by=desk.boris)
    decision = decisions.decide(
        desk.session, claim, ruling(desk, "likely", as_of="2016-09-21"), review_ids=[review.id], by=desk.carla
    )
    desk.session.commit()
    assert (claim.verdict, claim.stage) == (desk.verdict("likely"), ClaimStage.DECIDED)
    assert [ground.review for ground in decision.drawn_from] == [review]
    assert (decision.as_of, decision.one_person, decision.gate) == ("2016-09-21", False, [])
    assert decisions.current(desk.session, claim) is decision


def test_nobody_decides_on_what_they_alone_assessed(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    with pytest.raises(NotAllowed, match="only you"):
        decisions.decide(desk.session, claim, ruling(desk, "likely"), by=desk.boris)
    assert claim.verdict is None


def test_nobody_decides_what_nobody_assessed(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="Nobody has assessed"):
        decisions.decide(desk.session, desk.claim(), ruling(desk, "likely"), by=desk.carla)


def test_a_desk_of_one_decides_and_says_so(desk: Desk) -> None:
    claim = desk.claim()
    for person in (desk.carla, desk.edda):
        person.active = False
    desk.person("Dora", desk.anna.role)
    desk.session.commit()
    desk.assess(claim, "likely", by=desk.boris)
    decision = decisions.decide(desk.session, claim, ruling(desk, "likely"), by=desk.boris)
    desk.session.commit()
    assert decision.one_person


def test_confirmed_waits_at_the_gate_with_its_reason(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "confirmed", by=desk.boris)
    with pytest.raises(Refusal, match="0 independent, 0 of them named") as refusal:
        decisions.decide(desk.session, claim, ruling(desk, "confirmed"), by=desk.carla)
    assert refusal.value.field == "verdict"
    with pytest.raises(Refusal) as refusal:
        decisions.decide(desk.session, claim, ruling(desk, "confirmed"), by=desk.edda)
    assert refusal.value.field == "override"
    assert claim.verdict is None


def test_direct_evidence_opens_the_gate(desk: Desk) -> None:
    claim = desk.claim()
    evidence.add(desk.session, claim, DIRECT, by=desk.boris)
    decision = desk.decide(claim, "confirmed")
    assert [(one["key"], one["met"]) for one in decision.gate] == [
        ("second_person", True),
        ("denials", True),
        ("origins", True),
    ]
    assert decision.override == ""


@pytest.mark.parametrize("stance", [EvidenceStance.REFUTES, EvidenceStance.CONTEXT])
def test_direct_evidence_that_does_not_support_the_claim_opens_no_gate(desk: Desk, stance: EvidenceStance) -> None:
    claim = desk.claim()
    evidence.add(desk.session, claim, Description(stance, "A log", excerpt="not hit", direct=True), by=desk.boris)
    with pytest.raises(Refusal, match="gate is not met"):
        desk.decide(claim, "confirmed")


def test_an_editor_overrides_the_gate_and_the_reason_is_kept(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "confirmed", by=desk.boris)
    passed = ruling(desk, "confirmed", override="Both ministries said so on camera.")
    with pytest.raises(NotAllowed, match="Only an editor"):
        decisions.decide(desk.session, claim, passed, by=desk.carla)
    decision = decisions.decide(desk.session, claim, passed, by=desk.edda)
    desk.session.commit()
    assert decision.override == "Both ministries said so on camera."
    assert [one["key"] for one in decision.gate if not one["met"]] == ["origins"]


def test_each_known_denial_wants_an_answer(desk: Desk) -> None:
    claim = desk.claim()
    evidence.add(desk.session, claim, DIRECT, by=desk.boris)
    [appearance] = steps.appearances_of(desk.session, claim)
    fars, ministry = desk.trail(appearance, "FARS", "Ministry")
    ministry.stance = Stance.DENIES
    steps.check(desk.session, claim, {fars.id: steps.Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    [denial] = gates.denials(desk.session, claim)
    assert (denial.id, denial.by) == (ministry.id, "Ministry")
    with pytest.raises(Refusal, match="not answered: Ministry"):
        desk.decide(claim, "confirmed")
    desk.session.rollback()
    decision = desk.decide(claim, "confirmed", answers={ministry.id: "Its own log shows the hit."})
    assert gates.answers_kept(decision) == {ministry.id: "Its own log shows the hit."}


def test_that_it_was_said_is_confirmed_by_the_original_at_the_end_of_the_trail(desk: Desk) -> None:
    claim = desk.claim(checked=Checked.THAT_IT_WAS_SAID)
    [appearance] = steps.appearances_of(desk.session, claim)
    fars, sputnik = desk.trail(appearance, "FARS", "Sputnik Arabic")
    yes = steps.Checked(StepCheck.YES, ReadAs.ORIGINAL)
    steps.check(desk.session, claim, {fars.id: yes}, by=desk.boris)
    desk.session.commit()
    with pytest.raises(Refusal, match="gate is not met"):
        desk.decide(claim, "confirmed")
    desk.session.rollback()
    steps.check(desk.session, claim, {sputnik.id: yes}, by=desk.boris)
    desk.session.commit()
    assert all(one["met"] for one in desk.decide(claim, "confirmed").gate)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "long " * 100}, "reason"),
        ({"as_of": "31 February"}, "as_of"),
        ({"as_of": "2999-01-01"}, "as_of"),
    ],
)
def test_a_ruling_is_refused_at_the_field_that_is_wrong(desk: Desk, said: dict[str, str], field: str) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    with pytest.raises(Refusal) as refusal:
        decisions.decide(desk.session, claim, ruling(desk, "likely", **said), by=desk.carla)
    assert refusal.value.field == field


def test_a_decision_is_as_of_today_unless_it_says_otherwise(desk: Desk) -> None:
    decision = desk.decide(desk.claim(), "likely")
    assert decision.as_of == decision.created_at.date().isoformat()


def test_an_assessment_that_came_in_meanwhile_makes_the_form_stale(desk: Desk) -> None:
    claim = desk.claim()
    shown = desk.assess(claim, "likely", by=desk.boris)
    desk.assess(claim, "false", by=desk.edda)
    with pytest.raises(Stale, match="assessments changed"):
        decisions.decide(desk.session, claim, ruling(desk, "likely"), review_ids=[shown.id], by=desk.carla)


def test_a_form_posted_twice_decides_once(desk: Desk) -> None:
    claim, form_id = desk.claim(), chance.new_id()
    desk.assess(claim, "likely", by=desk.boris)
    shown = claim.rev
    for _ in range(2):
        decisions.decide(desk.session, claim, ruling(desk, "likely"), seen=shown, id=form_id, by=desk.carla)
        desk.session.commit()
    assert len(decisions.of_claim(desk.session, claim)) == 1


def test_a_reopened_claim_has_no_verdict_and_keeps_its_assessments(desk: Desk) -> None:
    claim = desk.claim()
    desk.decide(claim, "likely")
    decisions.reopen(desk.session, claim, why="The agency corrected itself.", by=desk.carla)
    desk.session.commit()
    assert (claim.verdict, claim.stage) == (None, ClaimStage.AWAITING_SECOND_LOOK)
    assert decisions.current(desk.session, claim) is None
    assert len(decisions.of_claim(desk.session, claim)) == 2
    with pytest.raises(Refusal, match="nothing to reopen"):
        decisions.reopen(desk.session, claim, why="again", by=desk.carla)


def test_a_verdict_that_still_stands_answers_the_looks_it_names(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, DIRECT, by=desk.boris)
    desk.decide(claim, "likely")
    evidence.withdraw(desk.session, piece, why="a forgery", by=desk.boris)
    desk.session.commit()
    [look] = looks.open_of(desk.session, claim)
    assert (claim.stage, look.cause) == (ClaimStage.NEEDS_ANOTHER_LOOK, Cause.EVIDENCE_CHANGED)
    with pytest.raises(Refusal, match="Say why"):
        decisions.still_stands(desk.session, claim, look_ids=[look.id], why="", by=desk.carla)
    desk.session.rollback()
    decisions.still_stands(desk.session, claim, look_ids=[look.id], why="It did not rest on it.", by=desk.carla)
    desk.session.commit()
    assert claim.stage is ClaimStage.DECIDED
    assert look.settled_because == "It did not rest on it."
    assert claim.verdict is desk.verdict("likely")


def test_confirmed_cannot_still_stand_when_its_gate_fell(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, DIRECT, by=desk.boris)
    desk.decide(claim, "confirmed")
    evidence.withdraw(desk.session, piece, why="a forgery", by=desk.boris)
    desk.session.commit()
    [look] = looks.open_of(desk.session, claim)
    with pytest.raises(Refusal, match="Decide it anew"):
        decisions.still_stands(desk.session, claim, look_ids=[look.id], why="I like it.", by=desk.carla)


def test_deciding_anew_answers_every_open_look(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, DIRECT, by=desk.boris)
    desk.decide(claim, "confirmed")
    evidence.withdraw(desk.session, piece, why="a forgery", by=desk.boris)
    desk.session.commit()
    desk.decide(claim, "unproven")
    assert looks.open_of(desk.session, claim) == []
    assert claim.stage is ClaimStage.DECIDED
