"""Which words of a text a search found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.matches import Run, holds, marked


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("The depot was hit.", "dep", ["depot"]),
        ("The depot was hit.", "HIT depot", ["depot", "hit"]),
        ("Épuisé à Mélitopol", "epuise melit", ["Épuisé", "Mélitopol"]),
        ("قصف المستودع فجراً", "المست فجرا", ["المستودع", "فجراً"]),
        ("РИА Новости", "новост", ["Новости"]),
        ("Qasr al-Milh", "milh", ["al-Milh"]),
        ("The depot was hit.", "epot", []),
        ("The depot was hit.", "", []),
    ],
)
def test_words_that_begin_with_a_word_typed_are_marked(text: str, typed: str, found: list[str]) -> None:
    assert [run.text for run in marked(text, typed) if run.found] == found


def test_a_text_holds_what_was_typed_when_it_holds_every_word() -> None:
    assert holds("The depot was hit.", "hit dep")
    assert not holds("The depot was hit.", "hit port")


@given(st.text(), st.text())
def test_the_runs_are_the_text_again_and_alternate(text: str, typed: str) -> None:
    runs = marked(text, typed)
    assert "".join(run.text for run in runs) == text
    assert all(one.found != other.found for one, other in zip(runs, runs[1:], strict=False))
    assert Run("", True) not in runs
