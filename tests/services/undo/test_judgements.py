"""Assessments and verdicts are taken back, and brought back, by newer rows; what waits for a look follows them."""

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tests.undoing import annotate, edit_the_statement, faults, mark_a_passage, newest, undo_event, undo_last, worked_on
from tracker.domain.vocabulary import Cause, ClaimStage, Control, Relation, StepCheck
from tracker.models import Claim, Event, Source
from tracker.services import (
    claims,
    decisions,
    evidence,
    links,
    looks,
    ownerships,
    reviews,
    steps,
    undo,
)
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.ownerships import Stated
from tracker.services.steps import Checked


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


def verdicts(desk: Desk, claim: Claim) -> list[tuple[str, str | None]]:
    """List who holds which assessment of a claim that stands."""
    standing = reviews.standing(desk.session, claim)
    return [(one.created_by.name, one.verdict.key if one.verdict else None) for one in standing]


def refused(desk: Desk, event: Event) -> list[str]:
    """Return why parts of an event stay."""
    desk.session.commit()
    return [one.because for one in undo.preview(desk.session, event, person=desk.edda).obstacles]


def actions(desk: Desk) -> list[str]:
    return list(desk.session.scalars(select(Event.action).order_by(Event.seq.desc()).limit(2)))


def test_an_assessment_is_undone_by_a_newer_one_without_a_verdict(desk: Desk, claim: Claim) -> None:
    stage = claim.stage
    desk.assess(claim, "unproven", by=desk.boris)
    undo_last(desk, desk.boris, why="I misread it.")
    assert reviews.own(desk.session, claim, desk.boris) is None
    back = reviews.of_claim(desk.session, claim)[-1]
    assert (back.verdict_id, back.words, back.created_by) == (None, "I misread it.", desk.boris)
    assert claim.stage == stage
    assert actions(desk) == ["action.undone", "claim.reviewed"]
    assert undo.last(desk.session, desk.boris) is None
    assert faults(desk) == []


def test_who_takes_anothers_assessment_back_says_so_in_it_and_keeps_their_own(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "likely", by=desk.edda)
    desk.assess(claim, "unproven", by=desk.boris)
    undo_event(desk, newest(desk), by=desk.edda, why="Not his account.")
    assert verdicts(desk, claim) == [("Edda", "likely")]
    back = reviews.of_claim(desk.session, claim)[-1]
    assert (back.created_by.name, back.words) == ("Boris", "Edda: Not his account.")


def test_an_earlier_assessment_of_the_same_person_stands_again_with_its_grounds(desk: Desk, claim: Claim) -> None:
    pieces = [piece.id for piece in evidence.of_claim(desk.session, claim)]
    first = reviews.submit(
        desk.session, claim, verdict=desk.verdict("likely"), words="Two of them.", evidence_ids=pieces, by=desk.boris
    )
    desk.session.commit()
    desk.assess(claim, "unproven", by=desk.boris)
    undo_event(desk, newest(desk), by=desk.edda)
    [standing] = reviews.standing(desk.session, claim)
    assert standing.id != first.id
    assert (standing.created_by, standing.verdict, standing.words) == (desk.boris, first.verdict, "Two of them.")
    assert [ground.evidence_id for ground in standing.grounds] == pieces
    assert faults(desk) == []


def test_an_assessment_that_was_taken_back_stands_again(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "unproven", by=desk.boris)
    stage = claim.stage
    reviews.take_back(desk.session, claim, why="I misread it.", by=desk.boris)
    taken_back = newest(desk)
    undo_event(desk, taken_back, by=desk.edda)
    assert (verdicts(desk, claim), claim.stage) == ([("Boris", "unproven")], stage)
    undo_event(desk, newest(desk), by=desk.edda)
    assert verdicts(desk, claim) == []
    undo_event(desk, newest(desk), by=desk.edda)
    assert verdicts(desk, claim) == [("Boris", "unproven")]
    assert faults(desk) == []


