"""Counts, dates and moments in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.wording import counted, date, day, in_figures, listed, moment

LATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no claims"), (1, "one claim"), (12, "twelve claims"), (13, "13 claims"), (1203, "1,203 claims")],
)
def test_small_counts_are_words(number: int, said: str) -> None:
    assert counted(number, "claim") == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1203, "1,203 claims")])
def test_among_figures_a_count_is_a_figure_and_its_noun_still_agrees(number: int, said: str) -> None:
    assert in_figures(number, "claim") == said


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [counted(number, "person", "people") for number in (1, 2)] == ["one person", "two people"]
    assert [in_figures(number, "person", "people") for number in (1, 2)] == ["1 person", "2 people"]


@pytest.mark.parametrize(("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ([*"abc"], "a, b and c")])
def test_lists_read_as_in_a_sentence(items: list[str], said: str) -> None:
    assert listed(items) == said


def test_a_date_is_said_and_what_is_no_date_stays() -> None:
    assert [date(written) for written in ("2026-11-13", "2026-11~", "last week")] == [
        "13 Nov 2026",
        "about Nov 2026",
        "last week",
    ]


def test_moments_are_said_in_the_zone_of_the_desk() -> None:
    prague = ZoneInfo("Europe/Prague")
    assert day(LATE, prague) == "21 Nov 2026"
    assert moment(LATE, prague) == "Sat 21 Nov 2026, 00:30 CET"
