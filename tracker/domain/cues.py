"""Where the source of a step is named in a text, and the word beside it that says that somebody said it."""

import re
from collections.abc import Iterable

_CUES = (
    "according to|as reported by|reports? that|reported(?: that)?|reports?|said|says?|saying|told|tells|stated?|states|"
    "cit(?:es|ed|ing)|quot(?:es|ed|ing)|claim(?:s|ed)|confirm(?:s|ed)|den(?:ies|ied)|announc(?:es|ed)|writes|wrote|"
    "warn(?:s|ed)|insist(?:s|ed)|describ(?:es|ed)|attribut(?:es|ed|ing)|via|"
    "сообща(?:ет|ют|ла|л|ло|ли)|сообщил[аио]?|заявил[аио]?|по данным|по словам|передал[аио]?|пишет|"
    "повідомля(?:є|ють)|повідомив|заявив|за даними|"
    "وفقا ل|بحسب|حسب|نقلت|نقلا عن|ذكرت|ذكر|قالت|قال|أفادت|أفاد|أكدت|أكد|نفت|نفى"
)
_CUE = re.compile(rf"(?<!\w)(?:{_CUES})(?!\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?؟。]\s|\n")
_REACH = 90


def find_name(text: str, names: Iterable[str], near: int) -> tuple[int, int] | None:
    """Return the range at which one of the names stands as a whole word, the one nearest to an offset."""
    places: list[tuple[int, int]] = []
    for name in names:
        if name.strip():
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            places += [found.span() for found in pattern.finditer(text)]
    return min(places, key=lambda place: (abs(place[0] - near), place[0] - place[1]), default=None)


def find_cue(text: str, named: tuple[int, int]) -> tuple[int, int] | None:
    """Return the range of the cue word nearest to a name, within its sentence, or None."""
    start, end = _sentence(text, *named)
    found = [match.span() for match in _CUE.finditer(text, start, end) if not _overlap(match.span(), named)]
    return min(found, key=lambda place: _gap(place, named), default=None)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = max(0, start - _REACH)
    for stop in _SENTENCE_END.finditer(text, before, start):
        before = stop.end()
    after = _SENTENCE_END.search(text, end, end + _REACH)
    return before, after.start() if after else min(len(text), end + _REACH)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
