"""A name is known by its sound in several scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.names import fold
from tracker.domain.sounds import romanised, script, skeletons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sputnik", "Спутник"),
        ("Sputnik", "سبوتنيك"),
        ("Sputnik", "ספוטניק"),
        ("Sputnik", "Σπούτνικ"),
        ("Спутник", "سبوتنيك"),
        ("Fars", "فارس"),
        ("Tasnim", "تسنیم"),
        ("Interfax", "Интерфакс"),
        ("Hezbollah", "حزب الله"),
        ("Hezbollah", "Хезболла"),
        ("Haaretz", "הארץ"),
        ("Bloomberg", "بلومبرغ"),
        ("Bloomberg", "Μπλούμπεργκ"),
        ("New York Times", "نيويورك تايمز"),
        ("Rossiya Segodnya", "Россия сегодня"),
    ],
)
def test_one_name_in_two_scripts_sounds_alike(one: str, other: str) -> None:
    assert not skeletons(fold(one)).isdisjoint(skeletons(fold(other)))


@pytest.mark.parametrize(("one", "other"), [("Sputnik", "Спектр"), ("Fars", "ارم"), ("Haaretz", "מעריב")])
def test_different_names_sound_different(one: str, other: str) -> None:
    assert skeletons(fold(one)).isdisjoint(skeletons(fold(other)))


@pytest.mark.parametrize("name", ["", "新华社", "Channel 4", "共同通信", "!!!"])
def test_what_cannot_be_read_has_no_sound(name: str) -> None:
    assert skeletons(fold(name)) == frozenset()


@pytest.mark.parametrize(
    ("name", "latin"), [("ТАСС", "tass"), ("Афины", "afiny"), ("Βήμα", "vima"), ("TASS", "tass"), ("سانا", "سانا")]
)
def test_scripts_with_vowels_are_written_in_latin_letters(name: str, latin: str) -> None:
    assert romanised(fold(name)) == latin


@pytest.mark.parametrize(
    ("name", "of"),
    [("WSJ", "latin"), ("ТАСС", "cyrillic"), ("سانا", "arabic"), ("הארץ", "hebrew"), ("RT на русском", ""), ("7", "")],
)
def test_the_script_of_a_name(name: str, of: str) -> None:
    assert script(fold(name)) == of


@given(st.text(max_size=40))
def test_a_sound_is_of_nine_classes_none_twice_in_a_row(name: str) -> None:
    for skeleton in skeletons(fold(name)):
        assert set(skeleton) <= set("pftscklmnr")
        assert all(one != other for one, other in zip(skeleton, skeleton[1:], strict=False))


@given(st.text("pbtdksmnlr", min_size=1, max_size=12), st.text("aeiou", max_size=3))
def test_vowels_and_spaces_do_not_count(consonants: str, vowels: str) -> None:
    spelt = vowels.join(consonants)
    assert skeletons(spelt) == skeletons(" ".join(spelt)) == skeletons(spelt + vowels)
