"""A text line by line with numbers, so that people can say which lines they mean."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.domain.cuts import Range, lines

MOST_SHOWN = 5_000
"""Lines that a page shows; the lines beyond them can be named all the same."""


@dataclass(frozen=True)
class NumberedLine:
    """A line, what it is part of already, and whether it is among the lines that are chosen now."""

    number: int
    text: str
    part_of: tuple[str, ...] = ()
    chosen: bool = False


def sheet(text: str, parts: Iterable[tuple[Range, str]], chosen: Sequence[Range] = ()) -> list[NumberedLine]:
    """List the lines of a text; ``parts`` are ranges (code points) with the name of what they belong to."""
    listed = lines(text)
    part_of: dict[int, dict[str, None]] = {}
    for span, name in parts:
        for at in _within(listed, span):
            part_of.setdefault(at, {})[name] = None
    picked = {at for span in chosen for at in _within(listed, span)}
    return [
        NumberedLine(at + 1, text[start:end], tuple(part_of.get(at, ())), at in picked)
        for at, (start, end) in enumerate(listed)
    ]


def whole(sheet: Sequence[NumberedLine]) -> str:
    """Write all lines as a person would, such as "1-359"."""
    return f"1-{len(sheet)}"


def left(sheet: Sequence[NumberedLine]) -> str:
    """Write the lines that belong to nothing yet, such as "1-8,96-359"; "" where only blank ones are left."""
    runs = (list(run) for free, run in groupby(sheet, key=lambda line: not line.part_of) if free)
    return ",".join(f"{run[0].number}-{run[-1].number}" for run in runs if any(line.text.strip() for line in run))


def _within(listed: Sequence[Range], span: Range) -> range:
    """Return the places of the lines that a range holds something of."""
    first = max(0, bisect_right(listed, span[0], key=lambda line: line[0]) - 1)
    return range(first, max(first, bisect_left(listed, span[1], key=lambda line: line[0])))
