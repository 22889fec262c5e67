"""Names of any direction inside a sentence."""

import pytest

from tracker.domain.directions import isolated


@pytest.mark.parametrize("name", ["FARS", "РИА Новости", "新華社", ""])
def test_a_name_that_runs_as_the_sentence_does_stays_as_it_is(name: str) -> None:
    assert isolated(name) == name


@pytest.mark.parametrize("name", ["سبوتنيك عربي", "קול ישראל", "RT عربي"])
def test_a_name_that_runs_the_other_way_is_isolated(name: str) -> None:
    assert isolated(name) == f"\u2068{name}\u2069"
