"""The numbers and ranges of claims that are related, as bars on one scale for each unit. Measures are in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.figures import Figure

LENGTH, HEIGHT = 600, 14
LEAST, BEYOND = 4, 24
"""How short a bar may be, and how much room what has no bound is given past the largest number."""


@dataclass(frozen=True)
class Given:
    """A number that a claim gives in its statement, or in a ``reading`` of its words.

    ``relation`` says how the claim stands to the one whose page it is, "" for that one itself.
    """

    claim: int
    relation: str
    figure: Figure
    reading: bool = False


@dataclass(frozen=True)
class Bar:
    """A number as it is drawn; ``beside`` says how it stands to the numbers of the claim whose page it is."""

    given: Given
    x: float
    width: float
    beside: str

    @property
    def open_below(self) -> bool:
        """Tell whether it has no lower bound."""
        return self.given.figure.low is None

    @property
    def open_above(self) -> bool:
        """Tell whether it has no upper bound."""
        return self.given.figure.high is None


@dataclass(frozen=True)
class Scale:
    """Bars that are counted in one unit, the smallest first, with the numbers at both ends of their scale."""

    unit: str
    low: Decimal
    high: Decimal
    bars: tuple[Bar, ...]


def lay_out(given: Sequence[Given]) -> list[Scale]:
    """Lay out the numbers of claims side by side; a unit in which one claim alone counts is left out."""
    scales = []
    for unit in dict.fromkeys(one.figure.unit for one in given):
        counted = list(dict.fromkeys(one for one in given if one.figure.unit == unit))
        if len({one.claim for one in counted}) > 1:
            scales.append(_scale(unit, counted))
    return scales


def _scale(unit: str, counted: Sequence[Given]) -> Scale:
    bounds = [bound for one in counted for bound in (one.figure.low, one.figure.high) if bound is not None]
    low, high = min(Decimal(0), *bounds), max(Decimal(0), *bounds)
    room = LENGTH - LEAST - (BEYOND if any(one.figure.high is None for one in counted) else 0)
    own = [one.figure for one in counted if not one.relation]
    return Scale(unit, low, high, tuple(_bar(one, low, high, room, own) for one in sorted(counted, key=_order)))


def _bar(given: Given, low: Decimal, high: Decimal, room: int, own: Sequence[Figure]) -> Bar:
    figure = given.figure

    def place(bound: Decimal) -> float:
        return float((bound - low) / (high - low) * room) if high > low else 0.0

    start = place(figure.low) if figure.low is not None else 0.0
    end = place(figure.high) + LEAST if figure.high is not None else float(LENGTH)
    return Bar(given, round(start, 1), round(end - start, 1), _beside(given, own))


def _beside(given: Given, own: Sequence[Figure]) -> str:
    if not given.relation or not own:
        return ""
    if any(given.figure.says == figure.says for figure in own):
        return "the same"
    return "they overlap" if any(map(given.figure.overlaps, own)) else "apart"


def _order(given: Given) -> tuple[Decimal, Decimal, bool, int]:
    low, high = given.figure.low, given.figure.high
    first, last = low if low is not None else high, high if high is not None else low
    return first or Decimal(0), last or Decimal(0), bool(given.relation), given.claim
