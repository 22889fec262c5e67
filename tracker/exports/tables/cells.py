"""What cells hold, and how people, lists and dates stand in them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from tracker.domain.reports.people import ReportPerson

Value = str | int | bool | date | datetime | None
Row = Mapping[str, Value]


def who(person: ReportPerson | None) -> str | None:
    """Name somebody of the desk as the report names people."""
    return (person.name or f"{person.role} {person.number}") if person else None


def lines(parts: Iterable[str]) -> str:
    """Return what there are several of, a line each."""
    return "\n".join(parts)


def day(edtf: str) -> Value:
    """Return a day as a date, and any other date as it was written."""
    try:
        return date.fromisoformat(edtf) if len(edtf) == len("2026-11-20") else edtf
    except ValueError:
        return edtf


def utc(at: datetime) -> datetime:
    """Return a moment in UTC without its zone, as cells have it."""
    return at.astimezone(UTC).replace(tzinfo=None)
