"""Whose actions are undone together, and since when: a person and a place in the log, as an address writes them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.domain import chance, looking_back
from tracker.domain.errors import Refusal
from tracker.models import Event, User
from tracker.services.dates import midnight

_LONGEST = 100
NAMES = ("who", "since", "below")
_NUMBER = re.compile("[0-9]{1,18}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Scope:
    """Whose actions, from which place in the log on, and perhaps below which.

    ``words`` say since when as it was typed, for the record.
    """

    person: User
    first: int
    words: str
    below: int | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on events that this stands for, without where to begin."""
        yield Event.actor == self.person.actor
        yield Event.seq >= self.first


@dataclass
class Asked:
    """A scope as it was typed, what it comes to, and what of it cannot be read or is missing."""

    typed: dict[str, str]
    scope: Scope | None = None
    problems: list[str] = field(default_factory=list)


def read(session: Session, args: Mapping[str, str], zone: ZoneInfo) -> Asked:
    """Read who is meant (``who``), since when (``since``) and below which change (``below``), if any.

    Since when is a day, a time in ``zone``, or the number of a change.
    """
    asked = Asked({name: args[name].strip()[:_LONGEST] for name in NAMES if args.get(name, "").strip()})
    if not asked.typed:
        return asked
    try:
        person = _person(session, asked.typed.get("who", ""))
        since, below = asked.typed.get("since", ""), asked.typed.get("below", "")
        first = _first(session, since, zone)
        asked.scope = Scope(person, first, since, int(below) if _NUMBER.fullmatch(below) else None)
    except Refusal as refusal:
        asked.problems.append(refusal.message)
    return asked


def people(session: Session) -> list[tuple[str, str]]:
    """List the people that may be chosen, by name: the id as an address writes it, and the name."""
    return [(str(one.id), one.name) for one in session.execute(select(User.id, User.name).order_by(User.name, User.id))]


def _person(session: Session, text: str) -> User:
    try:
        person = session.get(User, UUID(text))
    except ValueError:
        person = None
    if person is None:
        raise Refusal("Choose whose actions you mean.")
    return person


def _first(session: Session, text: str, zone: ZoneInfo) -> int:
    """Return the place of the first event at a moment or after it, or of the event whose number was typed."""
    if not text:
        raise Refusal(f"Say since when. {looking_back.HOW_TO_WRITE}")
    when = _day(text, zone) or looking_back.read(text, zone, chance.now())
    if isinstance(when, int):
        return when
    first = session.scalar(select(func.min(Event.seq)).where(Event.at >= when))
    newest = session.scalar(select(func.max(Event.seq)))
    return first if first is not None else (newest or 0) + 1


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    """Return when a day begins, where a day is what was typed."""
    return midnight(text, zone, end=False) if _DAY.fullmatch(text) else None
