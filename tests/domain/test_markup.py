"""Texts are shown in paragraphs and segments, whatever marks lie over them."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.markup import Mark, segments

TEXTS = st.text(alphabet="ab \n\u0301é👍🏽", max_size=60)
MARKS = st.lists(
    st.builds(Mark, st.integers(0, 70), st.integers(0, 70), st.sampled_from(["q1", "q2", "q3", "link"])), max_size=8
)


def shown(text: str, *marks: Mark) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [[(one.text, one.open) for one in paragraph.segments] for paragraph in segments(text, marks)]


def test_a_text_without_marks_is_its_paragraphs() -> None:
    assert shown("One.\nStill one.\n\nTwo.") == [[("One.\nStill one.", ())], [("Two.", ())]]


def test_overlapping_marks_are_cut_where_either_begins_or_ends() -> None:
    found = shown("abcdef", Mark(0, 4, "q1"), Mark(2, 6, "q2"))
    assert found == [[("ab", ("q1",)), ("cd", ("q1", "q2")), ("ef", ("q2",))]]


def test_of_two_marks_that_begin_together_the_longer_is_the_outer() -> None:
    assert shown("abcd", Mark(0, 2, "short"), Mark(0, 4, "long"))[0][0] == ("ab", ("long", "short"))


def test_a_mark_over_two_paragraphs_begins_in_the_one_and_ends_in_the_other() -> None:
    (first, second) = segments("ab\n\ncd", [Mark(1, 5, "q1")])
    assert [one.opened for one in first.segments] == [(), ("q1",)]
    assert [one.closed for one in second.segments] == [("q1",), ()]


def test_a_mark_of_nothing_but_blank_lines_is_left_out() -> None:
    assert shown("ab\n\ncd", Mark(2, 4, "q1"), Mark(1, 1, "q2")) == [[("ab", ())], [("cd", ())]]


@given(TEXTS, MARKS)
def test_the_segments_give_the_text_back_but_for_white_space_between_paragraphs(text: str, marks: list[Mark]) -> None:
    at = 0
    for paragraph in segments(text, marks):
        assert not text[at : paragraph.start].strip()
        assert "".join(one.text for one in paragraph.segments) == text[paragraph.start : paragraph.end]
        assert paragraph.segments[0].start == paragraph.start
        assert paragraph.segments[-1].end == paragraph.end
        at = paragraph.end
    assert not text[at:].strip()


@given(TEXTS, MARKS)
def test_a_segment_lies_under_exactly_the_marks_that_hold_it(text: str, marks: list[Mark]) -> None:
    for paragraph in segments(text, marks):
        for one in paragraph.segments:
            assert one.text == text[one.start : one.end] != ""
            assert {*one.open} == {mark.key for mark in marks if mark.start <= one.start and one.end <= mark.end}


@given(TEXTS, MARKS)
def test_every_mark_that_is_shown_begins_once_and_ends_once(text: str, marks: list[Mark]) -> None:
    numbered = [Mark(mark.start, mark.end, str(at)) for at, mark in enumerate(marks)]
    pieces = [one for paragraph in segments(text, numbered) for one in paragraph.segments]
    over = {key for one in pieces for key in one.open}
    assert sorted(key for one in pieces for key in one.opened) == sorted(over)
    assert sorted(key for one in pieces for key in one.closed) == sorted(over)
