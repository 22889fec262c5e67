"""Texts are kept as typed, and their words and paragraphs are found in any script."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Refusal
from tracker.domain.graphemes import is_boundary
from tracker.domain.text import (
    NotText,
    clean,
    context,
    one_line,
    paragraphs,
    utf16_to_code_points,
    word_count,
)

TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n "))


@given(TYPED)
def test_what_is_typed_is_kept_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    assert clean("one\r\ntwo\rthree\nfour\r\r\n") == "one\ntwo\nthree\nfour\n\n"


def test_letters_and_their_marks_are_not_put_together() -> None:
    assert clean("cafe\u0301 Ａ ﬁ") == "cafe\u0301 Ａ ﬁ"


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9d"])
def test_control_characters_are_refused_with_their_line(sign: str) -> None:
    with pytest.raises(NotText, match=rf"Line 2 holds a control character, U\+{ord(sign):04X}"):
        clean(f"first\r\nsecond {sign} line")


@pytest.mark.parametrize("code", [0xD83D, 0xDE0A, 0xDCFF])
def test_lone_surrogates_are_refused(code: int) -> None:
    with pytest.raises(NotText, match="lone surrogate"):
        clean(f"a smile {chr(code)}")


@given(TYPED, st.data())
def test_offsets_of_browsers_become_code_points(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = len(text[:offset].encode("utf-16-le")) // 2
    assert utf16_to_code_points(text, units) == offset


@pytest.mark.parametrize("offset", [-1, 2, 4])
def test_an_offset_inside_a_pair_or_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(Refusal, match=f"no place {offset} "):
        utf16_to_code_points("a😊", offset)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    text = "\n  Title\n\nfirst line\nsecond line\n \t\n• item\n"
    assert [text[start:end] for start, end in paragraphs(text)] == [
        "  Title",
        "first line\nsecond line",
        "• item",
    ]
    assert paragraphs(" \n\n\t") == []


@given(TYPED)
def test_paragraphs_hold_every_visible_character_once(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … ! ", 0),
        ("It doesn't de-escalate, he said.", 5),
        ("Россия нанесла удар", 3),
        ("قُتِلَ ثلاثون ضابطًا", 3),
        ("می\u200cخواهم بروم", 2),
        ("हिन्दी में समाचार", 3),
        ("東京は晴れ", 5),
        ("cafe\u0301 au lait", 3),
        ("30 officers in 2016", 4),
    ],
)
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert word_count(text) == count


def test_context_is_cut_between_words() -> None:
    text = "According to the agency, thirty officers were killed in the strike on Wednesday."
    start = text.index("thirty")
    assert context(text, start, start + len("thirty officers"), 15) == ("to the agency, ", " were killed in")
    assert context(text, 0, len(text), 15) == ("", "")


def test_context_inside_an_unspaced_text_is_cut_between_characters() -> None:
    text = "か\u3099" * 60
    before, after = context(text, 60, 62, 31)
    assert (len(before), len(after)) == (30, 30)


@given(TYPED, st.integers(0, 40), st.data())
def test_context_stands_beside_its_range(text: str, size: int, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    before, after = context(text, start, end, size)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert max(len(before), len(after)) <= size


def test_a_long_text_is_shown_on_one_line() -> None:
    assert one_line("  Thirty officers\n\twere killed ", 40) == "Thirty officers were killed"
    assert one_line("Thirty officers\nwere killed", 19) == "Thirty officers…"


@given(TYPED, st.integers(1, 60))
def test_a_line_keeps_to_its_limit_and_cuts_no_character(text: str, limit: int) -> None:
    line, full = one_line(text, limit), " ".join(text.split())
    assert len(line) <= limit
    if line != full:
        assert full.startswith(line[:-1])
        assert is_boundary(full, len(line) - 1)
