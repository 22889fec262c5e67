"""What two statements have in common is marked, and numbers that differ tell them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.figures import read
from tracker.domain.matching import Kind, compared

phrases = st.lists(
    st.sampled_from(
        [
            "1,200",
            "12,000",
            "12.000",
            "at least nineteen",
            "soldiers",
            "Aleppo",
            "were killed in",
            "the convoy",
            "на",
            "2016",
        ]
    ),
    max_size=8,
).map(" ".join)


def of(kind: Kind, statement: str, other: str) -> list[str]:
    return [piece.text for piece in compared(statement, other).pieces if piece.kind is kind]


def test_words_names_and_numbers_in_common_are_marked() -> None:
    one, other = "There were 12,000 soldiers in Aleppo.", "Some say 12.000 Russian soldiers fought for Aleppo."
    assert of(Kind.SAME, one, other) == ["soldiers"]
    assert of(Kind.SAME_NAME, one, other) == ["Aleppo"]
    assert of(Kind.SAME_NUMBER, one, other) == ["12.000"]
    assert compared(one, other).told == "2 words in common · same name: Aleppo · same number: 12.000"
    assert not compared(one, other).numbers_differ


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("1,200 died", "12,000 died", "other number: 12,000, not 1,200"),
        ("1,200 died", "1,200 to 12,000 died", "other number: 1,200 to 12,000, not 1,200"),
        ("19 died", "at least 19 died", "other number: at least 19, not 19"),
        ("5 per cent died", "5 died", "other number: 5, not 5 per cent"),
        ("They died", "19 died", "number that one alone gives: 19"),
        ("19 died", "They died", "number that one alone gives: 19"),
    ],
)
def test_another_number_is_a_difference_and_no_match(one: str, other: str, told: str) -> None:
    match = compared(one, other)
    assert match.numbers_differ
    assert match.numbers == ()
    assert match.told.endswith(told)
    assert of(Kind.SAME_NUMBER, one, other) == []


@given(phrases, phrases)
def test_the_pieces_are_the_other_statement(one: str, other: str) -> None:
    match = compared(one, other)
    assert "".join(piece.text for piece in match.pieces) == other


@given(phrases, phrases)
def test_both_ways_share_the_same_and_differ_in_the_same(one: str, other: str) -> None:
    there, back = compared(one, other), compared(other, one)
    assert (there.words, there.numbers_differ) == (back.words, back.numbers_differ)
    assert (there.only_here, there.only_there) == (back.only_there, back.only_here)


@given(phrases)
def test_a_statement_differs_from_itself_in_nothing(one: str) -> None:
    match = compared(one, one)
    assert not match.numbers_differ
    assert set(match.numbers) == {figure.words for figure in read(one)}


@given(phrases, phrases)
def test_a_number_is_marked_the_same_only_where_the_other_statement_gives_it(one: str, other: str) -> None:
    said = {figure.says for figure in read(one)}
    for piece in compared(one, other).pieces:
        if piece.kind is Kind.SAME_NUMBER:
            assert {figure.says for figure in read(piece.text)} <= said
