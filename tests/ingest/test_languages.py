"""The language of a text is proposed when it is plain, and left open when it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest import samples
from tracker.ingest import languages


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (samples.ENGLISH, "en"),
        (samples.FRENCH, "fr"),
        (samples.GERMAN, "de"),
        (samples.SPANISH, "es"),
        (samples.TURKISH, "tr"),
        (samples.POLISH, "pl"),
        (samples.RUSSIAN, "ru"),
        (samples.UKRAINIAN, "uk"),
        (samples.ARABIC, "ar"),
        (samples.PERSIAN, "fa"),
        (samples.HEBREW, "he"),
        (samples.GREEK, "el"),
        (samples.JAPANESE, "ja"),
        (samples.CHINESE, "zh"),
        (samples.KOREAN, "ko"),
    ],
)
def test_a_paragraph_shows_its_language(text: str, tag: str) -> None:
    assert languages.propose(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345 678",
        "The bridge is closed.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.",
        samples.ENGLISH[:100] + samples.RUSSIAN[:100],
        "Sputnik Reuters Interfax TASS Bloomberg Associated Press Agence France-Presse Xinhua Kyodo News",
    ],
)
def test_short_mixed_and_unknown_texts_are_left_open(text: str) -> None:
    assert languages.propose(text) is None


def test_a_name_in_another_script_changes_nothing() -> None:
    assert languages.propose(samples.ENGLISH + " «Спутник» (سبوتنيك)") == "en"


@given(st.text(max_size=300))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    tag = languages.propose(text)
    assert tag is None or len(tag) == 2
