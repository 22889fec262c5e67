"""Near-copies: how much of one text stands in another, in the same words, and where.

Texts are compared by runs of folded words, so that case, marks and punctuation make no difference. The sketch is the
bottom-k min-hash of A. Broder, "On the resemblance and containment of documents" (1997).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.names import fold
from tracker.domain.text import WORD

SKETCH_SIZE = 64
_SHINGLE = 5
# Eight words in the same order are seldom anything but a copy, unless they are a name, a title or a saying.
SHORTEST_RUN = 8


@dataclass(frozen=True)
class Overlap:
    """How much of each text stands in the other, in whole percent of its words, and the ranges that do."""

    share_of_a: int
    share_of_b: int
    spans_in_a: list[tuple[int, int]]
    spans_in_b: list[tuple[int, int]]


@dataclass(frozen=True)
class _Word:
    folded: str
    start: int
    end: int


def sketch(text: str) -> tuple[int, ...]:
    """Return at most 64 numbers of 63 bits, ascending, of which near-copies share many; no words, no numbers."""
    words = [word.folded for word in _words(text)]
    runs = {" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))} - {""}
    return tuple(sorted({_number(run) for run in runs})[:SKETCH_SIZE])


def resemblance(one: Sequence[int], other: Sequence[int]) -> int:
    """Estimate from their sketches how much two texts have in common, in whole percent of what either has."""
    smallest = sorted({*one, *other})[:SKETCH_SIZE]
    both = {*one} & {*other}
    return 100 * len(both.intersection(smallest)) // len(smallest) if smallest else 0


def overlap(a: str, b: str) -> Overlap:
    """Find the runs of at least eight words that stand in both texts, as ranges of code points in each."""
    words_a, words_b = _words(a), _words(b)
    runs_a, runs_b = _runs(words_a), _runs(words_b)
    common = {*runs_a} & {*runs_b}
    share_a, spans_a = _covered(words_a, runs_a, common)
    share_b, spans_b = _covered(words_b, runs_b, common)
    return Overlap(share_a, share_b, spans_a, spans_b)


def _words(text: str) -> list[_Word]:
    folded: dict[str, str] = {}
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        if word not in folded:
            folded[word] = fold(word)
        found.append(_Word(folded[word], *match.span()))
    return found


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1


def _runs(words: list[_Word]) -> list[tuple[str, ...]]:
    folded = [word.folded for word in words]
    return [tuple(folded[at : at + SHORTEST_RUN]) for at in range(len(folded) - SHORTEST_RUN + 1)]


def _covered(
    words: list[_Word], runs: list[tuple[str, ...]], common: set[tuple[str, ...]]
) -> tuple[int, list[tuple[int, int]]]:
    """Return the share of the words that stand in common runs, and the ranges of the joined runs."""
    joined: list[list[int]] = []
    for first in (at for at, run in enumerate(runs) if run in common):
        if joined and first <= joined[-1][1]:
            joined[-1][1] = first + SHORTEST_RUN
        else:
            joined.append([first, first + SHORTEST_RUN])
    covered = sum(end - first for first, end in joined)
    share = 100 * covered // len(words) if words else 0
    return share, [(words[first].start, words[end - 1].end) for first, end in joined]
