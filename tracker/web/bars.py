"""Counts of steps and claims, as the bars that pages draw."""

from collections.abc import Mapping, Sequence

from tracker.domain.bars import Bar, Part, lay_out
from tracker.domain.vocabulary import StepCheck
from tracker.models import Verdict
from tracker.services.source_records import Record, Tally


def of_record(record: Record, verdicts: Sequence[Verdict]) -> dict[str, Bar]:
    """Draw each of the counts of a source's record, by its name."""
    return {
        "originated": of_tally(record.originated, verdicts),
        "relayed": of_tally(record.relayed, verdicts),
        "cited": of_checks(record.cited),
        "citing": of_checks(record.citing),
    }


def of_tally(tally: Tally, verdicts: Sequence[Verdict]) -> Bar:
    """Draw how claims came out, in the order of the scale, those not decided last."""
    decided = [Part(one.label, tally.by_verdict.get(one.id, 0), one.mark) for one in verdicts]
    return lay_out([*decided, Part("not decided", tally.undecided, "none")])


def of_checks(counts: Mapping[StepCheck, int]) -> Bar:
    """Draw the answers to "did they say it?"; those not checked come last."""
    answers = sorted(counts, key=lambda check: check is StepCheck.NOT_CHECKED)
    return lay_out([Part(check.label, counts[check], check.value) for check in answers])
