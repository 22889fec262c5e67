"""Stretches of a text as people name them: by their first and last words, by lines, or by their ends.

Offsets are code points and ranges exclude their end.
"""

import re

from tracker.domain import anchors
from tracker.domain.anchors import Ambiguous, NotThere
from tracker.domain.cuts import Range, by_lines, tighten
from tracker.domain.errors import Refusal

MOST = 200
"""How many ranges are read at most."""

_RANGES = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:,[0-9]{1,9}-[0-9]{1,9})*")


def between(text: str, first: str, last: str) -> Range:
    """Return the stretch from some words to others after them; without last words, the first alone.

    Raise Refusal, for the field ``quote`` or ``until``, where words are not there or it is not clear which are meant.
    """
    begin = anchors.locate(text, first)
    if not last.strip():
        return begin.start, begin.end
    try:
        end = anchors.locate(text[begin.start :], last)
    except Ambiguous as several:
        # The nearest end that takes in the first words makes the shortest stretch, and that is what is meant.
        ends = sorted(begin.start + end for _, end in several.places)
        return begin.start, next((end for end in ends if end >= begin.end), begin.end)
    except NotThere as refusal:
        raise Refusal(f"After the first words: {refusal.message}", field="until") from None
    except Refusal as refusal:
        raise Refusal(refusal.message, field="until") from None
    return begin.start, max(begin.end, begin.start + end.end)


def in_lines(text: str, spec: str) -> list[Range]:
    """Return lines such as "9-21,23" as ranges without the blank lines at their ends."""
    ranges = tighten(text, by_lines(text, spec))
    return [(0, len(text.rstrip()))] if ranges == [(0, len(text))] else ranges


def read(written: str) -> list[Range]:
    """Read ranges as a page's script writes them: "10-25,40-61"; raise Refusal for anything else."""
    if not _RANGES.fullmatch(written) or written.count(",") >= MOST:
        raise Refusal("The selection was damaged on its way. Select the words again.", field="quote")
    pairs = (pair.split("-") for pair in written.split(","))
    return [(int(start), int(end)) for start, end in pairs]


def write(ranges: list[Range]) -> str:
    """Write ranges so that ``read`` reads the same again."""
    return ",".join(f"{start}-{end}" for start, end in ranges)
