"""Seeking words wherever they were copied to: whatever their case, width, marks and punctuation.

Both the words and the text are folded character by character, so that each place found is one of the text itself.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_plus

from tracker.domain.names import fold_sign
from tracker.domain.withholding import MASK, Span, joined, texts

SHORTEST = 2
"""How many letters or digits words must have to be sought."""


_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|=\S*\+")
"""What is written as in the query of an address."""


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_sign(chr(code))
        return self[code]


_FOLDS = _Folds()


class Needles:
    """Words to seek, each a run of words that must stand together; what holds masks is withheld, and is not sought.

    In scripts of letters with cases, and for digits, they must not be part of a longer word, unless ``inside``.
    """

    def __init__(self, words: Iterable[str], *, inside: bool = False) -> None:
        self.inside = inside
        folded = {_folded(one) for one in words if MASK not in one}
        self.folded = sorted(one for one in folded if len(one.replace(" ", "")) >= SHORTEST)
        each = [re.escape(one).replace(r"\ ", " +") for one in self.folded]
        self._any = re.compile("|".join(each)) if each else None
        # Each by itself: of two that begin alike, one may be part of a longer word and the other not.
        self._each = [re.compile(f"(?=({one}))") for one in each]

    def __bool__(self) -> bool:
        return self._any is not None

    def places(self, text: str) -> list[tuple[int, int]]:
        """List where the words stand in a text, in its own code points."""
        folded = text.translate(_FOLDS)
        if self._any is None or not self._any.search(folded):
            return []
        return list(self._in_text(text, [match.span(1) for one in self._each for match in one.finditer(folded)]))

    def spans(self, value: Any) -> list[Span]:
        """List where the words stand in the texts of a value; of one that an address hides them in, all of it."""
        return joined((at, *place) for at, text in enumerate(texts(value)) for place in self._all_places(text))

    def _all_places(self, text: str) -> list[tuple[int, int]]:
        places = self.places(text)
        if _ENCODED.search(text):
            decoded = unquote_plus(text)
            hidden = Counter(decoded[start:end] for start, end in self.places(decoded))
            if hidden - Counter(text[start:end] for start, end in places):
                return [(0, len(text))]
        return places

    def _in_text(self, text: str, found: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        origin = [at for at, sign in enumerate(text) for _ in _FOLDS[ord(sign)]]
        for first, last in found:
            start, end = origin[first], origin[last - 1] + 1
            if first and origin[first - 1] == start or last < len(origin) and origin[last] == end - 1:
                continue  # Half of a character, such as one sound of a syllable.
            while end < len(text) and unicodedata.category(text[end])[0] == "M":
                end += 1
            if self.inside or not (_joined(text, start) or _joined(text, end)):
                yield start, end


def _folded(words: str) -> str:
    return " ".join(words.translate(_FOLDS).split())


def _joined(text: str, place: int) -> bool:
    """Tell whether a place lies inside a word of a script in which words are told apart."""
    return 0 < place < len(text) and _solid(text[place - 1]) and _solid(text[place])


def _solid(sign: str) -> bool:
    return sign.isdigit() or sign.lower() != sign.upper() or unicodedata.category(sign)[0] == "M"
