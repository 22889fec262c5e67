"""Two columns with lines between them: at the left those whom things come from, at the right what comes from them.

Both columns are ordered so that few lines cross; each at the left stands where most of its lines lead. Lines bend in
the gap between the columns alone, so none runs over a box.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tracker.domain.drawing.columns import BOX_PADDING, NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.parts import Box, Branch, Sheet
from tracker.domain.drawing.rows import BOX_HEIGHT
from tracker.domain.drawing.shapes import Frame, inner, outline
from tracker.domain.lettering import fit, width, wrap

PAIR_ROW, CARD_ROW, CARD_HEIGHT, CARD_WIDTH = 62, 50, 42, 430
CARD_TEXT = 26
"""Where the words of a card begin: before them stands the sign of its verdict."""

_EDGE, _TOP, _FOOT, _GAP, _LEAST, _MOST, _SWEEPS, _TIP = 2, 8, 22, 170, 110, 200, 6, 7


@dataclass(frozen=True)
class Card:
    """What stands at the right: words in two rows, with the sign of a verdict and a label before them."""

    label: str
    words: str
    mark: str
    told: str
    leads_to: str


@dataclass(frozen=True)
class Tie:
    """A line between two, by their places in their columns; ``strong`` where it counts."""

    one: int
    other: int
    strong: bool = False
    bad: bool = False
    denial: bool = False
    told: str = ""


@dataclass(frozen=True)
class DrawnCard:
    """A card in its place: its upper left corner, and the rows of its words with where the first stands."""

    card: Card
    rows: tuple[str, ...]
    x: float
    y: float
    text_x: float
    first: float
    middle: float


@dataclass(frozen=True)
class DrawnTie:
    """A line in its place."""

    tie: Tie
    line: str


@dataclass(frozen=True)
class Pairs(Sheet):
    """A laid-out picture; ``tips`` stand where lines reach cards."""

    boxes: tuple[Box, ...]
    cards: tuple[DrawnCard, ...]
    ties: tuple[DrawnTie, ...]
    tips: tuple[str, ...]
    card_width: float
    card_height: float
    told: str


def draw_pairs(branches: Sequence[Branch], cards: Sequence[Card], ties: Sequence[Tie], told: str) -> Pairs:
    """Lay out two columns, neither of them empty; ``told`` says the same in sentences."""
    left, right = in_order(len(branches), len(cards), [(tie.one, tie.other) for tie in ties])
    height = _TOP + max(len(branches) * PAIR_ROW, len(cards) * CARD_ROW) + _FOOT
    start = (height - _FOOT - len(cards) * CARD_ROW) / 2 + _TOP / 2
    levels = {card: start + at * CARD_ROW + CARD_ROW / 2 for at, card in enumerate(right)}
    beside = _beside(left, levels, ties, height)
    across = _across(branches)
    x = _EDGE + across + _GAP
    return Pairs(
        width=round(x + CARD_WIDTH + _EDGE),
        height=round(height),
        boxes=tuple(_box(branches[one], beside[one], across) for one in left),
        cards=tuple(_cards([(cards[one], levels[one]) for one in right], x)),
        ties=tuple(DrawnTie(tie, _line(_EDGE + across, beside[tie.one], x - _TIP, levels[tie.other])) for tie in ties),
        tips=tuple(f"M{x:.1f} {levels[one]:g}l-8-4v8z" for one in sorted({tie.other for tie in ties})),
        card_width=CARD_WIDTH,
        card_height=CARD_HEIGHT,
        told=told,
    )


def in_order(lefts: int, rights: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return the order of both columns with few crossings: each goes in turns to the middle of those it is paired with.

    Of all orders that come up the first with the fewest crossings is taken, so one without any stays as it is.
    """
    best = left, right = list(range(lefts)), list(range(rights))
    fewest = crossings(left, right, pairs)
    for _ in range(_SWEEPS):
        if not fewest:
            break
        left = _sorted_by_middle(left, _places(right), [(one, other) for one, other in pairs])
        right = _sorted_by_middle(right, _places(left), [(other, one) for one, other in pairs])
        crossed = crossings(left, right, pairs)
        if crossed < fewest:
            best, fewest = (left, right), crossed
    return best


def crossings(left: Sequence[int], right: Sequence[int], pairs: Sequence[tuple[int, int]]) -> int:
    """Count the lines that cross where the two columns stand in some order."""
    one_at, other_at = _places(left), _places(right)
    placed = [(one_at[one], other_at[other]) for one, other in pairs]
    return sum(1 for (a, b), (c, d) in combinations(placed, 2) if (a - c) * (b - d) < 0)


def _places(order: Sequence[int]) -> dict[int, int]:
    return {one: at for at, one in enumerate(order)}


def _sorted_by_middle(order: Sequence[int], at: Mapping[int, int], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Sort one column by the middle of what each is paired with; what is paired with nothing comes last."""
    theirs: dict[int, list[int]] = {}
    for one, other in pairs:
        theirs.setdefault(one, []).append(at[other])
    return sorted(order, key=lambda one: sum(theirs[one]) / len(theirs[one]) if one in theirs else len(at))


def _beside(left: Sequence[int], levels: Mapping[int, float], ties: Sequence[Tie], height: float) -> dict[int, float]:
    """Return where each at the left stands: beside the middle of what it is tied to, as far as there is room."""
    wished = []
    for one in left:
        theirs = [levels[tie.other] for tie in ties if tie.one == one]
        wished.append(sum(theirs) / len(theirs) if theirs else height)
    places, last = [], _TOP + PAIR_ROW / 2 - PAIR_ROW
    for wish in wished:
        last = max(wish, last + PAIR_ROW)
        places.append(last)
    low = height - _FOOT - PAIR_ROW / 2 + PAIR_ROW
    for at in reversed(range(len(places))):
        low = min(places[at], low - PAIR_ROW)
        places[at] = low
    return {one: round(place, 1) for one, place in zip(left, places, strict=True)}


def _across(branches: Sequence[Branch]) -> float:
    names = max(width(one.name, NAME_SIZE) + BOX_PADDING for one in branches)
    notes = max(width(one.note, NOTE_SIZE) for one in branches)
    return round(max(min(max(names, _LEAST), _MOST), notes), 1)


def _box(branch: Branch, middle: float, across: float) -> Box:
    frame = Frame(_EDGE, middle - BOX_HEIGHT / 2, across, BOX_HEIGHT)
    name, shape = fit(branch.name, across - BOX_PADDING, NAME_SIZE), outline(branch.kind, frame)
    return Box(branch, name, frame.x, frame.y, frame.width, frame.height, shape, inner(branch.kind, frame))


def _cards(placed: Sequence[tuple[Card, float]], x: float) -> Iterator[DrawnCard]:
    labels = max(width(card.label, NOTE_SIZE) for card, _ in placed)
    text = CARD_TEXT + labels + 8
    for card, middle in placed:
        rows = wrap(card.words, CARD_WIDTH - text - 8, NAME_SIZE, 2)
        first = middle + 4.5 - (len(rows) - 1) * 8
        yield DrawnCard(card, rows, x, middle - CARD_HEIGHT / 2, round(x + text, 1), first, middle)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    if y == to_y:
        return f"M{x:.1f} {y:g}H{to_x:.1f}"
    middle = (x + to_x) / 2
    return f"M{x:.1f} {y:g}C{middle:.1f} {y:g} {middle:.1f} {to_y:g} {to_x:.1f} {to_y:g}"
