"""Numbers and ranges are read from statements, whatever separates their thousands; dates and names are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.figures import Figure, read

NO = None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1,200 to 12,000 Russian soldiers", 1200, 12000, ""),
        ("1 200 soldiers", 1200, 1200, ""),
        ("1.200 soldiers", 1200, 1200, ""),
        ("1'200 soldiers", 1200, 1200, ""),
        ("1\u202f200\u202f000 soldiers", 1_200_000, 1_200_000, ""),
        ("1.234.567,89 euros", "1234567.89", "1234567.89", "€"),
        ("1,234,567.89 euros", "1234567.89", "1234567.89", "€"),
        ("3.5 km away", "3.5", "3.5", "km"),
        ("0.125 of them", "0.125", "0.125", ""),
        ("at least nineteen people", 19, NO, ""),
        ("more than about 300 people", 300, NO, ""),
        ("19 or more", 19, NO, ""),
        ("up to 12,000 men", NO, 12000, ""),
        ("no more than a dozen", NO, 12, ""),
        ("ten or fewer", NO, 10, ""),
        ("between 1,200 and 12,000", 1200, 12000, ""),
        ("50–60 soldiers", 50, 60, ""),
        ("1 to 2 million people", 1_000_000, 2_000_000, ""),
        ("$5bn", 5_000_000_000, 5_000_000_000, "$"),
        ("$5 to $10", 5, 10, "$"),
        ("5 to 10 per cent", 5, 10, "%"),
        ("٣٬٥٠٠ قتيل", 3500, 3500, ""),
        ("٣٫٥٪", "3.5", "3.5", "%"),
        ("۱۲ نفر", 12, 12, ""),
        ("12 тысяч человек", 12000, 12000, ""),
        ("two hundred and fifty-one soldiers", 251, 251, ""),
        ("three thousand four hundred", 3400, 3400, ""),
        ("more than 1950 men", 1950, NO, ""),
        ("−5 degrees", -5, -5, ""),
        ("ten to fifteen days", 10, 15, "days"),
    ],
)
def test_a_number_or_a_range_is_read(text: str, low: object, high: object, unit: str) -> None:
    [figure] = read(text)
    wanted = [None if bound is None else Decimal(str(bound)) for bound in (low, high)]
    assert [figure.low, figure.high, figure.unit] == [*wanted, unit]
    assert text[figure.start : figure.end] == figure.words


@pytest.mark.parametrize(
    "text",
    [
        *("On 21 September 2016 at 14:30", "September 21, 2016", "in May 2016", "2016-09-21", "21.09.2016", "21/9/16"),
        *("21 сентября 2016", "in 2016", "1990–1994", "the 1990s", "the 21st", "at 5 p.m.", "9/11", "24/7"),
        *("a T-72", "MH17", "the 2S3", "version 1.2.3", "no one said so", "the second time"),
    ],
)
def test_dates_times_and_names_are_no_numbers(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("fell from 12,000 to 1,200", [12000, 1200]),
        ("In 2016 300 people", [300]),
        ("In May 1,200 men and 30 tanks", [1200, 30]),
        ("two and three", [2, 3]),
        ("a Su-24 was 20 km away", [20]),
    ],
)
def test_numbers_that_are_no_range_stay_apart(text: str, numbers: list[int]) -> None:
    assert [figure.low for figure in read(text)] == numbers


@given(st.integers(0, 10**12), st.sampled_from([",", ".", "\u00a0", "\u202f", " ", "'", "\u2019"]))
def test_every_separator_of_thousands_gives_the_same_number(number: int, separator: str) -> None:
    [figure] = read(f"about {number:,} people".replace(",", separator))
    assert figure.low == figure.high == number


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_range_has_the_bounds_that_are_written(one: int, other: int) -> None:
    found = [(figure.low, figure.high) for figure in read(f"{one:,} to {other:,} soldiers")]
    low, high = Decimal(one), Decimal(other)
    assert found == ([(low, high)] if low < high else [(low, low), (high, high)])


@given(st.integers(0, 10**9).filter(lambda number: not 1900 <= number <= 2099), st.sampled_from("٠0۰०"))
def test_digits_of_any_script_are_read(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    [figure] = read(written)
    assert figure.low == number


@given(st.text(alphabet="0123456789.,'- toandbetweup%$km\u00a0٣Tm", max_size=60) | st.text(max_size=60))
def test_figures_stand_in_order_and_are_the_words_of_their_place(text: str) -> None:
    last = 0
    for figure in read(text):
        assert last <= figure.start < figure.end
        assert figure.words == text[figure.start : figure.end]
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.overlaps(figure)
        last = figure.end


def test_two_ranges_overlap_where_some_number_lies_in_both() -> None:
    def one(text: str) -> Figure:
        return read(text)[0]

    wide, narrow, least, share = map(one, ["1,200 to 12,000", "up to 1,200", "at least 13,000", "5 per cent"])
    assert wide.overlaps(narrow)
    assert narrow.overlaps(wide)
    assert not wide.overlaps(least)
    assert not least.overlaps(narrow)
    assert not wide.overlaps(share)
