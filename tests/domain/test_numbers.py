"""Short numbers in one line, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import numbers
from tracker.domain.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()),
        ("3", (3,)),
        ("9, 3,3", (3, 9)),
        ("3 7-9", (3, 7, 8, 9)),
        ("#3; 7 – 9", (3, 7, 8, 9)),
        ("7- 9", (7, 8, 9)),
        ("5-5", (5,)),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, meant: tuple[int, ...]) -> None:
    assert numbers.read(typed) == meant


@pytest.mark.parametrize(
    "typed", ["twelve", "3, -4", "9-7", "1-501", "1-400, 500-700", "٣", "1234567890", "3--4", "3-"]
)
def test_what_is_no_number_or_too_many_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        numbers.read(typed)


@given(st.sets(st.integers(min_value=0, max_value=300)))
def test_numbers_are_read_as_they_are_written(meant: set[int]) -> None:
    assert numbers.read(numbers.write(meant)) == tuple(sorted(meant))


def test_numbers_that_follow_each_other_are_written_as_a_stretch() -> None:
    assert numbers.write([9, 3, 8, 7]) == "3, 7-9"
