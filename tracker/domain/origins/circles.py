"""Circles in who cites whom: R. Tarjan, "Depth-first search and linear graph algorithms" (1972)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


def onward(pairs: Iterable[tuple[T, T]]) -> dict[T, dict[T, None]]:
    """Put pairs of who cites whom in order, each once: for everybody named, those whom they cite."""
    cited: dict[T, dict[T, None]] = {}
    for one, other in pairs:
        cited.setdefault(one, {})[other] = None
        cited.setdefault(other, {})
    return cited


def circles(cited: Mapping[T, Collection[T]]) -> list[list[T]]:
    """List those who cite each other in circles, or themselves; in linear time."""
    return [group for group in components(cited) if len(group) > 1 or group[0] in cited[group[0]]]


def components(cited: Mapping[T, Collection[T]]) -> Iterator[list[T]]:
    """Yield the strongly connected components, each after all that it leads to."""
    search = _Search(cited)
    for one in cited:
        if one not in search.index:
            yield from search.begin(one)


@dataclass
class _Search(Generic[T]):
    """One walk over everybody; without recursion, for a chain may be long."""

    cited: Mapping[T, Collection[T]]
    index: dict[T, int] = field(default_factory=dict)
    low: dict[T, int] = field(default_factory=dict)
    unplaced: dict[T, None] = field(default_factory=dict)
    way: list[tuple[T, Iterator[T]]] = field(default_factory=list)

    def begin(self, first: T) -> Iterator[list[T]]:
        self._enter(first)
        while self.way:
            at, rest = self.way[-1]
            for to in rest:
                if to not in self.index:
                    self._enter(to)
                    break
                if to in self.unplaced:
                    self.low[at] = min(self.low[at], self.index[to])
            else:
                self.way.pop()
                if self.way:
                    before = self.way[-1][0]
                    self.low[before] = min(self.low[before], self.low[at])
                if self.low[at] == self.index[at]:
                    yield self._together(at)

    def _enter(self, one: T) -> None:
        self.index[one] = self.low[one] = len(self.index)
        self.unplaced[one] = None
        self.way.append((one, iter(self.cited[one])))

    def _together(self, first: T) -> list[T]:
        group = []
        while first in self.unplaced:
            group.append(self.unplaced.popitem()[0])
        return group[::-1]
