"""Dates that people type into forms, kept as EDTF."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.domain import dates
from tracker.domain.errors import Refusal


def as_kept(typed: str, *, field: str) -> str:
    """Return a date as it is kept, "" for none; raise Refusal for the form field where it cannot be read."""
    if not typed.strip():
        return ""
    try:
        return dates.parse(typed).edtf
    except dates.NoDate as refusal:
        raise Refusal(refusal.message, field=field) from None


def midnight(text: str, zone: ZoneInfo, *, end: bool) -> datetime:
    """Return the moment at which a day, month or year begins in a zone, or at which it has ended."""
    when = dates.parse(text)
    try:
        day = when.latest + timedelta(days=1) if end else when.earliest
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        raise Refusal(f"“{text}” is too far away to look for.") from None
