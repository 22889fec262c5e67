"""Several short numbers in one line, as people write them: ``3, 7-9``."""

import re
from collections.abc import Iterable, Iterator

from tracker.domain.errors import Refusal

MOST = 500
"""How many numbers one line may name."""

_DASH = re.compile(r"\s*[-\u2013]\s*")
_PART = re.compile(r"#?([0-9]{1,9})(?:-#?([0-9]{1,9}))?")


def read(text: str) -> tuple[int, ...]:
    """Return the numbers that a line names, each once, in order; raise Refusal for what is none, and for too many."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[,;\s]+", _DASH.sub("-", text))):
        found.update(_stretch(part))
        if len(found) > MOST:
            raise Refusal(f"Name at most {MOST} at a time.")
    return tuple(sorted(found))


def write(numbers: Iterable[int]) -> str:
    """Write numbers so that ``read`` reads the same again, those that follow each other as a stretch."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in _stretches(numbers))


def _stretch(part: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise Refusal(f"“{part}” is no number. Write them as 3, 7-9.")
    first = int(match[1])
    last = int(match[2] or first)
    if last < first or last - first >= MOST:
        raise Refusal(f"“{part}” is no stretch of at most {MOST} numbers. Write them as 3, 7-9.")
    return range(first, last + 1)


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in sorted(set(numbers)):
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
