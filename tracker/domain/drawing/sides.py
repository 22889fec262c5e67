"""A source between those whom it has things from, at its left, and those who have them from it, at its right.

Each has a row of its own at its side. Its arrow runs level past its words to an upright line that all of a side share,
and that line to the source: so no arrow crosses another, a box or a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.directions import isolated
from tracker.domain.drawing.columns import BOX_PADDING, BROAD, NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.parts import Arrow, Box, Branch, Sheet
from tracker.domain.drawing.rows import BOX_HEIGHT
from tracker.domain.drawing.shapes import Frame, inner, outline
from tracker.domain.lettering import fit, width

ROW = 54
_EDGE, _HEAD, _TOP, _FOOT = 2, 13, 32, 24
_NEAR, _MOST_NEAR, _CORNER, _TIP = 44, 150, 9, 7
_LEAST, _MOST, _WORDS_PADDING = 96, 190, 20


@dataclass(frozen=True)
class Head:
    """The words above a side: its boxes begin at ``x``."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Sides(Sheet):
    """A laid-out picture: ``trunks`` are the paths of what the arrows of a side share, ``tips`` where these lead.

    ``told`` says the same in sentences.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    trunks: tuple[str, ...]
    tips: tuple[str, ...]
    heads: tuple[Head, ...]
    told: str


def draw_sides(
    middle: Branch, left: Sequence[Branch], right: Sequence[Branch], heads: tuple[str, str] = ("", "")
) -> Sides:
    """Lay out a source with those at its sides, either of which may have none; ``heads`` stand above them."""
    sides = [_Side(left, heads[0]), _Side(right, heads[1])]
    own = min(max(width(middle.name, NAME_SIZE) + BOX_PADDING, _LEAST), _MOST)
    spare = max(0.0, BROAD - 2 * _EDGE - own - sum(side.room for side in sides))
    near = min(spare / max(1, sum(1 for side in sides if side.branches)), _MOST_NEAR)
    start = _EDGE + (sides[0].room + near if left else 0)
    end = start + own + (near + sides[1].room if right else 0)
    centre = _TOP + BOX_HEIGHT / 2 + (max(len(left), len(right), 1) - 1) * ROW / 2
    placed = [
        _Placed(sides[0], centre, _EDGE, _EDGE + sides[0].across + sides[0].words + _CORNER, start, 1),
        _Placed(
            sides[1], centre, end - sides[1].across, end - sides[1].across - sides[1].words - _CORNER, start + own, -1
        ),
    ]
    shown = [side for side in placed if side.side.branches]
    return Sides(
        width=round(end + _EDGE),
        height=round(2 * centre - _TOP + _FOOT),
        boxes=(_box(middle, start, centre, own), *(box for side in shown for box in side.boxes())),
        arrows=tuple(arrow for side in shown for arrow in side.arrows()),
        trunks=tuple(side.trunk() for side in shown),
        tips=tuple(tip for side in shown for tip in side.tip()),
        heads=tuple(Head(side.side.head, side.x, side.top - _HEAD) for side in shown if side.side.head),
        told=" ".join([isolated(middle.name) + ".", *(told for side in sides for told in side.told())]),
    )


@dataclass(frozen=True)
class _Side:
    """Those at one side, and how much room they take."""

    branches: Sequence[Branch]
    head: str

    @property
    def across(self) -> float:
        """Return how wide the boxes are."""
        names = [width(one.name, NAME_SIZE) + BOX_PADDING for one in self.branches]
        notes = [width(one.note, NOTE_SIZE) for one in self.branches]
        return max(min(max([_LEAST, *names]), _MOST), *notes, width(self.head, NOTE_SIZE))

    @property
    def words(self) -> float:
        """Return how much room the words at the arrows need."""
        said = (text for one in self.branches for text in (one.passed, one.found, one.flag))
        return max((width(text, NOTE_SIZE) for text in said), default=0.0) + _WORDS_PADDING

    @property
    def room(self) -> float:
        """Return how much room all of it needs beside the source."""
        return self.across + self.words + _CORNER + _NEAR if self.branches else 0.0

    def told(self) -> Iterator[str]:
        """Yield in a sentence who stands here."""
        if self.branches:
            yield f"{self.head}: {', '.join(isolated(one.name) for one in self.branches)}."


@dataclass(frozen=True)
class _Placed:
    """A side in its place: its boxes begin at ``x``, its upright line stands at ``turn``, the source ends at ``near``.

    ``way`` is 1 where its arrows lead to the source, -1 where they lead away from it.
    """

    side: _Side
    centre: float
    x: float
    turn: float
    near: float
    way: int

    @property
    def _edge(self) -> float:
        """Return at which edge of the boxes their arrows are."""
        return self.x + self.side.across if self.way == 1 else self.x

    @property
    def top(self) -> float:
        """Return where the boxes begin."""
        return self._levels()[0] - BOX_HEIGHT / 2

    def _levels(self) -> list[float]:
        count = len(self.side.branches)
        return [self.centre + (at - (count - 1) / 2) * ROW for at in range(count)]

    def boxes(self) -> Iterator[Box]:
        """Yield the boxes of this side from the top."""
        for one, y in zip(self.side.branches, self._levels(), strict=True):
            yield _box(one, self.x, y, self.side.across)

    def arrows(self) -> Iterator[Arrow]:
        """Yield the arrow of each box, as far as the line that all of them share."""
        said = self._edge + self.way * self.side.words / 2
        for one, y in zip(self.side.branches, self._levels(), strict=True):
            yield Arrow(self._line(y), "" if self.way == 1 else _tip(self._edge, y), one, round(said, 1), y)

    def _line(self, y: float) -> str:
        """Return a path from the box to the shared line, round at the corner."""
        begin = self._edge - (0 if self.way == 1 else _TIP)
        if y == self.centre:
            return f"M{begin:.1f} {y:g}H{self.turn:.1f}"
        bent, down = self.way * _CORNER, _CORNER if y < self.centre else -_CORNER
        return f"M{begin:.1f} {y:g}H{self.turn - bent:.1f}q{bent:g} 0 {bent:g} {down:g}"

    def trunk(self) -> str:
        """Return the path of the shared line, and of the way between it and the source, with its tip at the source."""
        levels = self._levels()
        near = self.near - (_TIP if self.way == 1 else 0)
        level = f"M{self.turn:.1f} {self.centre:g}H{near:.1f}"
        if len(levels) == 1:
            return level
        return f"M{self.turn:.1f} {levels[0] + _CORNER:g}V{levels[-1] - _CORNER:g}{level}"

    def tip(self) -> Iterator[str]:
        """Yield the path of the tip at the source, where the arrows lead to it."""
        if self.way == 1:
            yield _tip(self.near, self.centre)


def _box(branch: Branch, x: float, centre: float, across: float) -> Box:
    frame = Frame(round(x, 1), centre - BOX_HEIGHT / 2, round(across, 1), BOX_HEIGHT)
    return Box(
        branch,
        fit(branch.name, across - BOX_PADDING, NAME_SIZE),
        frame.x,
        frame.y,
        frame.width,
        frame.height,
        outline(branch.kind, frame),
        inner(branch.kind, frame),
    )


def _tip(x: float, y: float) -> str:
    return f"M{x:.1f} {y:g}l-8-4v8z"
