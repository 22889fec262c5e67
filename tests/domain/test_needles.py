"""Words are found wherever they were copied to, however they are written there, at their places in the text itself."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.needles import Needles
from tracker.domain.withholding import mask


def found(text: str, *words: str, inside: bool = False) -> list[str]:
    return [text[start:end] for start, end in Needles(words, inside=inside).places(text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("John Smith", "It was John Smith.", ["John Smith"]),
        ("John Smith", "JOHN  SMITH fled", ["JOHN  SMITH"]),
        ("John Smith", "john\nsmith", ["john\nsmith"]),
        ("John Smith", "“John” Smith", ["John” Smith"]),
        ("john-smith", "https://example.org/john-smith/1", ["john-smith"]),
        ("O'Brien", "Mrs O’Brien said", ["O’Brien"]),
        ("Jose Nunez", "José Núñez", ["José Núñez"]),
        ("José", unicodedata.normalize("NFD", "José fled"), [unicodedata.normalize("NFD", "José")]),
        ("Müller", "MULLER", ["MULLER"]),
        ("Ｓｍｉｔｈ", "Smith", ["Smith"]),
        ("Иванов", "ИВАНОВ И.", ["ИВАНОВ"]),
        ("محمد", "قال مُحَمَّد", ["مُحَمَّد"]),
        ("محمد", "ومحمد", ["محمد"]),
        ("田中", "田中太郎さん", ["田中"]),
        ("김철수", "김철수는", ["김철수"]),
        ("12 Elm Street", "at 12 Elm Street, London", ["12 Elm Street"]),
    ],
)
def test_words_are_found_however_they_are_written(words: str, text: str, expected: list[str]) -> None:
    assert found(text, words) == expected


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Ann", "It was announced by Anna."),
        ("12 Elm", "112 Elm"),
        ("Smith", "Smithson"),
        ("John Smith", "Smith, John"),
        ("각", "가"),
    ],
)
def test_other_words_are_left_alone(words: str, text: str) -> None:
    assert found(text, words) == []


def test_parts_of_longer_words_are_found_where_they_are_asked_for() -> None:
    assert found("the blacksmith Smithson", "smith", inside=True) == ["smith", "Smith"]


def test_of_two_that_begin_alike_each_is_found_by_itself() -> None:
    assert found("Ann Mariella", "Ann", "Ann Marie") == ["Ann"]


def test_a_quote_that_overlaps_with_itself_is_found_at_each_place() -> None:
    assert Needles(["no no"]).spans("no no no") == [(0, 0, 8)]


@pytest.mark.parametrize("words", ["", " ", "a", "·", "!?", "\u200b", "████ Smith"])
def test_words_that_would_be_found_everywhere_or_are_withheld_are_not_sought(words: str) -> None:
    assert not Needles([words])
    assert found("a · b ! c ████ Smith", words) == []


@pytest.mark.parametrize("address", ["https://x.org/?q=John+Smith", "q=John+Smith&stage=new", "/John%20Smith/1"])
def test_words_written_as_in_an_address_take_all_of_it_along(address: str) -> None:
    assert Needles(["John Smith"]).spans({"scope": address}) == [(0, 0, len(address))]


@given(before=st.text(max_size=20), words=st.text(min_size=2, max_size=12), after=st.text(max_size=20))
def test_what_is_masked_is_found_no_more(before: str, words: str, after: str) -> None:
    text = f"{before} {words} {after}"
    needles = Needles([words], inside=True)
    left = mask(text, needles.places(text))
    assert len(left) == len(text)
    assert needles.places(left) == []
    assert not needles or words not in left


def test_a_long_text_is_looked_through_in_time() -> None:
    text = "The ministry denied the loss of any depot. " * 20_000
    with effort_below(5):
        assert Needles(["John Smith", "no depot"]).places(text) == []
