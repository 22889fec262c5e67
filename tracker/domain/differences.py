"""What changed between two texts, word by word, in any script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from tracker.domain.text import WORD

# A word is compared with the spaces after it: spaces alone stand everywhere, and would be matched everywhere.
_WORDS = re.compile(rf"(?:{WORD.pattern}|.)\s*", re.DOTALL)
# Clauses come first: they rarely repeat, so that long texts are aligned fast and words only where clauses differ.
_CLAUSES = re.compile("[^.,:;!?…\n。、！？،؛؟।]*(?:[.,:;!?…\n。、！？،؛؟।]+\\s*|$)")
# Aligning the words of long passages that share no clause takes seconds and tells nobody anything.
_MOST_ALIGNED = 1_000_000


class Kind(StrEnum):
    """Whether a piece stands in both texts, in the new one only, or in the old one only."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of text and what became of it."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Piece]:
    """List the pieces of both texts in order: same and added ones make the new text, same and removed the old.

    Very long passages without a clause in common are given whole, as one removed and one added.
    """
    runs = groupby(_by_clauses(old, new), key=lambda piece: piece.kind)
    pieces = [Piece(kind, "".join(piece.text for piece in run)) for kind, run in runs]
    return [piece for piece in pieces if piece.text]


def _by_clauses(old: str, new: str) -> Iterator[Piece]:
    for before, after in _aligned(_CLAUSES.findall(old), _CLAUSES.findall(new)):
        if before == after:
            yield Piece(Kind.SAME, before)
        else:
            yield from _by_words(_WORDS.findall(before), _WORDS.findall(after))


def _by_words(old: list[str], new: list[str]) -> Iterator[Piece]:
    small = len(old) * len(new) <= _MOST_ALIGNED
    for before, after in _aligned(old, new) if small else [("".join(old), "".join(new))]:
        if before == after:
            yield Piece(Kind.SAME, before)
        else:
            yield from _changed(before, after)


def _changed(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece(Kind.REMOVED, before)
    if after:
        yield Piece(Kind.ADDED, after)


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pair the runs of two lists of tokens in order: equal runs, and what stands between them."""
    for _, first, last, begin, end in SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[first:last]), "".join(new[begin:end])
