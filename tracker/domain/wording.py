"""Counts, dates and moments in the words of a report."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.domain.dates import NoDate, display

_UP_TO_TWELVE = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, up to twelve in words: ``four claims``, ``1,203 claims``."""
    if number < len(_UP_TO_TWELVE):
        return f"{_UP_TO_TWELVE[number]} {one if number == 1 else many or one + 's'}"
    return in_figures(number, one, many)


def in_figures(number: int, one: str, many: str = "") -> str:
    """Return a number in figures with its noun, where it stands among other figures: ``1 claim``, ``1,203 claims``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """Return items as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def date(edtf: str) -> str:
    """Return a date in words, or what was written where it cannot be read as a date."""
    try:
        return display(edtf)
    except NoDate:
        return edtf


def day(at: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment in a zone: ``20 Nov 2026``."""
    there = at.astimezone(zone)
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in a zone, to the minute: ``Fri 20 Nov 2026, 17:02 UTC``."""
    there = at.astimezone(zone)
    return f"{_DAYS[there.weekday()]} {day(at, zone)}, {there:%H:%M} {there.tzname()}"
