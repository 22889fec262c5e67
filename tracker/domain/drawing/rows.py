"""In which row each box stands: every end of a trail has one of its own, and the ends of one group are neighbours.

A box that has it from others stands in the row of the middle one of them. So each row is one way from an end towards
the reader, as far as it goes; no arrow crosses a box.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tracker.domain.drawing.parts import Branch

BOX_HEIGHT = 34
MANY = 16
_ROW, _DENSE_ROW = 58, 51
_BETWEEN_GROUPS, _BETWEEN_MANY = 18, 8
_ABOVE, _BELOW = 20, 20
BAND_HEAD, BAND_FOOT = 25, 20
"""How far a band reaches over its first box, and under its last."""
_OVER_BAND, _UNDER_BAND = 20, 10


@dataclass(eq=False)
class Node:
    """A branch with its column and its row; ``beyond`` are those it has it from."""

    branch: Branch
    column: int
    beyond: list["Node"]
    row: int = -1

    def walk(self) -> Iterator["Node"]:
        """Yield this and all beyond it, those first."""
        for one in self.beyond:
            yield from one.walk()
        yield self


@dataclass(frozen=True)
class Rows:
    """The ends of all trails, one in a row: where the middle of each row is, and the runs with one owner.

    ``bands`` are pairs of the first and the last row of each run of neighbours with one owner.
    """

    ends: tuple[Node, ...]
    middles: tuple[float, ...]
    bands: tuple[tuple[int, int], ...]
    height: float

    def groups(self) -> Iterator[tuple[str, list[Node]]]:
        """Yield each group's letter with its ends."""
        for letter, ends in groupby(self.ends, _letter):
            if letter:
                yield letter, list(ends)


def rooted(articles: Iterable[Branch], last: int) -> list[Node]:
    """Put articles in the last column, and each step as far from the left as the longest way beyond it has steps."""
    return [_node(article, last) for article in articles]


def _node(branch: Branch, column: int) -> Node:
    return Node(branch, column, [_node(one, one.depth) for one in branch.whence])


def in_rows(roots: Sequence[Node]) -> Rows:
    """Give every node its row."""
    ends = _ordered([node for root in roots for node in root.walk() if not node.beyond])
    for row, end in enumerate(ends):
        end.row = row
    for root in roots:
        for node in root.walk():
            if node.beyond:
                rows = sorted(one.row for one in node.beyond)
                node.row = rows[(len(rows) - 1) // 2]
    bands = _bands(ends)
    middles = list(_middles(ends, bands))
    return Rows(tuple(ends), tuple(middles), tuple(bands), middles[-1] + BOX_HEIGHT / 2 + _BELOW)


@dataclass
class _Order:
    """Numbers things in the order in which they were first named."""

    known: dict[str, int] = field(default_factory=dict)

    def __call__(self, name: str) -> int:
        return self.known.setdefault(name, len(self.known))


def _ordered(ends: list[Node]) -> list[Node]:
    """Put ends in the order of their groups' letters, owned ones next to each other, and those without group last."""
    order = _Order()
    owners = {end: (order(_owner(end)) if _owner(end) else len(ends)) for end in ends}
    return sorted(ends, key=lambda end: (not _letter(end), len(_letter(end)), _letter(end), owners[end], end.column))


def _bands(ends: Sequence[Node]) -> list[tuple[int, int]]:
    bands = []
    for (_, owner, _), run in groupby(ends, lambda end: (_letter(end), _owner(end), end.column)):
        rows = [end.row for end in run]
        if owner and len(rows) > 1:
            bands.append((rows[0], rows[-1]))
    return bands


def _middles(ends: Sequence[Node], bands: Iterable[tuple[int, int]]) -> Iterator[float]:
    many = len(ends) > MANY
    heads, feet = {first for first, _ in bands}, {last for _, last in bands}
    middle = _ABOVE + BOX_HEIGHT / 2 - (_DENSE_ROW if many else _ROW)
    for row, end in enumerate(ends):
        middle += _DENSE_ROW if many else _ROW
        if row and _letter(end) != _letter(ends[row - 1]):
            middle += _BETWEEN_MANY if many else _BETWEEN_GROUPS
        middle += (_OVER_BAND if row in heads else 0) + (_UNDER_BAND if row - 1 in feet else 0)
        yield middle


def _letter(end: Node) -> str:
    return end.branch.end.letter if end.branch.end else ""


def _owner(end: Node) -> str:
    return end.branch.end.owner if end.branch.end else ""
