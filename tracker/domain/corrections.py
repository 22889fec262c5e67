"""Requests for corrections: what is asked for, how far it is, what came of it, and what a report says of it."""

from collections.abc import Iterable

from tracker.domain.reports.editions import Renewal
from tracker.domain.vocabulary import Word


class CorrectionKind(Word):
    """What somebody asks the desk for."""

    CORRECTION = "correction", "correction"
    CLARIFICATION = "clarification", "clarification"
    UPDATE = "update", "update"
    COMPLAINT = "complaint", "complaint"


class Outcome(Word):
    """What came of a request."""

    CORRECTED = "corrected", "upheld: corrected"
    CLARIFIED = "clarified", "upheld: clarified"
    UPDATED = "updated", "upheld: updated"
    NOT_UPHELD = "not_upheld", "not upheld"
    TAKEN_BACK = "taken_back", "taken back by whoever asked"


class CorrectionStage(Word):
    """How far a request is."""

    OPEN = "open", "open"
    ANSWERED = "answered", "answered"
    CLOSED = "closed", "closed"


UPHELD = (Outcome.CORRECTED, Outcome.CLARIFIED, Outcome.UPDATED)
"""Outcomes of which the next version of a report tells."""

LONGEST_WORDS = 5_000
"""Characters of what is asked for."""


def stage_of(reply: str, outcome: Outcome | None) -> CorrectionStage:
    """Return how far a request is that was answered with a reply, "" for none yet, and came to an outcome."""
    if outcome is not None:
        return CorrectionStage.CLOSED
    return CorrectionStage.ANSWERED if reply else CorrectionStage.OPEN


def renewal_for(outcomes: Iterable[Outcome]) -> Renewal:
    """Return why a report is published anew that tells what came of some requests: what was wrong comes first."""
    return Renewal.CORRECTION if Outcome.CORRECTED in set(outcomes) else Renewal.UPDATE
