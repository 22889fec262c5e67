"""The numbers of related claims stand on one scale, in order, each as long as its range."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.figures import read
from tracker.domain.ranges import BEYOND, LEAST, LENGTH, Given, lay_out


def numbers(claim: int, text: str, relation: str = "contradicts") -> list[Given]:
    return [Given(claim, relation, figure) for figure in read(text)]


def test_ranges_are_drawn_from_nought_to_the_largest_number() -> None:
    [scale] = lay_out(
        [*numbers(1, "1,200 to 12,000 soldiers", ""), *numbers(2, "6,000 soldiers"), *numbers(3, "nobody")]
    )
    assert (scale.unit, int(scale.low), int(scale.high)) == ("", 0, 12000)
    assert [(bar.given.claim, bar.x, bar.width, bar.beside) for bar in scale.bars] == [
        (1, 59.6, 540.4, ""),
        (2, 298.0, 4.0, "they overlap"),
    ]


@pytest.mark.parametrize(
    ("own", "other", "beside"),
    [
        ("12,000 men", "12.000 men", "the same"),
        ("up to 1,200 men", "at least 12,000 men", "apart"),
        ("at least 1,200 men", "12,000 men", "they overlap"),
        ("1,200 men", "12,000 men", "apart"),
    ],
)
def test_it_is_said_how_a_number_stands_to_that_of_the_claim(own: str, other: str, beside: str) -> None:
    [scale] = lay_out([*numbers(1, own, ""), *numbers(2, other)])
    assert [bar.beside for bar in scale.bars if bar.given.claim == 2] == [beside]


def test_what_has_no_upper_bound_goes_beyond_the_largest_number() -> None:
    [scale] = lay_out([*numbers(1, "at least 19 people", ""), *numbers(2, "up to 10 people")])
    least = next(bar for bar in scale.bars if bar.open_above)
    most = next(bar for bar in scale.bars if bar.open_below)
    assert (least.x, least.x + least.width) == (LENGTH - LEAST - BEYOND, LENGTH)
    assert most.x == 0


def test_each_unit_has_a_scale_and_one_that_a_single_claim_counts_in_has_none() -> None:
    scales = lay_out([*numbers(1, "5 per cent of 300 men, 2 km away", ""), *numbers(2, "10 per cent of 200 men")])
    assert [scale.unit for scale in scales] == ["%", ""]


figures = st.tuples(
    st.integers(1, 5),
    st.sampled_from(["{} men", "at least {} men", "up to {} men", "{} per cent", "0 to {} men"]),
    st.integers(1, 10**6).filter(lambda number: not 1900 <= number <= 2099),
).map(lambda drawn: numbers(drawn[0], drawn[1].format(f"{drawn[2]:,}"), "" if drawn[0] == 1 else "updates"))


@given(st.lists(figures, max_size=8).map(lambda lists: [one for some in lists for one in some]))
def test_bars_stand_within_the_scale_in_order_and_can_be_seen(given_numbers: list[Given]) -> None:
    for scale in lay_out(given_numbers):
        for bar in scale.bars:
            assert bar.x >= 0
            assert bar.width >= LEAST - 0.2
            assert bar.x + bar.width <= LENGTH + 0.2
        exact = [bar for bar in scale.bars if bar.given.figure.low is not None]
        for one, other in pairwise(exact):
            assert one.x <= other.x
    assert lay_out(given_numbers) == lay_out(given_numbers)
