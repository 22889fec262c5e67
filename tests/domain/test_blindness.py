"""How many people assess a claim blind, and when all of them have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.blindness import FEWEST, NUMBERS, all_have, people_needed
from tracker.domain.scale import MOST_ASSESSMENTS

ASKED = st.lists(st.none() | st.sampled_from(NUMBERS), max_size=4)
PEOPLE = st.integers(0, 12)


@pytest.mark.parametrize(
    ("asked", "able", "needed"),
    [
        ([], 9, None),
        ([None, None], 9, None),
        ([2], 9, 2),
        ([2, None, 4], 9, 4),
        ([4], 3, 3),
        ([4], 2, 2),
        ([4], 1, None),
        ([2], 0, None),
    ],
)
def test_the_most_that_is_asked_for_holds_as_far_as_there_are_people(
    asked: list[int | None], able: int, needed: int | None
) -> None:
    assert people_needed(asked, able) == needed


@pytest.mark.parametrize(
    ("needed", "assessed", "able", "opens"),
    [(2, 0, 5, False), (2, 1, 5, False), (2, 2, 5, True), (3, 2, 2, True), (3, 1, 1, True), (3, 0, 0, False)],
)
def test_it_opens_when_all_have_assessed_that_are_needed_and_left(
    needed: int, assessed: int, able: int, opens: bool
) -> None:
    assert all_have(needed, assessed=assessed, able=able) is opens


def test_a_case_can_ask_for_as_many_as_a_verdict_can() -> None:
    assert (NUMBERS[0], NUMBERS[-1]) == (FEWEST, MOST_ASSESSMENTS)


@given(ASKED, PEOPLE)
def test_nobody_is_ever_kept_apart_from_nobody_and_never_from_more_than_there_are(
    asked: list[int | None], able: int
) -> None:
    needed = people_needed(asked, able)
    assert needed is None or FEWEST <= needed <= able
    assert needed is None or needed <= max(number or 0 for number in asked)


@given(ASKED, PEOPLE, PEOPLE)
def test_nobody_is_waited_for_who_does_not_exist(asked: list[int | None], able: int, left: int) -> None:
    needed = people_needed(asked, able)
    if needed is not None:
        assert all_have(needed, assessed=max(1, left), able=left)
        assert not all_have(needed, assessed=0, able=left)
