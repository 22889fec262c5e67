"""Names are compared by a folded form and kept as written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.names import fold, initials, words

LETTERS = st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Mn", "Nd", "Zs", "Po", "Pd"), max_codepoint=0x6FF)
LATIN = st.characters(categories=("Ll", "Lu"), max_codepoint=0x17F)
NAMES = st.text(LETTERS, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wall Street Journal", "  wall-street   JOURNAL "),
        ("Al Jazeera", "Al‑Jazeera"),
        ("Süddeutsche Straße", "SUDDEUTSCHE STRASSE"),
        ("ＲＩＡ　Ｎｏｖｏｓｔｉ", "RIA Novosti"),
        ("U.S. official", "US official"),
        ("People’s Daily", "Peoples' Daily"),
        ("Ahmad al-Shāmī", "ahmad al shami"),
        ("Łódź Dziennik", "Lodz Dziennik"),
        ("İstanbul Gazetesi", "Istanbul Gazetesi"),
        ("Пётр Иванов", "ПЕТР ИВАНОВ"),
        ("Моско́вский комсомолец", "Московский комсомолец"),
        ("مُحَمَّد", "محمد"),
        ("الجـــزيرة", "الجزيرة"),
        ("أخبار", "اخبار"),
        ("علی", "علي"),
        ("שָׁלוֹם", "שלום"),
        ("ΑΘΉΝΑΣ", "Αθήνας"),
        ("cafe\u0301", "café"),
        ("ZERO\u200bHEDGE", "ZeroHedge"),
        ("Zero\x00Hedge", "zero hedge"),
    ],
)
def test_two_ways_of_writing_a_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Край", "Краи"),
        ("Київ", "Киів"),
        ("हिन्दी", "हन्द"),
        ("かき", "がき"),
        ("Sputnik", "Sputnik Arabic"),
        ("!!!", "???"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("sign", ["\x00", "\x85", "\u200b", " "])
def test_a_sign_that_nobody_sees_is_no_name(sign: str) -> None:
    assert fold(sign) == ""


def test_a_name_of_punctuation_alone_is_not_lost() -> None:
    assert fold(" !!! ") == "!!!"
    assert fold("🔥") == "🔥"
    assert fold(" \u200b\t") == ""


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=30))
def test_a_visible_name_never_folds_to_nothing(name: str) -> None:
    visible = any(unicodedata.category(sign)[0] not in "CZM" for sign in name)
    assert fold(name) or not visible


@given(NAMES)
def test_case_makes_no_difference(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.lower())


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
def test_width_makes_no_difference(name: str) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in name)
    assert fold(wide) == fold(name)


@given(st.text(LATIN, max_size=20), st.sampled_from("\u0300\u0301\u0308\u030c"))
def test_added_diacritics_make_no_difference(name: str, mark: str) -> None:
    assert fold("".join(letter + mark for letter in name)) == fold(name)


@given(NAMES)
def test_composed_and_decomposed_names_fold_alike(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


def test_words_and_initials_come_from_the_folded_name() -> None:
    assert words(fold("The Wall-Street Journal")) == ("the", "wall", "street", "journal")
    assert initials(fold("Wall Street Journal")) == "wsj"
    assert initials("") == ""
