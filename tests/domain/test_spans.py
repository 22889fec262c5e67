"""Stretches of a text are named by their words, by lines or by their ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.anchors import NotThere
from tracker.domain.errors import Refusal
from tracker.domain.spans import between, in_lines, read, write

TEXT = "The envoy spoke first.\nHe said that “no depot was hit”.\n\nA reader wrote: nobody was hit.\nThe end.\n"


def cut(first: str, last: str = "") -> str:
    start, end = between(TEXT, first, last)
    return TEXT[start:end]


def test_first_and_last_words_name_all_between_them() -> None:
    assert cut("He said", "nobody was hit.") == "He said that “no depot was hit”.\n\nA reader wrote: nobody was hit."


def test_the_first_words_alone_name_themselves() -> None:
    assert cut("A reader wrote") == "A reader wrote"


def test_quote_marks_may_be_typed_plainly() -> None:
    assert cut("He said", '"no depot was hit"') == "He said that “no depot was hit”"


def test_of_last_words_that_stand_there_twice_the_nearest_are_meant() -> None:
    assert cut("The envoy", "was hit") == "The envoy spoke first.\nHe said that “no depot was hit"


def test_first_words_that_are_not_there_are_refused_at_their_field() -> None:
    with pytest.raises(NotThere) as refused:
        cut("The minister spoke")
    assert refused.value.field == "quote"


@pytest.mark.parametrize("last", ["The envoy spoke", "no such words at all"])
def test_last_words_that_do_not_stand_after_the_first_are_refused_at_their_field(last: str) -> None:
    with pytest.raises(Refusal) as refused:
        cut("A reader wrote", last)
    assert refused.value.field == "until"


def test_lines_are_taken_without_the_blank_ones_around_them() -> None:
    assert [TEXT[start:end] for start, end in in_lines(TEXT, "3-4")] == ["A reader wrote: nobody was hit."]
    assert [TEXT[start:end] for start, end in in_lines(TEXT, "1-6")] == [TEXT.rstrip()]


@pytest.mark.parametrize("written", ["", "5", "5-", "a-b", "1-2,", "1-2;3-4", "-1-2", "1-9999999999"])
def test_what_no_script_of_ours_writes_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        read(written)


@given(st.lists(st.tuples(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1)), min_size=1, max_size=20))
def test_what_is_written_is_read_again(ranges: list[tuple[int, int]]) -> None:
    assert read(write(ranges)) == ranges
