"""Cutting the text of one capture into articles, and where each place of the capture stands in the article.

Ranges are code points and exclude their end.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise

from tracker.domain.errors import Refusal

Range = tuple[int, int]

SEPARATOR = "\n\n"
_LINE_RANGE = re.compile(r"\s*([0-9]{1,9})\s*(?:[-\u2013]\s*([0-9]{1,9})\s*)?")


class BadCut(Refusal):
    """The ranges cannot be cut from the text; the message says which and why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="lines")


def lines(text: str) -> list[Range]:
    """List the range of each line, without its newline; the last line may be empty."""
    ends = [found.start() for found in re.finditer("\n", text)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def by_lines(text: str, spec: str) -> list[Range]:
    """Read a list of lines such as "9-21,23-95" (from 1, both included) as ranges of a text.

    Raise BadCut where a part is no range of lines, runs backwards, is beyond the text or meets an earlier one.
    """
    listed = lines(text)
    numbered = [_line_range(part, len(listed)) for part in spec.split(",")]
    for (first, last), (after, end) in pairwise(numbered):
        if after <= last:
            raise BadCut(
                f"Lines {after}-{end} come after {first}-{last} but begin before its end. "
                "Give each line once, in the order of the text."
            )
    return [(listed[first - 1][0], listed[last - 1][1]) for first, last in numbered]


def tighten(text: str, ranges: Iterable[Range]) -> list[Range]:
    """Take the blank lines from both ends of each range, and leave out a range of nothing else.

    The one range of the whole text stays as it is, so that places in the article and the capture are the same.
    """
    listed = list(ranges)
    if listed == [(0, len(text))]:
        return listed
    tightened = (_without_blank_lines(text, start, end) for start, end in listed)
    return [(start, end) for start, end in tightened if start < end]


def join(text: str, ranges: Iterable[Range]) -> str:
    """Return the text of an article: its tightened ranges, a blank line between each two."""
    return SEPARATOR.join(text[start:end] for start, end in tighten(text, ranges))


@dataclass(frozen=True)
class Cut:
    """An article cut from a capture: places are mapped both ways, and what was left out is nowhere."""

    capture: str
    ranges: tuple[Range, ...]

    @classmethod
    def of(cls, capture: str, ranges: Iterable[Range]) -> "Cut":
        """Cut tightened ranges from the text of a capture; raise BadCut where they hold no text or overlap."""
        given = list(ranges)
        ends = [0, *chain.from_iterable(given), len(capture)]
        if ends != sorted(ends):
            raise BadCut("The parts overlap or lie beyond the text. Give each once, in the order of the text.")
        tightened = tighten(capture, given)
        if not any(capture[start:end].strip() for start, end in tightened):
            raise BadCut("These lines are blank. Choose lines that hold the text of the article.")
        return cls(capture, tuple(tightened))

    @cached_property
    def text(self) -> str:
        """Return the text of the article."""
        return SEPARATOR.join(self.capture[start:end] for start, end in self.ranges)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Return where each range begins in the text of the article."""
        lengths = (end - start + len(SEPARATOR) for start, end in self.ranges)
        return tuple(accumulate(lengths, initial=0))[:-1]

    def to_snapshot(self, offset: int) -> int | None:
        """Return where a place of the capture stands in the article; None if it was left out.

        The end of a range is a place of it, unless the next range begins there.
        """
        return _moved(offset, self.ranges, [place - start for place, (start, _) in self._placed()])

    def to_capture(self, offset: int) -> int | None:
        """Return where a place of the article stands in the capture; None between two ranges."""
        ranges = [(place, place + end - start) for place, (start, end) in self._placed()]
        return _moved(offset, ranges, [start - place for place, (start, _) in self._placed()])

    def _placed(self) -> Iterable[tuple[int, Range]]:
        return zip(self.places, self.ranges, strict=True)


def shift_links(cut: Cut, links: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Move links (start, end, address) from the capture to the article; of each keep what was not left out."""
    shifted = []
    for start, end, address in links:
        for place, (first, last) in zip(cut.places, cut.ranges, strict=True):
            within = max(start, first), min(end, last)
            if within[0] < within[1]:
                shifted.append((within[0] - first + place, within[1] - first + place, address))
    return shifted


def _moved(offset: int, ranges: Sequence[Range], shifts: Sequence[int]) -> int | None:
    """Return an offset moved by the shift of the last range that holds it."""
    holding = [shift for (start, end), shift in zip(ranges, shifts, strict=True) if start <= offset <= end]
    return offset + holding[-1] if holding else None


def _line_range(part: str, count: int) -> Range:
    found = _LINE_RANGE.fullmatch(part)
    if found is None:
        raise BadCut(f"“{part.strip()[:40]}” is no range of lines. Write lines as 9-21, several as 9-21,23-95.")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise BadCut(f"Lines {first}-{last} run backwards. Write {last}-{first}.")
    if first < 1 or last > count:
        raise BadCut(f"There are no lines {first}-{last}: the lines of this text are 1 to {count}.")
    return first, last


def _without_blank_lines(text: str, start: int, end: int) -> Range:
    part = text[start:end]
    blank = len(part) - len(part.lstrip())
    first = part.rfind("\n", 0, blank) + 1
    return start + first, start + max(first, len(part.rstrip()))
