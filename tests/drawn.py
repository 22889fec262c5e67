"""What a drawn picture of a trail covers, and what its lines run over, measured as the template places them."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from tracker.domain.drawing.columns import NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.parts import Picture
from tracker.domain.lettering import width


class Area(NamedTuple):
    """A stretch of the picture that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def words_at(x: float, y: float, text: str, size: float = NOTE_SIZE) -> Area:
    """Return what centred words cover that stand on a line: three quarters of their size above it, a fifth below."""
    half = width(text, size) / 2
    return Area(x - half, y - 0.75 * size, x + half, y + 0.2 * size)


def boxes(picture: Picture) -> list[Area]:
    return [Area(box.x, box.y, box.x + box.width, box.y + box.height) for box in picture.boxes]


def words(picture: Picture) -> Iterator[Area]:
    """Yield what the words outside of boxes cover, placed as the template places them."""
    for arrow in picture.arrows:
        if arrow.branch is not None:
            said = (arrow.branch.passed, -7), (arrow.branch.found, 15), (arrow.branch.flag, 28)
            yield from (words_at(arrow.x, arrow.y + down, text) for text, down in said if text)
    for box in picture.boxes:
        if box.branch.note:
            yield words_at(box.middle[0], box.y + box.height + 12, box.branch.note)
        if box.branch.sign:
            yield words_at(box.x - 11, box.middle[1] + 4.5, box.branch.sign)
    for band in picture.bands:
        yield words_at(band.x + 8 + width(band.name, NOTE_SIZE) / 2, band.y + 17, band.name)
    for bracket in picture.brackets:
        yield words_at(bracket.x, bracket.y, bracket.letter, NAME_SIZE)


def points(line: str) -> Iterator[tuple[float, float]]:
    """Yield points on a path of ours, close enough for no word to fit between them."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", line)]
    x, y, to, *bent = numbers
    yield from along(x, y, to, y)
    if bent:
        one, other, last = (bent[0], bent[1]), (bent[2], bent[3]), (bent[4], bent[5])
        for at in range(101):
            t = at / 100
            p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield p * to + q * one[0] + r * other[0] + s * last[0], p * y + q * one[1] + r * other[1] + s * last[1]
        yield from along(*last, bent[6] if len(bent) > 6 else last[0], last[1])


def crossed(line: str, covered: list[Area]) -> Iterator[Area]:
    """Yield what a line runs over, but for the tenths of a pixel that paths are rounded to."""
    over = list(points(line))
    for area in covered:
        if any(area.left + 0.2 < x < area.right - 0.2 and area.top < y < area.bottom for x, y in over):
            yield area


def along(x: float, y: float, to: float, to_y: float) -> Iterator[tuple[float, float]]:
    count = max(1, int(abs(to - x) / 4))
    yield from ((x + (to - x) * at / count, to_y) for at in range(count + 1))


def touching(picture: Picture) -> list[tuple[Area, Area]]:
    """List the boxes and words of a picture that cover one another."""
    return [pair for pair in combinations([*boxes(picture), *words(picture)], 2) if pair[0].meets(pair[1])]
