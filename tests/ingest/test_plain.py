"""Plain text keeps every character in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest import samples
from tracker.ingest import plain


@pytest.mark.parametrize(
    ("text", "unified"),
    [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\fb\vc\x85d", "a\nb\nc\nd"), (" a \t\u2028b\u00a0", " a \t\u2028b\u00a0")],
)
def test_line_ends_are_made_one_and_nothing_else(text: str, unified: str) -> None:
    assert plain.unify_lines(text) == unified


@given(st.text())
def test_offsets_stay_where_no_line_ends_in_two_characters(text: str) -> None:
    unified = plain.unify_lines(text)
    assert len(unified) == len(text) - text.count("\r\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [("\n\n  Bridge closed \nMore.", "Bridge closed"), ("x" * 200, "x" * 200), ("x" * 201 + "\nBridge", None)],
)
def test_the_first_line_is_proposed_as_the_title_unless_it_is_a_paragraph(text: str, title: str | None) -> None:
    assert plain.propose(text, "").title == title


def test_the_byline_is_looked_for_near_the_title_only() -> None:
    assert plain.propose("Bridge closed\n\nBy Mara Lindqvist\n", "").byline == "Mara Lindqvist"
    assert plain.propose("Bridge closed\n" + "More.\n" * 9 + "By Mara Lindqvist", "").byline is None


def test_what_a_text_does_not_say_stays_unknown() -> None:
    proposals = plain.propose("Bridge\n" + samples.RUSSIAN, "")
    assert (proposals.outlet, proposals.published, proposals.address, proposals.description) == (None,) * 4
    assert proposals.language == "ru"
