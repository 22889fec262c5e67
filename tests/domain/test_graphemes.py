"""A text is cut only between the characters that people see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.graphemes import is_boundary, whole, widen

TEXTS = st.text(st.sampled_from("aé e\u0301\u0308न\u093f🇫🇷👩\u200d💻👍🏽❤\ufe0f\n한\u1112\u1161م\u064f\u0e01\u0e33"))


@pytest.mark.parametrize(
    "character",
    [
        *("e\u0301", "مُ", "नि", "ی\u200c", "กำ", "\u1112\u1161\u11ab", "\r\n"),
        *("👩\u200d💻", "👍🏽", "❤\ufe0f", "🇫🇷", "1\ufe0f\u20e3", "👨\u200d👩\u200d👧\u200d👦"),
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_a_character_is_cut_nowhere_inside(character: str) -> None:
    text = f"a{character}b"
    inside = range(2, len(text) - 1)
    assert whole(text, 1, len(text) - 1)
    assert not any(is_boundary(text, offset) for offset in inside)


def test_two_flags_in_a_row_are_cut_between_them() -> None:
    flags = "🇫🇷🇩🇪"
    assert [is_boundary(flags, offset) for offset in range(5)] == [True, False, True, False, True]


def test_letters_and_a_mark_at_the_start_of_a_line_stand_alone() -> None:
    assert all(is_boundary("añb", offset) for offset in range(4))
    assert is_boundary("a\n\u0301b", 2)
    assert is_boundary("ab\u200dc", 3)


def test_an_offset_outside_the_text_is_no_boundary() -> None:
    assert not is_boundary("ab", 3)
    assert not is_boundary("ab", -1)
    assert is_boundary("", 0)


@given(TEXTS, st.data())
def test_widening_gives_the_smallest_whole_range(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    first, last = widen(text, start, end)
    assert whole(text, first, last)
    assert first <= start <= end <= last
    assert not any(is_boundary(text, offset) for offset in [*range(first + 1, start + 1), *range(end, last)])
