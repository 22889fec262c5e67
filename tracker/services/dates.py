"""Dates that people type into forms, kept as EDTF."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.domain import chance, dates
from tracker.domain.errors import Refusal


def as_kept(typed: str, *, field: str) -> str:
    """Return a date as it is kept, "" for none; raise Refusal for the form field where it cannot be read."""
    if not typed.strip():
        return ""
    try:
        return dates.parse(typed).edtf
    except dates.NoDate as refusal:
        raise Refusal(refusal.message, field=field) from None


def as_of_day(typed: str, *, what: str) -> str:
    """Return the date that something is as of, as it is kept, today for none; raise Refusal for a day to come."""
    today = chance.now().date()
    kept = as_kept(typed, field="as_of") or today.isoformat()
    # A day may already have begun east of Greenwich.
    if (dates.parse(kept).earliest - today).days > 1:
        raise Refusal(f"{what} cannot be as of a day that has not come.", field="as_of")
    return kept


def midnight(text: str, zone: ZoneInfo, *, end: bool) -> datetime:
    """Return the moment at which a day, month or year begins in a zone, or at which it has ended."""
    when = dates.parse(text)
    try:
        day = when.latest + timedelta(days=1) if end else when.earliest
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        raise Refusal(f"“{text}” is too far away to look for.") from None
