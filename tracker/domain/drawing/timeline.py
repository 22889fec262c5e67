"""What happened when: a line for each thing, a column for each day, marks for what happened, and stretches of time.

An arrow from one line to another stands beside the column of its day, where no mark does.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.directions import isolated
from tracker.domain.drawing import days
from tracker.domain.drawing.columns import NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.days import Column, Days, Month, day_of
from tracker.domain.drawing.glyphs import Sign, glyph
from tracker.domain.drawing.parts import Sheet
from tracker.domain.lettering import width, wrap

ROW, LINE_HEIGHT = 46, 16
MARK = 16
"""How wide a mark is, with the room around it."""

LEFT = 262
"""Where the days begin; before it stand the names of the lines."""

_TOP, _FOOT, _RIGHT, _NAMES, _LEAST, _EDGE = 52, 10, 12, 250, 560, 2
_MARK_ROOM, _LABEL_GAP, _GOING_ON = 20, 7, 48
_MONTHS_AT, _DAYS_AT, _TIP = 14, 32, 8


@dataclass(frozen=True)
class Event:
    """Something that happened on a day (EDTF, "" for no date); ``told`` says it, ``leads_to`` is its fragment."""

    on: str
    sign: Sign
    told: str
    leads_to: str


@dataclass(frozen=True)
class Stretch:
    """A time from one day to another (EDTF): "" where nobody knows since when, or where it has no end.

    ``sure`` says that a person confirmed it.
    """

    since: str
    until: str
    sure: bool
    told: str


@dataclass(frozen=True)
class Line:
    """A thing of which something happened; ``mark`` is the sign of its verdict.

    ``label`` stands before its name, which takes two rows at most, ``note`` under it.
    """

    name: str
    told: str
    leads_to: str
    label: str = ""
    note: str = ""
    mark: str = ""
    events: tuple[Event, ...] = ()
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Jump:
    """On a day, what one line tells was overtaken by another; both by their place in the list of lines."""

    one: int
    other: int
    on: str
    told: str
    leads_to: str


@dataclass(frozen=True)
class DrawnLine:
    """A line in its place: its name in one line or two, and where these stand."""

    line: Line
    names: tuple[str, ...]
    label_x: float
    x: float
    y: float
    first: float


@dataclass(frozen=True)
class Mark:
    """One event or several of one sign, on one day of one line."""

    sign: Sign
    events: tuple[Event, ...]
    outline: str
    inner: str
    x: float
    y: float

    @property
    def count(self) -> str:
        """Return how many they are, "" for one."""
        return str(len(self.events)) if len(self.events) > 1 else ""

    @property
    def told(self) -> str:
        """Say all of them."""
        return "; ".join(event.told for event in self.events)


@dataclass(frozen=True)
class Bar:
    """A stretch in its place, from ``x`` on; ``open_left`` and ``open_right`` say that no end is known there."""

    stretch: Stretch
    x: float
    right: float
    y: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True)
class DrawnJump:
    """An arrow between two lines: the paths of its line and its tip, and where it begins."""

    jump: Jump
    path: str
    tip: str
    x: float
    y: float


@dataclass(frozen=True)
class Timeline(Sheet):
    """A laid-out picture; the days begin at ``left`` and end at ``right``."""

    lines: tuple[DrawnLine, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    jumps: tuple[DrawnJump, ...]
    days: tuple[Column, ...]
    months: tuple[Month, ...]
    left: float
    right: float
    top: float
    days_at: float
    months_at: float
    told: str

    @property
    def signs(self) -> list[tuple[Sign, str, str]]:
        """List the signs that occur, each with its paths in a square of 16 for the legend."""
        shown = {mark.sign for mark in self.marks}
        return [(sign, *glyph(sign, 8, 8)) for sign in Sign if sign in shown]


def draw_timeline(lines: Sequence[Line], jumps: Sequence[Jump] = ()) -> Timeline:
    """Lay out what happened; there must be one line at least."""
    plan = _Plan(lines, jumps, _days(lines, jumps))
    return Timeline(
        width=round(plan.right + _RIGHT),
        height=_TOP + ROW * len(lines) + _FOOT,
        lines=tuple(plan.names()),
        marks=tuple(plan.marks()),
        bars=tuple(plan.bars()),
        jumps=tuple(plan.arrows()),
        days=tuple(plan.days.columns.values()),
        months=plan.days.months,
        left=LEFT,
        right=round(plan.right, 1),
        top=_TOP,
        days_at=_DAYS_AT,
        months_at=_MONTHS_AT,
        told=" ".join(_told(lines, jumps)),
    )


@dataclass(frozen=True)
class _Plan:
    """The lines with the days on which something happened."""

    lines: Sequence[Line]
    jumps: Sequence[Jump]
    days: Days

    @property
    def right(self) -> float:
        """Return where the days end, with room for what has no end."""
        goes_on = any(not stretch.until for line in self.lines for stretch in line.stretches)
        return max(self.days.right + (_GOING_ON if goes_on else 0), _LEAST)

    def level(self, at: int) -> float:
        return _TOP + ROW * at + ROW / 2

    def names(self) -> Iterator[DrawnLine]:
        labels = max(width(line.label, NOTE_SIZE) for line in self.lines)
        before = _EDGE + (_MARK_ROOM if any(line.mark for line in self.lines) else 0)
        x = round(before + (labels + _LABEL_GAP if labels else 0), 1)
        for at, line in enumerate(self.lines):
            names = wrap(line.name, _NAMES - x, NAME_SIZE, 1 if line.note else 2)
            rows = len(names) + bool(line.note)
            first = self.level(at) + 4.5 - (rows - 1) * LINE_HEIGHT / 2
            yield DrawnLine(line, names, before, x, self.level(at), first)

    def marks(self) -> Iterator[Mark]:
        for at, line in enumerate(self.lines):
            for day, signs in _by_day(line).items():
                x = self.days.columns[day].x - _needed(signs) / 2
                for sign, events in signs.items():
                    middle = round(x + MARK / 2, 1)
                    yield Mark(sign, tuple(events), *glyph(sign, middle, self.level(at)), middle, self.level(at))
                    x += _room(events)

    def bars(self) -> Iterator[Bar]:
        for at, line in enumerate(self.lines):
            for stretch in line.stretches:
                x = self.days.at(stretch.since).x if stretch.since else LEFT
                right = self.days.at(stretch.until).x if stretch.until else round(self.right, 1)
                yield Bar(stretch, x, max(right, x), self.level(at), not stretch.since, not stretch.until)

    def arrows(self) -> Iterator[DrawnJump]:
        taken: Counter[str] = Counter()
        rooms = _rooms(self.lines, self.jumps)
        for jump in self.jumps:
            day = day_of(jump.on)
            beside = max(rooms[day], width(self.days.columns[day].label, NOTE_SIZE)) / 2
            x = round(self.days.columns[day].x + beside + days.LANE * (taken[day] + 0.5) + 4, 1)
            taken[day] += 1
            y, to = self.level(jump.one), self.level(jump.other)
            down = 1 if to > y else -1
            yield DrawnJump(jump, f"M{x:g} {y:g}V{to - down * _TIP:g}", f"M{x:g} {to:g}l-4 {-down * 8}h8z", x, y)


def _days(lines: Sequence[Line], jumps: Sequence[Jump]) -> Days:
    return days.lay_out(_rooms(lines, jumps), Counter(day_of(jump.on) for jump in jumps), LEFT)


def _rooms(lines: Sequence[Line], jumps: Sequence[Jump]) -> Mapping[str, float]:
    """Return how wide what stands on each day is, on the line where it is widest."""
    rooms = {day_of(jump.on): 0.0 for jump in jumps}
    for line in lines:
        for stretch in line.stretches:
            rooms |= {day_of(day): rooms.get(day_of(day), 0.0) for day in (stretch.since, stretch.until) if day}
        for day, signs in _by_day(line).items():
            rooms[day] = max(rooms.get(day, 0.0), _needed(signs))
    return rooms


def _by_day(line: Line) -> dict[str, dict[Sign, list[Event]]]:
    """Return the events of a line by day and sign, in the order of signs."""
    found: dict[str, dict[Sign, list[Event]]] = {}
    order = list(Sign)
    for event in sorted(line.events, key=lambda event: order.index(event.sign)):
        found.setdefault(day_of(event.on), {}).setdefault(event.sign, []).append(event)
    return found


def _needed(signs: Mapping[Sign, Sequence[Event]]) -> float:
    return sum(_room(events) for events in signs.values())


def _room(events: Sequence[Event]) -> float:
    return MARK + (width(str(len(events)), NOTE_SIZE) + 2 if len(events) > 1 else 0)


def _told(lines: Sequence[Line], jumps: Sequence[Jump]) -> Iterator[str]:
    for line in lines:
        said = [*(event.told for event in line.events), *(stretch.told for stretch in line.stretches)]
        yield f"{isolated(line.name)}: {'; '.join(said) or 'nothing'}."
    yield from (f"{jump.told}." for jump in jumps)
