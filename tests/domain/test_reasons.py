"""Reasons are ticks that can each stand alone as the one-line reason."""

import pytest

from tracker.domain.reasons import GAP, Reason
from tracker.domain.text import one_line


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_one_line_of_plain_words(reason: Reason) -> None:
    assert reason.sentence[0].isupper()
    assert reason.sentence.endswith(".")
    assert one_line(reason.sentence, 120) == reason.sentence
    assert GAP not in reason.sentence


@pytest.mark.parametrize("reason", Reason)
def test_a_template_leaves_a_gap_to_fill_in(reason: Reason) -> None:
    assert GAP in reason.template


def test_no_two_reasons_read_alike() -> None:
    for words in ("label", "sentence", "template"):
        assert len({getattr(reason, words) for reason in Reason}) == len(Reason)


def test_a_reason_is_found_by_the_key_that_the_database_keeps() -> None:
    assert Reason("no_trace_found") is Reason.NO_TRACE_FOUND
