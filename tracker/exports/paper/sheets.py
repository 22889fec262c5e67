"""Drawings cut into sheets, each as tall as a page has room for."""

from collections.abc import Iterator, Sequence

from tracker.exports.paper.blocks import Path, Sheet, Sign, Words
from tracker.exports.paper.vectors import reach

Part = Path | Words | Sign

_SIGN = 14
TALLEST = 1.36
"""How tall a sheet may be, in widths of the page between its margins."""


def sheets(
    parts: Sequence[Part], width: float, height: float, cuts: Sequence[float], least: float
) -> tuple[Sheet, ...]:
    """Cut a drawing where no box stands (``cuts``); ``least`` is the width to which a narrower one is not blown up."""
    tallest = max(width, least) * TALLEST
    return tuple(_sheets(parts, height, cuts, tallest))


def _sheets(parts: Sequence[Part], height: float, cuts: Sequence[float], tallest: float) -> Iterator[Sheet]:
    top = 0.0
    while top < height:
        fitting = [cut for cut in cuts if top < cut <= top + tallest and cut < height]
        bottom = height if height - top <= tallest else max(fitting, default=min(height, top + tallest))
        yield Sheet(top, bottom - top, tuple(part for part in parts if _stands(part, top, bottom)))
        top = bottom


def _stands(part: Part, top: float, bottom: float) -> bool:
    """Tell whether a part is seen between two heights; words stand on one sheet only."""
    if isinstance(part, Path):
        first, last = reach(part.steps)
        return first < bottom and last >= top
    if isinstance(part, Sign):
        return top <= part.y + _SIGN / 2 < bottom
    return top <= part.y - part.size / 3 < bottom