def test_an_assessment_that_a_verdict_was_drawn_from_stays(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    assessed = desk.session.scalars(select(Event).where(Event.action == "claim.reviewed")).one()
    assert refused(desk, assessed) == ["somebody assessed or decided the claim since, as it is now"]


def test_an_assessment_that_was_replaced_since_stays(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "unproven", by=desk.boris)
    event = newest(desk)
    desk.assess(claim, "likely", by=desk.boris)
    assert refused(desk, event) == ["the verdict was looked at or changed since"]


def test_anothers_assessment_does_not_hold_one_up(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "unproven", by=desk.boris)
    event = newest(desk)
    desk.assess(claim, "likely", by=desk.carla)
    undo_event(desk, event, by=desk.edda)
    assert verdicts(desk, claim) == [("Carla", "likely")]


def test_a_first_verdict_is_undone_by_opening_the_claim_again(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    undo_last(desk, desk.carla, why="Too early.")
    assert (claim.verdict_id, claim.stage) == (None, ClaimStage.AWAITING_SECOND_LOOK)
    newest_row = decisions.of_claim(desk.session, claim)[-1]
    assert (newest_row.verdict_id, newest_row.reason, newest_row.created_by) == (None, "Too early.", desk.carla)
    assert actions(desk) == ["action.undone", "claim.decided"]
    assert faults(desk) == []


def test_a_verdict_that_replaced_another_gives_way_to_it_with_what_was_waiting(desk: Desk, claim: Claim) -> None:
    earlier = desk.decide(claim, "unproven", as_of="2018-02", would_change="A picture.")
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    said = Ruling(desk.verdict("unlikely"), "Nobody saw it.")
    decisions.decide(desk.session, claim, said, by=desk.carla)
    event = newest(desk)
    assert looks.open_of(desk.session, claim) == []
    undo_event(desk, event, by=desk.edda)
    again = decisions.current(desk.session, claim)
    assert again is not None
    assert again.id != earlier.id
    assert (again.verdict, again.reason, again.as_of, again.would_change, again.created_by) == (
        earlier.verdict,
        earlier.reason,
        "2018-02",
        "A picture.",
        desk.carla,
    )
    assert [ground.review_id for ground in again.drawn_from] == [ground.review_id for ground in earlier.drawn_from]
    assert claim.verdict is earlier.verdict
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.STATEMENT_CHANGED]
    assert claim.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    assert faults(desk) == []


def test_a_claim_that_was_reopened_has_its_verdict_again(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    verdict, stage = claim.verdict, claim.stage
    decisions.reopen(desk.session, claim, why="a slip", by=desk.carla)
    reopened = newest(desk)
    undo_event(desk, reopened, by=desk.edda)
    assert (claim.verdict, claim.stage) == (verdict, stage)
    assert len(looks.open_of(desk.session, claim)) == 1
    undo_event(desk, newest(desk), by=desk.edda)
    assert (claim.verdict, looks.open_of(desk.session, claim)) == (None, [])
    assert faults(desk) == []


@pytest.mark.parametrize("since", ["statement", "assessment"])
def test_a_reopened_claim_that_was_worked_on_stays_open(desk: Desk, claim: Claim, since: str) -> None:
    desk.decide(claim, "unproven")
    decisions.reopen(desk.session, claim, why="a slip", by=desk.carla)
    reopened = newest(desk)
    if since == "statement":
        edit_the_statement(desk, claim)
    else:
        desk.assess(claim, "likely", by=desk.edda)
    later = newest(desk)
    assert set(refused(desk, reopened)) == {"the verdict was looked at or changed since"}
    undo_event(desk, later, by=desk.edda)
    undo_event(desk, reopened, by=desk.edda)
    assert claim.verdict is not None


def test_a_verdict_found_to_stand_waits_for_its_look_again(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    edit_the_statement(desk, claim)
    edited = newest(desk)
    [look] = looks.open_of(desk.session, claim)
    decisions.still_stands(desk.session, claim, look_ids=[look.id], why="It is the same.", by=desk.carla)
    stood = newest(desk)
    assert refused(desk, edited) == ["somebody assessed or decided the claim since, as it is now"]
    undo_event(desk, stood, by=desk.edda)
    assert [one.id for one in looks.open_of(desk.session, claim)] == [look.id]
    assert claim.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    undo_event(desk, edited, by=desk.edda)
    assert (claim.statement, looks.open_of(desk.session, claim)) == ("The depot was hit.", [])
    assert faults(desk) == []


def test_a_verdict_that_was_found_to_stand_since_stays(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    decided = newest(desk)
    edit_the_statement(desk, claim)
    desk.session.commit()
    decisions.still_stands(
        desk.session, claim, look_ids=[one.id for one in looks.open_of(desk.session, claim)], why="yes", by=desk.carla
    )
    assert refused(desk, decided) == ["somebody assessed or decided the claim since, as it is now"]


def test_a_look_that_is_answered_anyhow_is_in_the_way_of_nothing(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    edit_the_statement(desk, claim)
    desk.session.commit()
    looked = [one.id for one in looks.open_of(desk.session, claim)]
    decisions.still_stands(desk.session, claim, look_ids=looked, why="It is the same.", by=desk.carla)
    undoing = undo_event(desk, newest(desk), by=desk.edda)
    decisions.still_stands(desk.session, claim, look_ids=looked, why="I looked again.", by=desk.carla)
    assert refused(desk, undoing) == []


def test_nothing_waits_for_a_claim_that_was_reopened_meanwhile(desk: Desk, claim: Claim) -> None:
    [piece] = evidence.of_claim(desk.session, claim)
    desk.decide(claim, "unproven")
    evidence.withdraw(desk.session, piece, why="no", by=desk.boris)
    undoing = undo_event(desk, newest(desk), by=desk.edda)
    decisions.reopen(desk.session, claim, why="more came in", by=desk.carla)
    desk.session.commit()
    undo_event(desk, undoing, by=desk.edda)
    assert piece.withdrawn
    assert looks.open_of(desk.session, claim) == []
    assert faults(desk) == []


def test_looks_that_an_action_asked_for_are_settled_when_it_is_undone(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    stage = claim.stage
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    assert claim.stage != stage
    undo_last(desk, desk.boris)
    assert claim.stage == stage
    assert faults(desk) == []


def owned(desk: Desk) -> Source:
    return desk.session.scalars(select(Source).where(Source.name == "FARS")).one()


def test_claims_that_were_decided_on_an_owner_need_another_look_when_that_is_undone(desk: Desk, claim: Claim) -> None:
    said = Stated(Control.OWNS, basis="A register.")
    ownerships.add(desk.session, owned(desk), desk.source("A holding"), said, confirmed=True, by=desk.boris)
    event = newest(desk)
    desk.decide(claim, "unproven")
    undo_event(desk, event, by=desk.edda)
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.UNDONE]
    assert claim.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    assert faults(desk) == []


def test_claims_that_were_decided_before_an_owner_was_noted_are_as_before(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    said = Stated(Control.OWNS, basis="A register.")
    ownerships.add(desk.session, owned(desk), desk.source("A holding"), said, confirmed=True, by=desk.boris)
    event = newest(desk)
    assert len(looks.open_of(desk.session, claim)) == 1
    undo_event(desk, event, by=desk.edda)
    assert looks.open_of(desk.session, claim) == []


def test_claims_that_share_a_checked_step_of_a_passage_need_another_look(desk: Desk, claim: Claim) -> None:
    mark_a_passage(desk, claim)
    annotate(desk, claim)
    shared = desk.session.scalars(select(Claim).where(Claim.statement == "A depot burned.")).one()
    passage = shared.appearances[0].passage
    assert passage is not None
    [step] = passage.citations
    steps.check(desk.session, shared, {step.id: Checked(StepCheck.YES)}, by=desk.boris)
    event = newest(desk)
    desk.decide(shared, "unproven")
    undo_event(desk, event, by=desk.edda)
    assert step.check is StepCheck.NOT_CHECKED
    assert [look.cause for look in looks.open_of(desk.session, shared)] == [Cause.UNDONE]
    assert shared.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    assert faults(desk) == []


def test_a_related_claim_that_was_decided_while_this_one_was_open_asks_for_a_look(desk: Desk, claim: Claim) -> None:
    other = desk.session.scalars(select(Claim).where(Claim.statement == "Nothing was hit.")).one()
    links.add(desk.session, claim, other, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.decide(claim, "likely")
    decisions.reopen(desk.session, claim, why="a slip", by=desk.carla)
    reopened = newest(desk)
    desk.decide(other, "likely")
    undo_event(desk, reopened, by=desk.edda)
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.LINKED_DECIDED]
    assert faults(desk) == []
