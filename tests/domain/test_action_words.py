"""Actions in a few words: no two alike, and each in one group."""

import pytest

from tracker.domain.action_words import grouped, short
from tracker.domain.actions import ABOUT_PEOPLE, Action


def test_no_two_actions_read_alike() -> None:
    assert len({short(action) for action in Action}) == len(Action)


@pytest.mark.parametrize("action", Action)
def test_an_action_is_said_in_a_few_plain_words(action: Action) -> None:
    assert 2 <= len(short(action).split()) <= 6
    assert short(action).isprintable()
    assert not set(short(action)) & set("{}._…")


def test_every_action_stands_in_one_group() -> None:
    listed = [action for actions in grouped(Action).values() for action in actions]
    assert sorted(listed) == sorted(Action)


def test_a_group_of_which_nothing_is_offered_is_left_out() -> None:
    assert "People" in grouped(Action)
    assert "People" not in grouped(set(Action) - ABOUT_PEOPLE)
