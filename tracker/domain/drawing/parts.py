"""What is drawn of a claim's trails, and what the drawing is made of; all measures are in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.vocabulary import SourceKind

LONG = 920
"""A wider picture would be too small if it were shrunk; it is drawn full size and scrolls."""
TALL = 1600
"""A higher picture would be too small on one printed page; it goes over several."""
COLOURS = 6
"""How many colours groups have; those that come after begin again, and are told apart by their letters."""


@dataclass(frozen=True)
class Mark:
    """Which origin the end of a trail belongs to, whether that counts, and the confirmed owner that joins it there."""

    letter: str
    counts: bool = False
    owner: str = ""


@dataclass(frozen=True)
class Branch:
    """An article or a step to draw, and those it has it from.

    ``passed``, ``found`` and ``flag`` stand at the arrow that leads from it, ``note`` under the box, ``sign`` before
    it. ``here`` marks the article whose quote is shown, ``bad`` what the check found against it, ``flag`` what was
    found along the trails. ``end`` is set where a trail ends. ``told`` says all of it in words, ``leads_to`` is the
    fragment of the page where its own words stand.
    """

    name: str
    passed: str = ""
    found: str = ""
    flag: str = ""
    note: str = ""
    sign: str = ""
    kind: SourceKind = SourceKind.OUTLET
    read: bool = False
    here: bool = False
    bad: bool = False
    denial: bool = False
    end: Mark | None = None
    told: str = ""
    leads_to: str = ""
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
    """A drawn box: ``x`` and ``y`` are its upper left corner; ``name`` is what fits in it.

    ``outline`` is the path of its shape, ``inner`` that of a line within. ``colour`` is its group's, counted from 0.
    """

    branch: Branch
    name: str
    x: float
    y: float
    width: float
    height: float
    outline: str
    inner: str = ""
    colour: int | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """Return its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Arrow:
    """A drawn arrow: the paths of its line and its tip, and where the middle of its words stands."""

    line: str
    tip: str
    branch: Branch | None = None
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Band:
    """What encloses neighbouring ends with one confirmed owner; ``name`` is what fits of the owner's."""

    name: str
    owner: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bracket:
    """What stands before the ends of one group: its letter, the path of the bracket and those of lines to far ends."""

    letter: str
    counts: bool
    colour: int
    path: str
    x: float
    y: float
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """How large a picture is."""

    width: float
    height: float

    @property
    def long(self) -> bool:
        """Tell whether the picture is too wide to be shrunk into its page."""
        return self.width > LONG

    @property
    def tall(self) -> bool:
        """Tell whether the picture is too high to be shrunk onto one page."""
        return self.height > TALL


@dataclass(frozen=True)
class Picture(Sheet):
    """A laid-out picture of trails; ``reader`` is where that word begins, ``told`` the same in sentences.

    ``left_out`` is how many more places the claim has than are drawn.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bands: tuple[Band, ...]
    brackets: tuple[Bracket, ...]
    reader: tuple[float, float]
    told: str
    left_out: int = 0
