"""How a quote is described so that it can be found again, and how well a place fits the description.

The description is that of the Web Annotation Data Model: a TextQuoteSelector, and where the words began.
"""

from dataclasses import dataclass

from tracker.domain.approximate import distance, errors_by_end, starts
from tracker.domain.graphemes import is_boundary, widen
from tracker.domain.text import WORD

# As Hypothesis weighs them. Its position weighs 2; here it only decides between places that fit equally well.
_WORDS_WEIGH, _BESIDE_WEIGHS = 50, 20
# A passage that shares less than this with the quote is another passage, whatever stands around it.
LEAST_ALIKE = 0.6
_MOST_CANDIDATES = 20
_TAIL = 8
# The first or the last word of a quote may have become another, longer one.
_LONG_WORD = 24


@dataclass(frozen=True)
class Selector:
    """The words of a quote, what stood before and after them, and where they began (code points)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


def describe(text: str, start: int, end: int, size: int = 32) -> Selector:
    """Describe a range of a text, with at most ``size`` code points of context on each side."""
    first, last = max(0, start - size), min(len(text), end + size)
    while first < start and not is_boundary(text, first):
        first += 1
    while last > end and not is_boundary(text, last):
        last -= 1
    return Selector(text[start:end], text[first:start], text[end:last], start)


def score(selector: Selector, text: str, start: int, end: int) -> int:
    """Return from 0 to 100 how well a range fits a selector in its words, prefix and suffix.

    A prefix or suffix that the selector does not have does not count.
    """
    parts = [(_WORDS_WEIGH, alike(text[start:end], selector.exact))]
    if selector.prefix:
        parts.append((_BESIDE_WEIGHS, _ends_with(text[:start], selector.prefix)))
    if selector.suffix:
        backwards = text[end : end + 2 * len(selector.suffix)][::-1]
        parts.append((_BESIDE_WEIGHS, _ends_with(backwards, selector.suffix[::-1])))
    return int(100 * sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts))


def alike(one: str, other: str) -> float:
    """Return which share of the letters of two texts agrees, from 0 to 1."""
    return 1.0 if one == other else 1 - distance(one, other) / max(len(one), len(other))


def changed_places(selector: Selector, text: str) -> list[tuple[int, int]]:
    """List the ranges of a text whose words are nearly those of the quote, the nearest first."""
    quote = selector.exact
    most = int(len(quote) * (1 - LEAST_ALIKE))
    counts = errors_by_end(text, quote)
    likely = sorted((errors, end) for end, errors in enumerate(counts, 1) if errors <= most)
    kept: list[tuple[int, int]] = []
    for errors, end in likely:
        if all(abs(end - other) > len(quote) // 2 for _, other in kept):
            kept.append((errors, end))
        if len(kept) == _MOST_CANDIDATES:
            break
    places = dict.fromkeys(_bounds(selector, text, end, errors) for errors, end in kept)
    return [(start, end) for start, end in places if alike(text[start:end], quote) >= LEAST_ALIKE]


def _ends_with(text: str, wanted: str) -> float:
    """Return which share of the wanted words stands at the end of a text, from 0 to 1."""
    near = text[-2 * len(wanted) :]
    if not near or near.endswith(wanted):
        return float(bool(near))
    return max(0.0, 1 - errors_by_end(near, wanted)[-1] / len(wanted))


def _bounds(selector: Selector, text: str, end: int, errors: int) -> tuple[int, int]:
    """Return where a changed quote begins and ends: beside the old context if it stands, or between words."""
    start = starts(text, selector.exact, end, errors)[0]
    tail, head = selector.prefix[-_TAIL:], selector.suffix[:_TAIL]
    near_start, near_end = (
        _outwards(text, start, errors + _LONG_WORD),
        _outwards(text, end, errors + _LONG_WORD),
    )
    first = next((place for place in near_start if tail and text.endswith(tail, 0, place)), None)
    last = next((place for place in near_end if head and text.startswith(head, place)), None)
    start = _word_bounds(text, start)[0] if first is None else first
    end = _word_bounds(text, end)[1] if last is None else last
    while start < end and text[start].isspace() and not selector.exact[0].isspace():
        start += 1
    while start < end and text[end - 1].isspace() and not selector.exact[-1].isspace():
        end -= 1
    return widen(text, min(start, end), end)


def _outwards(text: str, place: int, reach: int) -> list[int]:
    around = range(max(0, place - reach), min(len(text), place + reach) + 1)
    return sorted(around, key=lambda other: abs(other - place))


def _word_bounds(text: str, place: int) -> tuple[int, int]:
    for word in WORD.finditer(text, max(0, place - 2 * _LONG_WORD), place + 2 * _LONG_WORD):
        if word.start() < place < word.end():
            return word.span()
    return place, place
