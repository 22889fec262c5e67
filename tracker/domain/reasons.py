"""The reasons that people tick: those that every desk begins with, and what ones that a desk makes of them must be.

Each has a sentence for the report and words to start from. They belong to a version of the scale, as verdicts do, so
that an assessment keeps the sentences that were ticked.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.domain.errors import Refusal
from tracker.domain.names import fold
from tracker.domain.text import one_line

GAP = "…"
"""What words to start from leave for the person to fill in."""

MOST_REASONS = 40
LONGEST_LABEL, LONGEST_SENTENCE = 40, 200


@dataclass(frozen=True)
class Reason:
    """A reason to tick.

    ``label`` stands at the tick, ``sentence`` is a whole one-line reason, ``template`` one with gaps to fill in, empty
    where a reason needs no more words. An empty ``key`` is that of a new reason.
    """

    key: str
    label: str
    sentence: str
    template: str = ""


DEFAULT_REASONS = (
    Reason(
        "origin_not_independent",
        "origin not independent",
        "All that we found goes back to one origin.",
        "All that we found goes back to …",
    ),
    Reason(
        "unnamed_origin",
        "unnamed origin",
        "It rests on people whom nobody names.",
        "It rests on “…”, whom nobody names.",
    ),
    Reason(
        "basis_not_stated",
        "basis not stated",
        "Whoever says it does not say how they know.",
        "… does not say how they know.",
    ),
    Reason(
        "steps_not_checked",
        "steps not checked",
        "We have not read what the article refers to.",
        "We have not read what … said.",
    ),
    Reason(
        "overstated",
        "overstated by the article",
        "The article says more than what it refers to.",
        "The article says …; what it refers to says …",
    ),
    Reason(
        "direct_record_seen",
        "direct record seen",
        "We have seen a record of it ourselves.",
        "We have seen …, which shows …",
    ),
    Reason(
        "imagery_located",
        "imagery located and dated",
        "We found out where and when the pictures were taken.",
        "The pictures were taken at … on …",
    ),
    Reason(
        "denial_credible",
        "denial credible",
        "Those concerned deny it, and give grounds that hold.",
        "… denies it, and points to …",
    ),
    Reason(
        "numbers_disagree",
        "numbers disagree",
        "Those who should know give different numbers.",
        "… says …, while … says …",
    ),
    Reason(
        "no_trace_found",
        "no trace found",
        "We searched where it should have left a trace, and found none.",
        "We searched …, where it should have left a trace, and found none.",
    ),
    Reason(
        "opinion_or_prediction",
        "opinion or prediction",
        "It is an opinion or a prediction, which nothing can show true or false today.",
        "It is …, which nothing can show true or false today.",
    ),
)


def ticked(keys: Collection[str], reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons of some keys, in the order of the list; a key that is not on it is a reason of its own."""
    known = {reason.key for reason in reasons}
    gone = (Reason(key, in_words(key), in_words(key)) for key in keys if key not in known)
    return [*(reason for reason in reasons if reason.key in keys), *gone]


def in_words(key: str) -> str:
    """Return the key of a reason as people read it, where its list is not at hand."""
    return next((reason.label for reason in DEFAULT_REASONS if reason.key == key), key.replace("_", " "))


def refuse_unsound(reasons: Sequence[Reason]) -> None:
    """Raise Refusal where reasons cannot be a list to tick, naming the one that is at fault."""
    if not 1 <= len(reasons) <= MOST_REASONS:
        raise Refusal(f"There is at least one reason to tick, and at most {MOST_REASONS}.")
    for reason in reasons:
        _refuse_unsound(reason)
    often = Counter(fold(reason.label) for reason in reasons)
    for reason in reasons:
        if often[fold(reason.label)] > 1:
            raise Refusal(f"Two reasons are called {reason.label}. Give one of them another name.")


def _refuse_unsound(reason: Reason) -> None:
    name = reason.label.strip()
    if not name or not reason.sentence.strip():
        raise Refusal("Each reason needs a name, and a sentence that reports say.")
    if len(name) > LONGEST_LABEL:
        raise Refusal(f"“{name[:LONGEST_LABEL]}…” is too long for a name: at most {LONGEST_LABEL} characters.")
    for words in (reason.sentence, reason.template):
        if one_line(words, LONGEST_SENTENCE) != words.strip():
            raise Refusal(f"What {name} says has to stand on one line, of at most {LONGEST_SENTENCE} characters.")
