"""The trail of a claim as a picture: where each box and each arrow stands, from the origins at the left to the reader.

Every end of a trail has a row of its own (`rows`), every number of steps beyond a box a column (`columns`). The words
at an arrow stand in the gap after its box, before the arrows bend there; so nothing covers a box or a word, and arrows
cross arrows alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.directions import isolated
from tracker.domain.drawing.columns import (
    BAND_PADDING,
    BOX_PADDING,
    LETTER_ROOM,
    NAME_SIZE,
    NOTE_SIZE,
    READER_GAP,
    READER_ROOM,
    TIP,
    Column,
    columns,
    owned_by,
)
from tracker.domain.drawing.parts import COLOURS, Arrow, Band, Box, Bracket, Branch, Picture
from tracker.domain.drawing.rows import BAND_FOOT, BAND_HEAD, BOX_HEIGHT, Node, Rows, in_rows, rooted
from tracker.domain.drawing.shapes import Frame, inner, outline
from tracker.domain.lettering import fit

_BRACKET, _LETTER = 7, 14


def draw(articles: Sequence[Branch]) -> Picture:
    """Lay out the trails of a claim; there must be one article at least."""
    roots = rooted(articles, max(article.depth for article in articles))
    rows = in_rows(roots)
    sheet = _Sheet(roots, rows, columns(roots, rows))
    reader = (sheet.right + READER_GAP, sheet.meeting + NAME_SIZE / 3)
    return Picture(
        width=round(reader[0] + READER_ROOM),
        height=round(rows.height),
        boxes=tuple(sheet.boxes.values()),
        arrows=(*sheet.arrows(), *sheet.arrows_to_reader()),
        bands=tuple(sheet.bands()),
        brackets=tuple(sheet.brackets()),
        reader=reader,
        told=describe(articles),
    )


def describe(articles: Sequence[Branch]) -> str:
    """Say the same as the picture: each way from where it ends to the article as a sentence, then the groups."""
    ways = [way for article in articles for way in _ways(article)]
    count = "One trail." if len(ways) == 1 else f"{len(ways)} trails."
    told = [f"{' to '.join(isolated(one.name) for one in way)}." for way in ways]
    groups: dict[str, dict[str, None]] = {}
    for end in (way[0] for way in ways):
        if end.end is not None:
            groups.setdefault(end.end.letter, {})[isolated(end.name)] = None
    return " ".join([count, *told, *(f"Origin {letter}: {', '.join(names)}." for letter, names in groups.items())])


def _ways(branch: Branch) -> Iterator[tuple[Branch, ...]]:
    if not branch.whence:
        yield (branch,)
    for one in branch.whence:
        for way in _ways(one):
            yield (*way, branch)


@dataclass
class _Sheet:
    """Rows and columns, and the boxes that stand in them by their nodes."""

    roots: Sequence[Node]
    rows: Rows
    columns: Sequence[Column]
    boxes: dict[Node, Box] = field(default_factory=dict)

    def __post_init__(self) -> None:
        colours = {letter: at % COLOURS for at, (letter, _) in enumerate(self.rows.groups())}
        for root in self.roots:
            for node in root.walk():
                mark = node.branch.end
                self.boxes[node] = self._box(node, colours[mark.letter] if mark else None)

    @property
    def right(self) -> float:
        return self.columns[-1].right

    @property
    def meeting(self) -> float:
        """Return the height at which the arrows to the reader meet."""
        middles = [self._middle(root) for root in self.roots]
        return (min(middles) + max(middles)) / 2

    def arrows(self) -> Iterator[Arrow]:
        """Yield an arrow from each box to the one that has it from there."""
        for node in self.boxes:
            for one in node.beyond:
                yield self._arrow(one, node)

    def arrows_to_reader(self) -> Iterator[Arrow]:
        """Yield an arrow from each article to the reader."""
        end = self.right + READER_GAP - 6
        for root in self.roots:
            line = _line((self.right, self._middle(root)), (self.right, end - TIP), end - TIP, self.meeting)
            yield Arrow(line, _tip(end, self.meeting))

    def bands(self) -> Iterator[Band]:
        """Yield what encloses neighbours with one owner."""
        for first, last in self.rows.bands:
            one, other = self.boxes[self.rows.ends[first]], self.boxes[self.rows.ends[last]]
            column = self.columns[self.rows.ends[first].column]
            x, y = column.left - column.before + 2, one.y - BAND_HEAD
            across = column.right + column.after - 2 - x
            owner = one.branch.end.owner if one.branch.end else ""
            name = fit(owned_by(self.rows.ends[first]), column.width + BAND_PADDING, NOTE_SIZE)
            yield Band(name, owner, round(x, 1), y, round(across, 1), other.y + BOX_HEIGHT + BAND_FOOT - y)

    def brackets(self) -> Iterator[Bracket]:
        """Yield the letters of the groups, and lines to those of their ends that stand further right."""
        for at, (letter, ends) in enumerate(self.rows.groups()):
            top, bottom = self._middle(ends[0]) - BOX_HEIGHT / 2, self._middle(ends[-1]) + BOX_HEIGHT / 2
            path = f"M{LETTER_ROOM - 4:g} {top:g}h-{_BRACKET}v{bottom - top:g}h{_BRACKET}"
            counts = any(end.branch.end is not None and end.branch.end.counts for end in ends)
            leaders = tuple(self._leader(end) for end in ends if end.column)
            yield Bracket(letter, counts, at % COLOURS, path, _LETTER, (top + bottom) / 2 + NAME_SIZE / 3, leaders)

    def _leader(self, end: Node) -> str:
        column = self.columns[end.column]
        return f"M{LETTER_ROOM + 2:g} {self._middle(end):g}H{column.left - column.before:.1f}"

    def _middle(self, node: Node) -> float:
        return self.rows.middles[node.row]

    def _box(self, node: Node, colour: int | None) -> Box:
        column, branch = self.columns[node.column], node.branch
        frame = Frame(round(column.left, 1), self._middle(node) - BOX_HEIGHT / 2, round(column.width, 1), BOX_HEIGHT)
        return Box(
            branch,
            fit(branch.name, column.width - BOX_PADDING, NAME_SIZE),
            frame.x,
            frame.y,
            frame.width,
            frame.height,
            outline(branch.kind, frame),
            inner(branch.kind, frame),
            colour,
        )

    def _arrow(self, one: Node, to: Node) -> Arrow:
        start, target, after = self.columns[one.column], self.columns[to.column], self.columns[one.column + 1]
        bent = (target.turn, target.turn + target.bend)
        line = _line((start.right, self._middle(one)), bent, target.left - TIP, self._middle(to))
        middle = (start.right + start.after + after.turn) / 2
        return Arrow(line, _tip(target.left, self._middle(to)), one.branch, round(middle, 1), self._middle(one))


def _line(start: tuple[float, float], bent: tuple[float, float], to_x: float, to_y: float) -> str:
    """Return a path: straight, or bent between two places on its way from left to right."""
    x, y = start
    if y == to_y:
        return f"M{x:.1f} {y:g}H{to_x:.1f}"
    turn, back = bent
    middle = (turn + back) / 2
    return f"M{x:.1f} {y:g}H{turn:.1f}C{middle:.1f} {y:g} {middle:.1f} {to_y:g} {back:.1f} {to_y:g}H{to_x:.1f}"


def _tip(x: float, y: float) -> str:
    return f"M{x:.1f} {y:g}l-8-4v8z"
