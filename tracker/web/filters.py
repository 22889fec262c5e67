"""How templates write moments, ages, dates and numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Flask

from tracker.domain import chance, dates, urgency
from tracker.web.addresses import page_of
from tracker.web.desk import desk

THIN_SPACE = "\u202f"
_STEPS = ((365 * 86400, "year"), (30 * 86400, "month"), (7 * 86400, "week"), (86400, "day"))


def install(app: Flask) -> None:
    """Give an app's templates these filters, speaking in the desk's zone."""
    app.jinja_env.filters.update(
        moment=_moment_here,
        date_words=date_words,
        age=age,
        number=number,
        edtf=dates.display,
        page_of=page_of,
        is_overdue=_is_overdue_here,
    )


def _moment_here(at: datetime, style: str = "full") -> str:
    return moment(at, style, zone=desk().settings.desk_zone)


def _is_overdue_here(due: str | None) -> bool:
    return is_overdue(due, zone=desk().settings.desk_zone)


def moment(at: datetime, style: str = "full", *, zone: ZoneInfo) -> str:
    """Write a moment: "full" is Fri 20 Nov 2026, 16:40; "short" 20 Nov; "time" 16:40; "day" Friday 20 November 2026."""
    local = at.astimezone(zone)
    match style:
        case "full":
            return f"{local:%a} {local.day} {local:%b} {local.year}, {local:%H:%M}"
        case "short":
            return f"{local.day} {local:%b}"
        case "time":
            return f"{local:%H:%M}"
        case "day":
            return f"{local:%A} {date_words(local.date())}"
    raise ValueError(f"there is no style {style!r}")


def is_overdue(due: str | None, *, zone: ZoneInfo) -> bool:
    """Tell whether a deadline has passed in the desk's zone."""
    return urgency.is_overdue(due, chance.now().astimezone(zone).date())


def date_words(day: date) -> str:
    """Write a date as 20 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def age(since: datetime, now: datetime | None = None) -> str:
    """Write how long ago a moment was: "now", "5 min", "2 h", "3 days", "2 weeks", "4 months", "1 year"."""
    seconds = int(((now or chance.now()) - since.astimezone(UTC)).total_seconds())
    for size, word in _STEPS:
        if seconds >= size:
            count = seconds // size
            return f"{count} {word}{'' if count == 1 else 's'}"
    if seconds >= 3600:
        return f"{seconds // 3600} h"
    return f"{seconds // 60} min" if seconds >= 60 else "now"


def number(value: int | Decimal) -> str:
    """Write a number with thin spaces between its thousands, as ISO 80000-1 does, and no digits that say nothing."""
    whole, _, fraction = f"{Decimal(value):,f}".partition(".")
    return ".".join(filter(None, (whole.replace(",", THIN_SPACE), fraction.rstrip("0"))))
