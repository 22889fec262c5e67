"""A count in parts as one bar: each part as long as its share, none too short to be seen. Measures are in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

LENGTH, THICKNESS = 600, 14
LEAST, BETWEEN = 4, 2


@dataclass(frozen=True)
class Part:
    """One of the things counted; ``look`` names the colour it is drawn in."""

    label: str
    count: int
    look: str


@dataclass(frozen=True)
class Stretch:
    """A part as it is drawn."""

    part: Part
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A laid-out bar; ``told`` is the same in words."""

    stretches: tuple[Stretch, ...]
    told: str


def lay_out(parts: Sequence[Part]) -> Bar:
    """Lay out the parts that count anything, in their order, over the whole length."""
    counted = [part for part in parts if part.count > 0]
    total = sum(part.count for part in counted)
    room = LENGTH - LEAST * len(counted) - BETWEEN * max(0, len(counted) - 1)
    stretches, x = [], 0.0
    for part in counted:
        width = LEAST + room * part.count / total
        stretches.append(Stretch(part, round(x, 1), round(width, 1)))
        x += width + BETWEEN
    return Bar(tuple(stretches), ", ".join(f"{part.count:,} {part.label}" for part in counted))
