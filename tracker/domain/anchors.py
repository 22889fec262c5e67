"""Where the words of a claim stand: found as a person typed them, and found again in a changed text.

An anchor never moves silently: each finding says how it was made and with what score, and a loose match is
refused, so that a person places the quote anew. Offsets are code points and ranges exclude their end.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.errors import Refusal
from tracker.domain.graphemes import whole
from tracker.domain.selectors import Selector, changed_places, describe, score
from tracker.domain.text import one_line
from tracker.domain.typography import typed_otherwise
from tracker.domain.vocabulary import How

__all__ = [
    "Ambiguous",
    "Fate",
    "Found",
    "How",
    "NotThere",
    "Selector",
    "Split",
    "describe",
    "fate",
    "find_again",
    "locate",
    "occurrences",
    "whole",
]

# Words kept and one side of the context rewritten is about 80; four fifths of the words kept and both sides
# rewritten is about 55. Between them lie the passages that merely resemble the quote.
MINIMUM_SCORE = 75
# A phrase of this length stands in a text once by intent, not by chance, and needs no context.
DISTINCTIVE_LENGTH = 32
TYPED_OTHERWISE_SCORE = 95
MOST_OFFERED = 100
"""Places among which a person can choose; of more, a page would be nothing else."""
_MOST_PLACES = 200
_NEAREST_SEARCHED = 300
_SHOWN = 160


class Fate(StrEnum):
    """What became of a quote in a newer text."""

    ANCHORED = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True)
class Found:
    """Where a quote was found, how, and how well the place fits (0 to 100)."""

    start: int
    end: int
    how: How
    score: int


class Ambiguous(Refusal):
    """The words stand in the text several times; ``places`` lists the ranges, ``offered`` those to choose from."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self.places = places
        self.offered = places if len(places) <= MOST_OFFERED else []
        choose = "choose one of the places, or add" if self.offered else "add"
        super().__init__(
            f"These words stand in the text {len(places):,} times. Say which are meant: {choose} the words before or "
            "after them.",
            field="quote",
        )


class NotThere(Refusal):
    """The words do not stand in the text; ``nearest`` is the range of the passage most like them, if any."""

    def __init__(self, message: str, nearest: tuple[int, int] | None) -> None:
        super().__init__(message, field="quote")
        self.nearest = nearest


class Split(Refusal):
    """The words begin or end inside a character, such as between a letter and its accent."""

    def __init__(self) -> None:
        super().__init__(
            "The quote begins or ends inside a character (a letter and its mark, or an emoji of several parts). "
            "Select whole characters.",
            field="quote",
        )


def occurrences(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """List where words stand with exactly this before and after, overlapping places included."""
    if not exact:
        return []
    before, inside = re.escape(prefix), re.escape(exact)
    pattern = re.compile(f"(?<={before})(?=({inside}){re.escape(suffix)})")
    return [found.span(1) for found in pattern.finditer(text)]


def locate(text: str, exact: str, prefix: str = "", suffix: str = "", near: int | None = None) -> Found:
    """Find words that a person typed or pasted, whatever quote marks, dashes and spaces they typed.

    Among several places ``prefix``, ``suffix`` and ``near`` (an offset) choose. Raise NotThere, Ambiguous, Split.
    """
    if not exact.strip():
        raise Refusal("Select, type or paste the words that make the claim.", field="quote")
    for places, fit in (
        (occurrences(text, exact), 100),
        (occurrences(text, exact.strip()), 100),
        (typed_otherwise(text, exact), TYPED_OTHERWISE_SCORE),
    ):
        if places:
            return _chosen(text, places, Selector(exact, prefix, suffix, near), fit)
    raise _not_there(text, exact.strip())


def find_again(selector: Selector, text: str) -> Found | None:
    """Find a described quote in another text: by its words, by prefix and suffix, or nearly; None if lost."""
    places = [place for place in occurrences(text, selector.exact) if whole(text, *place)]
    best = _best(selector, text, places)
    if best and (best[0] >= MINIMUM_SCORE or (len(places) == 1 and len(selector.exact) >= DISTINCTIVE_LENGTH)):
        points, (start, end) = best
        plain = len(places) == 1 or (points == 100 and start == selector.start)
        return Found(start, end, How.EXACT if plain else How.CONTEXT, points)
    if not selector.exact.strip():
        return None
    changed = [place for place in changed_places(selector, text) if place not in places]
    best = _best(selector, text, changed)
    return Found(*best[1], How.FUZZY, best[0]) if best and best[0] >= MINIMUM_SCORE else None


def fate(selector: Selector, old_start: int, found: Found | None) -> Fate:
    """Say what became of a quote that began at ``old_start`` in the older text."""
    if found is None:
        return Fate.LOST
    if found.how is How.FUZZY or found.end - found.start != len(selector.exact):
        return Fate.CHANGED
    return Fate.ANCHORED if found.start == old_start else Fate.MOVED


def _best(selector: Selector, text: str, places: Iterable[tuple[int, int]]) -> tuple[int, tuple[int, int]] | None:
    """Return the score and the place that fits best; of equals the nearest to the old start, if known."""
    near = selector.start
    nearest = sorted(places, key=lambda place: (abs(place[0] - (near or 0)), place))[:_MOST_PLACES]
    scored = sorted(((score(selector, text, *place), place) for place in nearest), key=lambda one: -one[0])
    if not scored or (near is None and len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0]


def _chosen(text: str, places: list[tuple[int, int]], hints: Selector, fit: int) -> Found:
    possible = [place for place in places if whole(text, *place)]
    if not possible:
        raise Split
    if len(possible) == 1:
        return Found(*possible[0], How.EXACT, fit)
    best = _best(hints, text, possible)
    if best is None:
        raise Ambiguous(possible)
    return Found(*best[1], How.CONTEXT, fit)


def _not_there(text: str, quote: str) -> NotThere:
    likest = changed_places(Selector(quote[:_NEAREST_SEARCHED]), text)
    if not likest:
        return NotThere("These words are not in the text. Copy them from the text as it stands here.", None)
    start, end = likest[0]
    return NotThere(
        f"These words are not in the text. The nearest passage is: “{one_line(text[start:end], _SHOWN)}”. "
        "Copy the words from the text as it stands here.",
        (start, end),
    )
