"""The trail of a claim as a picture: where each box and each arrow stands, from the origins at the left to the reader.

Every end of a trail has a row of its own. A box stands as far from the left as the longest way beyond it has steps, and
midway between the rows of those it has it from; so no arrow crosses a box. All measures are in pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.directions import isolated
from tracker.domain.lettering import fit, width

NAME_SIZE, NOTE_SIZE = 13.0, 11.5
BOX_HEIGHT, ROW, BETWEEN_TRAILS = 34, 62, 12
BROAD = 816
"""A picture is never narrower than this, so that it is not blown up to fill its page."""
LONG = 920
"""A wider one would be too small if it were shrunk; it is drawn full size and scrolls."""

_LEAST_BOX, _MOST_BOX, _BOX_PADDING = 84, 170, 16
_LEAST_GAP, _NOTE_PADDING, _BEND, _TIP = 52, 15, 30, 7
_SIGN_ROOM, _READER_GAP, _READER_ROOM = 22, 56, 46
_BELOW = 20


@dataclass(frozen=True)
class Branch:
    """An article or a step to draw, and those it has it from.

    ``passed`` and ``found`` stand above and below the arrow that leads from it, ``note`` under the box, ``sign`` before
    it. ``here`` marks the article whose quote is shown, ``bad`` what the check found against it.
    """

    name: str
    passed: str = ""
    found: str = ""
    note: str = ""
    sign: str = ""
    read: bool = False
    unnamed: bool = False
    here: bool = False
    bad: bool = False
    denial: bool = False
    whence: tuple["Branch", ...] = ()

    @property
    def depth(self) -> int:
        """Return how many steps the longest way beyond this one has."""
        return max((1 + one.depth for one in self.whence), default=0)

    def walk(self) -> Iterator["Branch"]:
        """Yield this and all beyond it."""
        yield self
        for one in self.whence:
            yield from one.walk()


@dataclass(frozen=True)
class Box:
    """A drawn box: ``x`` and ``y`` are its upper left corner; ``name`` is what fits in it."""

    branch: Branch
    name: str
    x: float
    y: float
    width: float
    height: float = BOX_HEIGHT

    @property
    def middle(self) -> tuple[float, float]:
        """Return its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Arrow:
    """A drawn arrow: the paths of its line and its tip, and where the middle of its words stands."""

    line: str
    tip: str
    passed: str = ""
    found: str = ""
    bad: bool = False
    denial: bool = False
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Picture:
    """A laid-out picture; ``reader`` is where that word begins, ``told`` the same in sentences."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    reader: tuple[float, float]
    told: str

    @property
    def long(self) -> bool:
        """Tell whether the picture is too wide to be shrunk into its page."""
        return self.width > LONG


def draw(articles: Sequence[Branch]) -> Picture:
    """Lay out the trails of a claim, one article after another from the top; there must be one at least."""
    grid = _Grid.of(articles)
    for article in articles:
        grid.place(article, grid.last_column)
        grid.bottom += BETWEEN_TRAILS
    height = grid.bottom - BETWEEN_TRAILS - (ROW - BOX_HEIGHT) / 2 + _BELOW
    reader = (grid.right + _READER_GAP, grid.meeting + NOTE_SIZE / 3)
    arrows = (*grid.arrows, *grid.arrows_to_reader())
    return Picture(
        round(reader[0] + _READER_ROOM), round(height), tuple(grid.boxes), arrows, reader, describe(articles)
    )


def describe(articles: Sequence[Branch]) -> str:
    """Say the same as the picture: each way from where it ends to the article, as a sentence."""
    ways = [way for article in articles for way in _ways(article)]
    count = "One trail." if len(ways) == 1 else f"{len(ways)} trails."
    return " ".join([count, *(f"{' to '.join(isolated(one.name) for one in way)}." for way in ways)])


def _ways(branch: Branch) -> Iterator[tuple[Branch, ...]]:
    if not branch.whence:
        yield (branch,)
    for one in branch.whence:
        for way in _ways(one):
            yield (*way, branch)


@dataclass
class _Grid:
    """The columns, and what was placed in them so far; ``bottom`` is where the next row begins."""

    lefts: list[float]
    widths: list[float]
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    articles: list[Box] = field(default_factory=list)
    bottom: float = 4.0 - (ROW - BOX_HEIGHT) / 2 + 12

    @classmethod
    def of(cls, articles: Sequence[Branch]) -> "_Grid":
        """Measure the columns: as wide as their widest name, as far apart as the words between them need."""
        last = max(article.depth for article in articles)
        columns: list[list[Branch]] = [[] for _ in range(last + 1)]
        for article in articles:
            columns[last].append(article)
            for branch in [one for one in article.walk() if one is not article]:
                columns[branch.depth].append(branch)
        widths = [_box_width(column) for column in columns]
        bent = {one.depth for article in articles for branch in article.walk() for one in _bending(branch)}
        gaps = [_gap(column) + (_BEND if depth in bent else 0) for depth, column in enumerate(columns[:-1])]
        start = _SIGN_ROOM if any(one.sign for column in columns for one in column) else 2.0
        spare = BROAD - start - sum(widths) - sum(gaps) - _READER_GAP - _READER_ROOM
        more = max(0.0, spare / len(gaps)) if gaps else 0.0
        lefts = [start]
        for at, gap in enumerate(gaps):
            lefts.append(lefts[at] + widths[at] + gap + more)
        return cls(lefts, widths)

    @property
    def last_column(self) -> int:
        return len(self.lefts) - 1

    @property
    def right(self) -> float:
        return self.lefts[-1] + self.widths[-1]

    @property
    def meeting(self) -> float:
        """Return the height at which the arrows to the reader meet."""
        return (self.articles[0].middle[1] + self.articles[-1].middle[1]) / 2

    def place(self, branch: Branch, column: int) -> Box:
        """Place a branch after those beyond it, and draw their arrows to it."""
        beyond = [(one, self.place(one, one.depth)) for one in branch.whence]
        if beyond:
            middle = (beyond[0][1].middle[1] + beyond[-1][1].middle[1]) / 2
        else:
            middle = self.bottom + ROW / 2
            self.bottom += ROW
        room = self.widths[column] - _BOX_PADDING
        box = Box(
            branch,
            fit(branch.name, room, NAME_SIZE),
            round(self.lefts[column], 1),
            round(middle - BOX_HEIGHT / 2, 1),
            round(self.widths[column], 1),
        )
        self.boxes.append(box)
        self.arrows += [_arrow(one, start, box) for one, start in beyond]
        if column == self.last_column:
            self.articles.append(box)
        return box

    def arrows_to_reader(self) -> Iterator[Arrow]:
        """Yield an arrow from each article to the reader."""
        for box in self.articles:
            start, end = (box.x + box.width, box.middle[1]), (self.right + _READER_GAP - 6, self.meeting)
            yield Arrow(_line(start, end, bend=_READER_GAP - 6 - _TIP), _tip(end))


def _arrow(branch: Branch, start: Box, end: Box) -> Arrow:
    here, there = (start.x + start.width, start.middle[1]), (end.x, end.middle[1])
    straight_to = there[0] - _TIP - (_BEND if here[1] != there[1] else 0)
    middle = round((here[0] + straight_to) / 2, 1)
    line = _line(here, there, bend=_BEND)
    return Arrow(line, _tip(there), branch.passed, branch.found, branch.bad, branch.denial, middle, here[1])


def _line(start: tuple[float, float], end: tuple[float, float], *, bend: float) -> str:
    """Return a path: straight, or straight and then bent over the last ``bend`` pixels before the tip."""
    (x, y), (to_x, to_y) = start, (end[0] - _TIP, end[1])
    if y == to_y:
        return f"M{x:g} {y:g}H{to_x:g}"
    turn, middle = to_x - bend, to_x - bend / 2
    return f"M{x:g} {y:g}H{turn:g}C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"


def _tip(end: tuple[float, float]) -> str:
    return f"M{end[0]:g} {end[1]:g}l-8-4v8z"


def _box_width(column: Sequence[Branch]) -> float:
    wanted = max(width(one.name, NAME_SIZE) for one in column) + _BOX_PADDING
    return min(max(wanted, _LEAST_BOX), _MOST_BOX)


def _gap(column: Sequence[Branch]) -> float:
    """Return the room that a column's straight arrows need: for their words and the tip."""
    words = max(width(text, NOTE_SIZE) for one in column for text in (one.passed, one.found))
    return max(_LEAST_GAP, words + _NOTE_PADDING + _TIP)


def _bending(branch: Branch) -> tuple[Branch, ...]:
    """List those beyond a branch whose arrows bend to it: where several meet."""
    return branch.whence if len(branch.whence) > 1 else ()
