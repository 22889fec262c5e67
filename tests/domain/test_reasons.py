"""Reasons are ticks that can each stand alone as the one-line reason; a desk may word its own."""

from dataclasses import replace

import pytest

from tracker.domain.errors import Refusal
from tracker.domain.reasons import DEFAULT_REASONS, GAP, Reason, in_words, refuse_unsound, ticked

OURS = Reason("sea_report", "sea report", "The harbour master saw it.", "The harbour master of … saw it.")


@pytest.mark.parametrize("reason", DEFAULT_REASONS, ids=lambda reason: reason.key)
def test_a_reason_that_every_desk_has_is_a_sentence_and_leaves_a_gap_to_fill_in(reason: Reason) -> None:
    assert reason.sentence[0].isupper()
    assert reason.sentence.endswith(".")
    assert GAP not in reason.sentence
    assert GAP in reason.template


def test_no_two_reasons_read_alike() -> None:
    refuse_unsound(DEFAULT_REASONS)
    for words in ("key", "label", "sentence", "template"):
        assert len({getattr(reason, words) for reason in DEFAULT_REASONS}) == len(DEFAULT_REASONS)


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ([], "at least one reason"),
        ([replace(OURS, label=str(n)) for n in range(41)], "at most 40"),
        ([replace(OURS, label=" ")], "needs a name"),
        ([replace(OURS, sentence="")], "a sentence that reports say"),
        ([replace(OURS, label="long " * 9)], "too long for a name"),
        ([replace(OURS, sentence="One.\nTwo.")], "one line"),
        ([replace(OURS, template="very " * 41)], "one line, of at most 200"),
        ([OURS, replace(OURS, key="other", label="Séa  REPORT")], "Two reasons are called"),
    ],
)
def test_reasons_that_cannot_be_ticked_are_refused(reasons: list[Reason], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        refuse_unsound(reasons)


def test_what_was_ticked_is_told_in_the_order_of_the_list_and_never_left_out() -> None:
    reasons = [*DEFAULT_REASONS[:2], OURS]
    keys = ["gone_by_now", "sea_report", DEFAULT_REASONS[0].key]
    assert [reason.key for reason in ticked(keys, reasons)] == [DEFAULT_REASONS[0].key, "sea_report", "gone_by_now"]
    assert [reason.sentence for reason in ticked(keys, reasons)][1:] == [OURS.sentence, "gone by now"]
    assert in_words("no_trace_found") == "no trace found"
