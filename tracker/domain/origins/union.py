"""Things that are joined pair by pair: R. Tarjan, "Efficiency of a good but not linear set union algorithm" (1975)."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Union(Generic[T]):
    """Sets of joined things; a thing that was joined with nothing is alone."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def __contains__(self, one: object) -> bool:
        """Tell whether a thing was named here before."""
        return one in self._above

    def find(self, one: T) -> T:
        """Return the thing that stands for all that this one is joined with; the same for each of them."""
        while (above := self._above.setdefault(one, one)) != one:
            self._above[one] = one = self._above[above]
        return one

    def join(self, one: T, other: T) -> None:
        """Join two things, and all that they are joined with."""
        self._above[self.find(other)] = self.find(one)
