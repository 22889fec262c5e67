"""Walking two sorted streams side by side."""

from collections.abc import Iterable, Iterator
from typing import Protocol, Self, TypeVar


class Ordered(Protocol):
    """A key that can be put in order."""

    def __lt__(self, other: Self, /) -> bool: ...


K = TypeVar("K", bound=Ordered)
L = TypeVar("L")
R = TypeVar("R")


def paired(left: Iterable[tuple[K, L]], right: Iterable[tuple[K, R]]) -> Iterator[tuple[K, L | None, R | None]]:
    """Yield each key of two streams sorted by key, with what either holds under it, None where it holds nothing."""
    lefts, rights = iter(left), iter(right)
    one, other = next(lefts, None), next(rights, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], one[1], None
            one = next(lefts, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(rights, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(lefts, None), next(rights, None)
