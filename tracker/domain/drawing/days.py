"""The days of a timeline: a column for each day on which something happened, farther apart where more time is between.

Distances grow with the logarithm of time, so that an hour of many reports and the years before it fit one picture.
A date that is only known to the month or the year has a column of its own, before the days of that month or year; what
has no date stands in the last one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import log2

from tracker.domain import dates
from tracker.domain.dates import Precision
from tracker.domain.drawing.columns import NOTE_SIZE
from tracker.domain.lettering import width

UNKNOWN = ""
LANE = 14
"""How much room an arrow between two lines takes beside the column of its day."""

_RANK = {Precision.YEAR: 0, Precision.MONTH: 1}
_PADDING, _BETWEEN_MONTHS, _BEFORE_UNKNOWN = 8, 12, 30
_LEAST_GAP, _PER_DOUBLING, _MOST_GAP = 6.0, 7.0, 70.0


@dataclass(frozen=True)
class Column:
    """The column of a day, by its date (EDTF without a time): the middle of what stands in it, and its label."""

    day: str
    x: float
    label: str


@dataclass(frozen=True)
class Month:
    """What stands above the columns of one month, or year; it begins at ``x``."""

    label: str
    x: float


@dataclass(frozen=True)
class Days:
    """The columns of a picture in the order of time, and where the last one ends."""

    columns: Mapping[str, Column]
    months: tuple[Month, ...]
    right: float

    def at(self, edtf: str) -> Column:
        """Return the column of a date that is among them."""
        return self.columns[day_of(edtf)]


def day_of(edtf: str) -> str:
    """Return a date without its time, as columns are told apart by."""
    day, _, rest = edtf.partition("T")
    return day + (rest[-1] if rest[-1:] in ("~", "?", "%") else "")


def lay_out(needs: Mapping[str, float], lanes: Mapping[str, int], left: float) -> Days:
    """Place the days that occur from the left: ``needs`` says how wide what stands in each is, by ``day_of``.

    ``lanes`` says how many arrows stand beside each.
    """
    columns: dict[str, Column] = {}
    months: list[Month] = []
    edge, before = left, ""
    for label, group in groupby(sorted(needs, key=_order), key=_month):
        for at, day in enumerate(group):
            edge += _gap(before, day) if columns else 0.0
            if at == 0:
                months.append(Month(label, round(edge, 1)))
            room = max(needs[day], width(_label(day), NOTE_SIZE)) + _PADDING
            columns[day] = Column(day, round(edge + room / 2, 1), _label(day))
            edge += room + lanes.get(day, 0) * LANE
            before = day
        edge = max(edge, months[-1].x + width(label, NOTE_SIZE) + _BETWEEN_MONTHS)
    return Days(columns, tuple(months), edge)


def _order(day: str) -> tuple[bool, date, int, str]:
    if day == UNKNOWN:
        return True, date.max, 0, day
    when = dates.parse(day)
    return False, when.earliest, _RANK.get(when.precision, 2), day


def _month(day: str) -> str:
    if day == UNKNOWN:
        return "no date"
    when = dates.parse(day)
    return dates.display(when.edtf[:4] if when.precision is Precision.YEAR else when.edtf[:7])


def _label(day: str) -> str:
    """Return what stands above a column: the day, "–" where only the month or the year is known."""
    if day == UNKNOWN:
        return "?"
    when = dates.parse(day)
    shown = "–" if when.precision in _RANK else str(when.earliest.day)
    return f"{'~' * when.approximate}{shown}{'?' * when.uncertain}"


def _gap(before: str, day: str) -> float:
    """Return how far apart two columns are beyond their own room."""
    if day == UNKNOWN:
        return _BEFORE_UNKNOWN
    between = (dates.parse(day).earliest - dates.parse(before).earliest).days
    return min(_LEAST_GAP + _PER_DOUBLING * log2(1 + between), _MOST_GAP)
