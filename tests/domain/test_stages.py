"""Stages follow from what was done, by one function."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.stages import StageFacts, stage_of
from tracker.domain.vocabulary import ClaimStage

facts = st.builds(StageFacts, *[st.booleans()] * 5)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (StageFacts(), ClaimStage.TO_CHECK),
        (StageFacts(worked_on=True), ClaimStage.IN_WORK),
        (StageFacts(assessed=True), ClaimStage.AWAITING_SECOND_LOOK),
        (StageFacts(worked_on=True, assessed=True), ClaimStage.AWAITING_SECOND_LOOK),
        (StageFacts(assessed=True, decided=True), ClaimStage.DECIDED),
        (StageFacts(assessed=True, decided=True, look_open=True), ClaimStage.NEEDS_ANOTHER_LOOK),
        (StageFacts(look_open=True), ClaimStage.TO_CHECK),
        (StageFacts(sent_back=True), ClaimStage.IN_WORK),
        (StageFacts(assessed=True, sent_back=True), ClaimStage.IN_WORK),
        (StageFacts(assessed=True, decided=True, sent_back=True), ClaimStage.DECIDED),
    ],
)
def test_the_stage_is(facts: StageFacts, stage: ClaimStage) -> None:
    assert stage_of(facts) is stage


@given(facts)
def test_a_claim_is_decided_exactly_when_a_decision_stands(facts: StageFacts) -> None:
    decided = stage_of(facts) in (ClaimStage.DECIDED, ClaimStage.NEEDS_ANOTHER_LOOK)
    assert decided is facts.decided


@given(facts)
def test_a_decided_claim_shows_every_open_look(facts: StageFacts) -> None:
    needs_look = stage_of(facts) is ClaimStage.NEEDS_ANOTHER_LOOK
    assert needs_look is (facts.decided and facts.look_open)
