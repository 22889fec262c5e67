"""The name of a source and its cue word are found where they stand, whatever the script."""

import pytest

from tracker.domain.cues import find_cue, find_name

TEXT = (
    "The harbour was closed. According to Radio Coast, two boats sank.\n"
    "Radio Coast later said that one boat had been raised."
)


def test_the_name_nearest_to_the_quote_is_meant() -> None:
    assert find_name(TEXT, ["Radio Coast"], TEXT.index("two boats")) == (37, 48)
    assert find_name(TEXT, ["Radio Coast"], TEXT.index("one boat")) == (66, 77)


def test_a_name_inside_a_longer_word_is_no_name() -> None:
    assert find_name("The Farsi service", ["Fars"], 0) is None


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("According to Radio Coast, two boats sank.", "Radio Coast", "According to"),
        ("Two boats sank, Radio Coast reported on Monday.", "Radio Coast", "reported"),
        ("Два судна затонули, сообщило Радио Берег.", "Радио Берег", "сообщило"),
        ("Два судна, по словам Берега, затонули.", "Берега", "по словам"),
        ("غرق قاربان، وفق ما ذكرت إذاعة الساحل", "إذاعة الساحل", "ذكرت"),
        ("Radio Coast stands on the hill.", "Radio Coast", None),
        ("He said so. Radio Coast stands on the hill.", "Radio Coast", None),
    ],
)
def test_the_cue_word_stands_in_the_sentence_of_the_name(text: str, name: str, cue: str | None) -> None:
    named = find_name(text, [name], 0)
    assert named is not None
    found = find_cue(text, named)
    assert (text[slice(*found)] if found else None) == cue
