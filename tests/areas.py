"""What the parts of a picture cover, for tests that nothing stands on top of anything else."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from tracker.domain.drawing.columns import NOTE_SIZE
from tracker.domain.drawing.parts import Box
from tracker.domain.lettering import width

Point = tuple[float, float]
_NUMBERS = {"M": 2, "H": 1, "V": 1, "h": 1, "v": 1, "l": 2, "q": 4, "C": 6, "z": 0}


class Area(NamedTuple):
    """A stretch of a picture that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Tell whether two stretches have anything in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies within, but for the tenths of a pixel that paths are rounded to."""
        return self.left + 0.2 < point[0] < self.right - 0.2 and self.top + 0.2 < point[1] < self.bottom - 0.2


def words_at(x: float, y: float, text: str, size: float = NOTE_SIZE) -> Area:
    """Return what centred words cover that stand on a line: three quarters of their size above it, a fifth below."""
    return words_from(x - width(text, size) / 2, y, text, size)


def words_from(x: float, y: float, text: str, size: float = NOTE_SIZE) -> Area:
    """Return what words cover that begin at a place."""
    return Area(x, y - 0.75 * size, x + width(text, size), y + 0.2 * size)


def of_box(box: Box) -> Area:
    """Return what a box covers."""
    return Area(box.x, box.y, box.x + box.width, box.y + box.height)


def overlaps(covered: Iterable[Area]) -> list[tuple[Area, Area]]:
    """List the pairs that stand on top of each other."""
    return [(one, other) for one, other in combinations(covered, 2) if one.meets(other)]


def crossed(path: str, covered: Iterable[Area]) -> list[Area]:
    """List what a line runs over."""
    over = list(points(path))
    return [area for area in covered if any(area.holds(point) for point in over)]


def points(path: str) -> Iterator[Point]:
    """Yield points on a path of lines and curves, close enough for no word to fit between them."""
    at: Point = (0.0, 0.0)
    for letter, written in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", written)]
        assert len(numbers) == _NUMBERS[letter], path
        controls = _controls(letter, numbers, at)
        if letter != "M":
            yield from _curve([at, *controls])
        at = controls[-1] if controls else at


def _controls(letter: str, numbers: list[float], at: Point) -> list[Point]:
    x, y = at
    if letter in "Hh":
        return [(numbers[0] + (x if letter == "h" else 0), y)]
    if letter in "Vv":
        return [(x, numbers[0] + (y if letter == "v" else 0))]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [(x + across, y + down) for across, down in pairs] if letter in "lq" else pairs


def _curve(controls: list[Point]) -> Iterator[Point]:
    """Yield points of a Bézier curve of any degree (de Casteljau)."""
    (x, y), (to_x, to_y) = controls[0], controls[-1]
    count = max(4, int((abs(to_x - x) + abs(to_y - y)) / 3))
    for step in range(count + 1):
        t, left = step / count, controls
        while len(left) > 1:
            left = [((1 - t) * p + t * r, (1 - t) * q + t * s) for (p, q), (r, s) in zip(left, left[1:], strict=False)]
        yield left[0]
