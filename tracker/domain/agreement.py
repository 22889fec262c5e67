"""How far people agree beyond chance: Krippendorff's alpha and Cohen's kappa, each with an interval.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); J. Cohen, "A coefficient of agreement for nominal
scales" (1960). The intervals come from leaving out one unit at a time: B. Efron, "The Jackknife, the Bootstrap and
Other Resampling Plans" (1982). Units that were rated alike are worked out once, so that thousands take no time.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import TypeVar

P = TypeVar("P")

_SIDE = 1.96
"""How many standard errors an interval of 95 percent reaches to either side."""

Ratings = tuple[str, ...]
"""What several people said of one unit, in a fixed order."""


@dataclass(frozen=True)
class Coefficient:
    """How far people agree on some units: 1 is always, 0 is as by chance, below 0 is less than that.

    ``value`` is None where it has no meaning: nothing was rated twice, or nobody ever said anything else. ``low`` and
    ``high`` are the ends of the interval of 95 percent, None where there are too few units for one.
    """

    units: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Pair:
    """How far two people agree on what both rated; ``table`` counts what the first and the second said of a unit."""

    kappa: Coefficient
    same: int
    table: Mapping[tuple[str, str], int]


def alpha(rated: Iterable[Collection[str]], order: Sequence[str] = ()) -> Coefficient:
    """Work out Krippendorff's alpha of units, each given by what people said of it.

    With an ``order`` the values are ordinal, and any that it lacks are left out; without one they are only names.
    """
    kept = (sorted(value for value in unit if not order or value in order) for unit in rated)
    units = (tuple(unit) for unit in kept if len(unit) > 1)
    return _with_interval(units, lambda counted: _alpha(counted, order))


def kappa(rated: Iterable[tuple[str, str]]) -> Coefficient:
    """Work out Cohen's kappa of two people, from what the first and the second said of each unit."""
    return _with_interval(rated, _kappa)


def pairs(rated: Iterable[Mapping[P, str]]) -> dict[tuple[P, P], Pair]:
    """Compare everybody with everybody on the units that both rated, which are given as what each person said.

    Of a pair, whoever comes first in any unit is the first.
    """
    met: dict[P, int] = {}
    said: dict[tuple[P, P], list[tuple[str, str]]] = {}
    for unit in rated:
        for person in unit:
            met.setdefault(person, len(met))
        for one, other in combinations(sorted(unit, key=met.__getitem__), 2):
            said.setdefault((one, other), []).append((unit[one], unit[other]))
    return {
        pair: Pair(kappa(both), sum(one == other for one, other in both), Counter(both)) for pair, both in said.items()
    }


def coincidences(units: Mapping[Ratings, int]) -> dict[tuple[str, str], float]:
    """Count how often each two values were given to one unit, both ways round; a unit counts as its ratings do."""
    found: dict[tuple[str, str], float] = {}
    for unit, times in units.items():
        values = Counter(unit)
        for one, of_one in values.items():
            for other, of_other in values.items():
                together = of_one * (of_other - (one == other)) * times / (len(unit) - 1)
                if together:
                    found[one, other] = found.get((one, other), 0.0) + together
    return found


def _with_interval(rated: Iterable[Ratings], work_out: Callable[[Mapping[Ratings, int]], float | None]) -> Coefficient:
    units = Counter(rated)
    count, value = units.total(), work_out(units)
    if value is None or count < 2:
        return Coefficient(count, value)
    without = {one: work_out(units - Counter({one: 1})) for one in units}
    if any(left is None for left in without.values()):
        return Coefficient(count, value)
    each = [(left, units[one]) for one, left in without.items() if left is not None]
    middle = sum(left * times for left, times in each) / count
    spread = sum((left - middle) ** 2 * times for left, times in each)
    side = _SIDE * sqrt(spread * (count - 1) / count)
    return Coefficient(count, value, max(-1.0, value - side), min(1.0, value + side))


def _alpha(units: Mapping[Ratings, int], order: Sequence[str]) -> float | None:
    found = coincidences(units)
    totals: dict[str, float] = {}
    for (one, _), together in found.items():
        totals[one] = totals.get(one, 0.0) + together
    apart = _ordinal(totals, order) if order else _nominal
    every = sum(totals.values())
    expected = sum(totals[one] * totals[other] * apart(one, other) for one in totals for other in totals)
    if not expected:
        return None
    observed = sum(together * apart(one, other) for (one, other), together in found.items())
    return 1 - (every - 1) * observed / expected


def _nominal(one: str, other: str) -> float:
    return float(one != other)


def _ordinal(totals: Mapping[str, float], order: Sequence[str]) -> Callable[[str, str], float]:
    """Return how far two values are apart: by how many ratings lie between their middles, squared."""
    middles: dict[str, float] = {}
    below = 0.0
    for value in order:
        middles[value] = below + totals.get(value, 0) / 2
        below += totals.get(value, 0)
    return lambda one, other: (middles[one] - middles[other]) ** 2


def _kappa(table: Mapping[Ratings, int]) -> float | None:
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), times in table.items():
        first[one] += times
        second[other] += times
    every = first.total()
    by_chance = sum(first[value] * second[value] for value in first)
    if by_chance == every * every:
        return None
    same = sum(times for (one, other), times in table.items() if one == other)
    return (same * every - by_chance) / (every * every - by_chance)
