"""The timeline of a case: when its claims appeared and were overtaken, when its articles came out and changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import dates
from tracker.domain.drawing.glyphs import OF_STANCE, Sign
from tracker.domain.drawing.timeline import Event, Jump, Line, Timeline, draw_timeline
from tracker.domain.vocabulary import Stance

MOST_DRAWN = 60
"""How many marks and lines are drawn at most; the first line always is."""


@dataclass(frozen=True)
class Happening:
    """What happened to a thing of the case, on which day (EDTF, "" where nobody knows).

    ``article`` is the number of the article that it happened in, ``title`` what that is called by, ``version`` that
    which came in, 0 for none.
    """

    on: str
    sign: Sign
    thing: tuple[str, int]
    article: int = 0
    title: str = ""
    version: int = 0


@dataclass(frozen=True)
class CaseThing:
    """A claim or an article of a case: its kind and number, its words, and the sign and the word of its verdict."""

    kind: str
    number: int
    words: str
    mark: str = ""
    verdict: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """Return what tells it from any other."""
        return self.kind, self.number


@dataclass(frozen=True)
class Update:
    """On a day (EDTF, "" where nobody said), one claim overtook another, both by their numbers."""

    on: str
    newer: int
    older: int


@dataclass(frozen=True)
class CaseTimeline:
    """The things of a case, what happened to them in the order of time, and which overtook which."""

    things: Sequence[CaseThing]
    happenings: Sequence[Happening]
    updates: Sequence[Update]


def appeared(stance: Stance, on: str, claim: int, article: int, title: str) -> Happening:
    """Return that a claim appeared in an article, in some stance."""
    return Happening(on, OF_STANCE[stance], ("claim", claim), article, title)


def in_order(some: Iterable[Happening]) -> list[Happening]:
    """Put what happened in the order of time; what has no date comes last."""
    return sorted(some, key=lambda one: dates.parse(one.on).earliest if one.on else date.max)


def by_first(things: Iterable[CaseThing], happenings: Iterable[Happening]) -> list[CaseThing]:
    """Put claims before articles, and each by when it first happened, so that a picture of them reads downwards."""
    first: dict[tuple[str, int], int] = {}
    for at, one in enumerate(happenings):
        first.setdefault(one.thing, at)
    return sorted(things, key=lambda thing: (thing.kind != "claim", first.get(thing.key, len(first)), thing.number))


def anchor(at: int) -> str:
    """Return the id, in the page, of the row that tells of what happened, by its place in the list."""
    return f"happened-{at}"


def update_anchor(at: int) -> str:
    """Return the id, in the page, of the row that tells of an update, by its place in the list."""
    return f"updated-{at}"


def drawn(timeline: CaseTimeline, most: int = MOST_DRAWN) -> list[CaseThing]:
    """Return the things of a case that are drawn: the first, and of the others as many as there is room for."""
    room, shown = most, list[CaseThing]()
    counted = Counter(one.thing for one in timeline.happenings)
    for thing in timeline.things:
        needed = max(1, counted[thing.key])
        if not shown or needed <= room:
            shown.append(thing)
            room -= needed
    return shown


def picture(timeline: CaseTimeline, most: int = MOST_DRAWN) -> Timeline | None:
    """Draw what happened; None where nothing did."""
    things = drawn(timeline, most)
    if not timeline.happenings and not timeline.updates:
        return None
    lines = [_line(thing, timeline.happenings) for thing in things]
    place = {thing.number: at for at, thing in enumerate(things) if thing.kind == "claim"}
    return draw_timeline(lines, list(_jumps(timeline.updates, place)))


def _line(thing: CaseThing, happenings: Sequence[Happening]) -> Line:
    events = [_event(at, one) for at, one in enumerate(happenings) if one.thing == thing.key]
    told = ", ".join(part for part in (f"{thing.kind} {thing.number}", thing.verdict) if part)
    label, note = (str(thing.number), "") if thing.kind == "claim" else ("", f"article {thing.number}")
    return Line(thing.words, told, f"held-{thing.kind}-{thing.number}", label, note, thing.mark, tuple(events))


def _event(at: int, one: Happening) -> Event:
    on = dates.display(one.on) if one.on else "date unknown"
    return Event(one.on, one.sign, f"{on}, {one.sign.label}: {one.title}", anchor(at))


def _jumps(updates: Sequence[Update], place: dict[int, int]) -> Iterator[Jump]:
    for at, one in enumerate(updates):
        if one.newer in place and one.older in place:
            told = f"Claim {one.newer} overtook claim {one.older}" + (f" on {dates.display(one.on)}" if one.on else "")
            yield Jump(place[one.older], place[one.newer], one.on, told, update_anchor(at))
