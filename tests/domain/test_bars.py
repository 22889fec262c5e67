"""A bar shows every part that counts anything, in order, side by side, as long as its share."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.bars import BETWEEN, LEAST, LENGTH, Part, lay_out

parts = st.lists(st.integers(0, 1000).map(lambda count: Part("not there", count, "not_there")), max_size=9)


@given(parts)
def test_the_stretches_stand_side_by_side_over_the_whole_length(drawn: list[Part]) -> None:
    stretches = lay_out(drawn).stretches
    assert [one.part for one in stretches] == [part for part in drawn if part.count]
    for one, next_one in pairwise(stretches):
        assert next_one.x - (one.x + one.width) == pytest.approx(BETWEEN, abs=0.2)
    if stretches:
        assert stretches[0].x == 0
        assert stretches[-1].x + stretches[-1].width == pytest.approx(LENGTH, abs=0.2)


@given(parts)
def test_the_smallest_part_can_be_seen_and_more_is_never_shorter(drawn: list[Part]) -> None:
    stretches = lay_out(drawn).stretches
    assert all(one.width >= LEAST for one in stretches)
    by_count = sorted(stretches, key=lambda one: one.part.count)
    assert [one.width for one in by_count] == sorted(one.width for one in by_count)


def test_a_bar_is_told_in_words() -> None:
    drawn = [Part("yes", 1200, "yes"), Part("not there", 0, "not_there"), Part("not checked", 3, "not_checked")]
    assert lay_out(drawn).told == "1,200 yes, 3 not checked"
