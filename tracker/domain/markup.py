"""A text as a page shows it: paragraphs, cut into segments wherever a quote, a link or another mark begins or ends.

Marks may overlap in any way; each segment says which marks lie over it, so that a page can nest them anew in each.
Offsets are code points and ranges exclude their end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.text import paragraphs


@dataclass(frozen=True)
class Mark:
    """A range of a text that a page shows marked; ``key`` is how the page knows it again, several may share one."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Segment:
    """A run of text under the same marks: all of them, those that begin and those that end here, outermost first."""

    start: int
    end: int
    text: str
    open: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A run of lines that are not blank; its segments follow each other without a gap."""

    start: int
    end: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class _Piece:
    """A run of text and the marks over it, as places in the list of marks."""

    start: int
    end: int
    over: tuple[int, ...]


def segments(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """Cut a text into paragraphs and these at the ends of marks; what lies between paragraphs is white space.

    A mark of nothing, or of white space between paragraphs, is left out; one beyond the text ends with it.
    """
    ordered = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))
    ranges = paragraphs(text)
    pieces = _pieces(ranges, ordered)
    first = {over: at for at, piece in reversed([*enumerate(pieces)]) for over in piece.over}
    last = {over: at for at, piece in enumerate(pieces) for over in piece.over}

    def keys(over: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ordered[one].key for one in over))

    made = [
        Segment(
            piece.start,
            piece.end,
            text[piece.start : piece.end],
            keys(piece.over),
            keys(one for one in piece.over if first[one] == at),
            keys(one for one in piece.over if last[one] == at),
        )
        for at, piece in enumerate(pieces)
    ]
    return _in_paragraphs(ranges, made)


def _pieces(ranges: list[tuple[int, int]], marks: list[Mark]) -> list[_Piece]:
    """Cut the ranges of paragraphs at every end of a mark in them, each piece with the marks over it."""
    bounds = sorted({bound for mark in marks for bound in (mark.start, mark.end)})
    waiting, over, pieces = 0, list[int](), list[_Piece]()
    for first, last in ranges:
        inside = bounds[bisect_right(bounds, first) : bisect_left(bounds, last)]
        for start, end in pairwise([first, *inside, last]):
            while waiting < len(marks) and marks[waiting].start <= start:
                over.append(waiting)
                waiting += 1
            over = [one for one in over if marks[one].end > start]
            pieces.append(_Piece(start, end, tuple(over)))
    return pieces


def _in_paragraphs(ranges: list[tuple[int, int]], made: list[Segment]) -> list[Paragraph]:
    starts = [one.start for one in made]
    return [
        Paragraph(start, end, tuple(made[bisect_left(starts, start) : bisect_left(starts, end)]))
        for start, end in ranges
    ]
