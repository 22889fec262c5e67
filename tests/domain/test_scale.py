"""What a scale of verdicts must be, and what its verdicts ask for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Refusal
from tracker.domain.roles import Role
from tracker.domain.scale import DEFAULT_SCALE, MOST_STEPS, ScaleStep, line, needed, new_key, refuse_unsound

TRUE, FALSE = (
    ScaleStep("true", "True", "It is so.", 5, "confirmed"),
    ScaleStep("false", "False", "It is not.", 1, "false"),
)


def test_the_default_scale_is_sound_and_five_of_it_stand_on_a_line() -> None:
    refuse_unsound(DEFAULT_SCALE)
    assert line(DEFAULT_SCALE) == ("false", "unlikely", "unproven", "likely", "confirmed")


def test_a_scale_without_a_line_goes_by_that_of_the_default_one() -> None:
    assert line([TRUE, FALSE]) == line(DEFAULT_SCALE)
    assert line([replace(TRUE, line=7), replace(FALSE, line=2)]) == ("false", "true")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([TRUE], "at least two"),
        ([TRUE] * (MOST_STEPS + 1), "at most 30"),
        ([TRUE, replace(FALSE, label=" ")], "needs a name"),
        ([TRUE, replace(FALSE, definition="")], "a sentence that says when"),
        ([TRUE, replace(FALSE, label="x" * 41)], "too long"),
        ([TRUE, replace(FALSE, mark="skull")], "Choose a mark for False"),
        ([TRUE, replace(FALSE, rating=6)], "1 to 5"),
        ([TRUE, replace(FALSE, line=0)], "on the line"),
        ([TRUE, replace(FALSE, assessments=10)], "1 to 9"),
        ([TRUE, replace(FALSE, decided_from=Role.ANNOTATOR)], "decided by reviewers"),
        ([TRUE, replace(FALSE, label="TRUÉ")], "Two verdicts are called"),
        ([replace(TRUE, line=1), replace(FALSE, line=1)], "place of the line that another verdict has"),
        ([replace(TRUE, line=1), FALSE], "alone is no line"),
    ],
)
def test_what_is_no_scale_is_refused_with_what_to_do(steps: list[ScaleStep], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        refuse_unsound(steps)


@pytest.mark.parametrize(
    ("asked", "able", "expected"), [(1, 1, 1), (1, 9, 1), (2, 1, 1), (2, 2, 2), (3, 2, 2), (3, 9, 3), (2, 0, 1)]
)
def test_a_small_desk_is_asked_for_no_more_people_than_it_has(asked: int, able: int, expected: int) -> None:
    assert needed(asked, able) == expected


@given(st.text(max_size=40), st.sets(st.text(max_size=10)))
def test_a_new_key_is_plain_and_was_never_another_verdict_s(label: str, taken: set[str]) -> None:
    key = new_key(label, taken)
    assert key not in taken
    assert key.isascii()
    assert key.replace("_", "").isalnum()


def test_a_key_says_what_it_is_as_far_as_it_can() -> None:
    assert new_key("Half True!", ()) == "half_true"
    assert new_key("Half True!", {"half_true", "half_true_2"}) == "half_true_3"
    assert new_key("قيد التحقق", ()) == "verdict"
