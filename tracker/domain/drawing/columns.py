"""Where the columns of a picture stand, and how wide they are: as wide as names need, as far apart as words need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.domain.drawing.rows import Node, Rows
from tracker.domain.lettering import width

NAME_SIZE, NOTE_SIZE = 13.0, 11.5
BROAD = 816
"""A picture is never narrower than this, so that it is not blown up to fill its page."""
BEND, TIP = 30, 7
READER_GAP, READER_ROOM = 56, 46
BOX_PADDING = 22
LETTER_ROOM = 40
"""The room for the letters and brackets of groups, at the left."""

BAND_PADDING = 14
"""How much wider the room for an owner's name is than the boxes in the band."""

_LEAST_BOX, _MOST_BOX, _WIDEST_BOX = 84, 176, 300
_LEAST_GAP, _WORDS_PADDING = 40, 8
_SIGN_ROOM, _BAND_ROOM, _BARE = 22, 14, 4


@dataclass(frozen=True)
class Column:
    """A column of boxes: ``before`` is room kept free at its left for signs and bands, ``after`` at its right.

    ``bend`` is how wide the arrows bend that come into it.
    """

    left: float
    width: float
    before: float
    after: float
    bend: float

    @property
    def right(self) -> float:
        """Return where its boxes end."""
        return self.left + self.width

    @property
    def turn(self) -> float:
        """Return where arrows into it that come from other rows begin to bend."""
        return self.left - self.before - TIP - self.bend


def columns(roots: Sequence[Node], rows: Rows) -> list[Column]:
    """Measure the columns of a picture."""
    held: list[list[Node]] = [[] for _ in range(roots[0].column + 1)]
    for root in roots:
        for node in root.walk():
            held[node.column].append(node)
    banded: dict[int, float] = {}
    for end in (rows.ends[first] for first, _ in rows.bands):
        banded[end.column] = max(banded.get(end.column, 0), width(owned_by(end), NOTE_SIZE) - BAND_PADDING)
    bent = {node.column for column in held for node in column for one in node.beyond if one.row != node.row}
    gaps = [_words(column) for column in held[:-1]]
    bare = [
        Column(
            0,
            _box_width(column, banded.get(at, 0)),
            _before(column, at in banded),
            _after(at in banded),
            BEND if at in bent else 0,
        )
        for at, column in enumerate(held)
    ]
    wishes = [_names_width(column, banded.get(at, 0)) for at, column in enumerate(held)]
    return _placed(bare, gaps, wishes, LETTER_ROOM if any(rows.groups()) else 2)


def _placed(bare: Sequence[Column], gaps: Sequence[float], wishes: Sequence[float], start: float) -> list[Column]:
    """Put columns beside each other; what is left of a broad picture goes to names that are cut, then to the gaps."""
    wanted = [
        max(gap + one.after + after.before + after.bend + TIP, _LEAST_GAP) for gap, one, after in _pairs(bare, gaps)
    ]
    left = start + bare[0].before
    spare = BROAD - left - sum(one.width for one in bare) - sum(wanted) - READER_GAP - READER_ROOM
    wider = [max(0.0, wish - one.width) for one, wish in zip(bare, wishes, strict=True)]
    share = min(1.0, max(0.0, spare) / sum(wider)) if any(wider) else 0.0
    more = max(0.0, (spare - share * sum(wider)) / len(wanted)) if wanted else 0.0
    placed = []
    for one, gap, wish in zip(bare, [*wanted, 0.0], wider, strict=True):
        placed.append(replace(one, left=left, width=one.width + share * wish))
        left += placed[-1].width + gap + more
    return placed


def _pairs(bare: Sequence[Column], gaps: Sequence[float]) -> list[tuple[float, Column, Column]]:
    return list(zip(gaps, bare[:-1], bare[1:], strict=True))


def _before(column: Sequence[Node], banded: bool) -> float:
    sign = _SIGN_ROOM if any(node.branch.sign for node in column) else _BARE
    return sign + (_BAND_ROOM if banded else 0)


def _after(banded: bool) -> float:
    return _BAND_ROOM if banded else _BARE


def owned_by(end: Node) -> str:
    """Return what stands at the top of the band around an end."""
    return f"Owner: {end.branch.end.owner}" if end.branch.end else ""


def _box_width(column: Sequence[Node], owner: float) -> float:
    notes = max(width(node.branch.note, NOTE_SIZE) for node in column)
    return max(min(_names_width(column, owner), _MOST_BOX), notes)


def _names_width(column: Sequence[Node], owner: float) -> float:
    """Return how wide a column's boxes would have to be for no name to be cut, or for few where names are long."""
    names = max(width(node.branch.name, NAME_SIZE) for node in column) + BOX_PADDING
    return min(max(names, owner, _LEAST_BOX), _WIDEST_BOX)


def _words(column: Sequence[Node]) -> float:
    """Return the room that the words at a column's arrows need."""
    words = (width(text, NOTE_SIZE) for node in column for text in _at_arrow(node))
    return max(words) + _WORDS_PADDING


def _at_arrow(node: Node) -> tuple[str, str, str]:
    return node.branch.passed, node.branch.found, node.branch.flag
