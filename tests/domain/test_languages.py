"""Tags of languages: which of them one that is asked for takes in."""

import pytest

from tracker.domain.languages import is_tag, primary, takes_in


@pytest.mark.parametrize(
    ("asked", "tag", "taken"),
    [
        ("sr", "sr", True),
        ("sr", "sr-Latn", True),
        ("SR", "sr-Latn-RS", True),
        ("sr-latn", "sr-Latn-RS", True),
        ("sr-Latn", "sr", False),
        ("sr-Latn", "sr-Cyrl", False),
        ("s", "sr", False),
        ("sr", "srp", False),
        ("en", "", False),
    ],
)
def test_a_language_takes_in_what_is_written_in_it_wherever_and_in_whatever_script(
    asked: str, tag: str, taken: bool
) -> None:
    assert takes_in(asked, tag) is taken


def test_a_tag_names_its_language_first() -> None:
    assert (primary("sr-Latn"), primary("EN")) == ("sr", "en")
    assert is_tag("sr-Latn")
    assert not is_tag("العربية")
    assert not is_tag("")
