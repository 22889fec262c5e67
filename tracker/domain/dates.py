"""Dates as they are known: to the day, the month or the year, perhaps approximate or uncertain.

They are written in a part of EDTF (ISO 8601-2, Library of Congress, levels 0 and 1): "2016-09-21T21:40Z",
"2016-09-21", "2016-09", "2016", each with "~" where approximate, "?" where uncertain and "%" where both.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.domain.errors import Refusal

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EDTF = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?(?P<mark>[~?%]?)"
)
_HOW_TO_WRITE = (
    "Write a day as 2016-09-21, a month as 2016-09, a year as 2016; add ~ if it is approximate, ? if it is uncertain."
)

# By how much a date that was entered as approximate may be off, for nobody said by how much it is.
ABOUT = timedelta(days=365)


class NoDate(Refusal):
    """What was written is no date; the message says what is wrong and how to write one."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="date")


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True)
class When:
    """A date as it is known: the first and the last day that it may be, both included.

    ``moment`` is the aware UTC time where a time and its zone are known.
    """

    edtf: str
    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    moment: datetime | None = None


def parse(text: str) -> When:
    """Read a date; raise NoDate where it is not written as above or is not in the calendar.

    An approximate date keeps the bounds of what is written: by how much it may be off is not known.
    """
    written = text.strip()
    found = _EDTF.fullmatch(written)
    if found is None:
        raise NoDate(f"“{written[:40]}” cannot be read as a date. {_HOW_TO_WRITE}")
    earliest, latest, precision = _bounds(found)
    mark = found["mark"]
    approximate, uncertain = mark in ("~", "%"), mark in ("?", "%")
    return When(written, earliest, latest, precision, approximate, uncertain, _moment(found, earliest))


@lru_cache(maxsize=4096)
def could_be(edtf: str) -> tuple[date, date]:
    """Return the first and last day that a date may be: any day where it is "" or whoever entered it doubts it."""
    when = parse(edtf) if edtf else None
    if when is None or when.uncertain:
        return date.min, date.max
    if not when.approximate:
        return when.earliest, when.latest
    return max(when.earliest, date.min + ABOUT) - ABOUT, min(when.latest, date.max - ABOUT) + ABOUT


def display(edtf: str) -> str:
    """Return a date as people read it: "21 Sep 2016", "about Sep 2016", "2016 (uncertain)"."""
    when = parse(edtf)
    year, month = str(when.earliest.year), _MONTHS[when.earliest.month - 1][:3]
    shown = {
        Precision.YEAR: year,
        Precision.MONTH: f"{month} {year}",
    }.get(when.precision, f"{when.earliest.day} {month} {year}")
    if when.precision is Precision.TIME:
        shown = f"{shown}, {_shown_time(when.edtf)}"
    return f"{'about ' * when.approximate}{shown}{' (uncertain)' * when.uncertain}"


def _bounds(found: re.Match[str]) -> tuple[date, date, Precision]:
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if year == 0:
        raise NoDate("There is no year 0000. The year before 0001 cannot be kept; leave the date unknown.")
    if found["month"] is None:
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR
    if not 1 <= month <= 12:
        raise NoDate(f"There is no month {found['month']}: months run from 01 to 12. {_HOW_TO_WRITE}")
    last = monthrange(year, month)[1]
    if found["day"] is None:
        return date(year, month, 1), date(year, month, last), Precision.MONTH
    if not 1 <= day <= last:
        named = f"{_MONTHS[month - 1]} {year}"
        raise NoDate(
            f"There is no {day} {named}: {named} has {last} days. "
            f"Correct the day, or write {year:04}-{month:02} if it is not known."
        )
    return date(year, month, day), date(year, month, day), Precision.TIME if found["time"] else Precision.DAY


def _moment(found: re.Match[str], day: date) -> datetime | None:
    if not found["time"]:
        return None
    try:
        stated = datetime.fromisoformat(f"{day.isoformat()}T{found['time']}{found['zone'] or '+00:00'}")
        return stated.astimezone(UTC) if found["zone"] else None
    except (ValueError, OverflowError) as error:
        time = found["time"] + (found["zone"] or "")
        raise NoDate(f"There is no time {time}. Write it as 21:40Z or 21:40+03:00.") from error


def _shown_time(edtf: str) -> str:
    time = edtf.rstrip("~?%").partition("T")[2]
    return re.sub("([+-]..:..)$", r" \1", time.replace("Z", " UTC"))
