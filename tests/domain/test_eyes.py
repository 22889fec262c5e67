"""Nobody decides alone on what they annotated or alone assessed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.eyes import Looked, Sight, sight

ANNA, BORIS, CARLA = UUID(int=1), UUID(int=2), UUID(int=3)
DESK = {ANNA, BORIS, CARLA}

people = st.sampled_from([ANNA, BORIS, CARLA])
looks = st.builds(Looked, people, st.frozensets(people), st.frozensets(people))


@pytest.mark.parametrize(
    ("decider", "assessors", "able", "found"),
    [
        (ANNA, set(), DESK, Sight.NOT_ASSESSED),
        (ANNA, set(), {ANNA}, Sight.NOT_ASSESSED),
        (ANNA, {ANNA}, DESK, Sight.ALONE),
        (ANNA, {BORIS}, DESK, Sight.SEVERAL),
        (ANNA, {ANNA, BORIS}, DESK, Sight.SEVERAL),
        (ANNA, {ANNA}, {ANNA}, Sight.ONE_PERSON),
        (ANNA, {BORIS}, {ANNA}, Sight.SEVERAL),
    ],
)
def test_who_may_decide(decider: UUID, assessors: set[UUID], able: set[UUID], found: Sight) -> None:
    assert sight(Looked(decider, assessors, able)) is found


@given(looks)
def test_a_decision_rests_on_another_persons_assessment_but_for_a_desk_of_one(looked: Looked) -> None:
    found = sight(looked)
    others = set(looked.assessors) - {looked.decider}
    assert (found is Sight.SEVERAL) is bool(others)
    if found is Sight.ONE_PERSON:
        assert set(looked.able) <= {looked.decider}
        assert looked.decider in looked.assessors


@given(looks)
def test_every_refusal_tells_what_to_do(looked: Looked) -> None:
    found = sight(looked)
    if not found.allows:
        assert "decide" in found.label
