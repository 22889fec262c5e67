"""The filters of the desk's trail as an address writes them: names and words in, ``Filters`` and ``Sought`` out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.action_words import grouped, short
from tracker.domain.actions import ABOUT_GRADES, ABOUT_PEOPLE, Action
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import User
from tracker.services.dates import midnight
from tracker.services.history import THINGS, Filters, searching
from tracker.services.history.searching import Sought

Choices = list[tuple[str, str]]

NAMES = ("who", "what", "kind", "since", "until", "words", "column")
_FIELDS = {"who": "person", "what": "action"}
_LONGEST = 100

KINDS = {kind: kind for kind in THINGS}
"""What kinds of things there are to filter by, with the words that people see."""


@dataclass
class Asked:
    """Filters as they were typed, what they come to, and what of it cannot be read."""

    typed: dict[str, str]
    filters: Filters = field(default_factory=Filters)
    sought: Sought = field(default_factory=Sought)
    problems: list[str] = field(default_factory=list)


def read(session: Session, args: Mapping[str, str], zone: ZoneInfo) -> Asked:
    """Read filters by name; days begin in ``zone``. What cannot be read filters nothing, and is said."""
    asked = Asked({name: args[name].strip()[:_LONGEST] for name in NAMES if args.get(name, "").strip()})
    column = asked.typed.get("column", "")
    if column in _COLUMNS or not column:
        asked.sought = Sought(asked.typed.get("words", ""), column)
    else:
        asked.problems.append(f"There is no “{column}” to look in; choose one of the list.")
    for name, text in asked.typed.items():
        if name not in _READERS:
            continue
        try:
            value = _READERS[name](session, text, zone)
            asked.filters = replace(asked.filters, **{_FIELDS.get(name, name): value})
        except Refusal as refusal:
            asked.problems.append(refusal.message)
    return asked


def in_words(session: Session, asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield each filter that is set: its name, its label, and what it stands for."""
    filters = asked.filters
    if filters.person:
        yield "who", "Who", session.scalar(select(User.name).where(User.id == filters.person)) or "somebody unknown"
    if filters.action:
        yield "what", "What", short(filters.action)
    if filters.kind:
        yield "kind", "On", filters.kind
    if filters.since:
        yield "since", "Since", asked.typed["since"]
    if filters.until:
        yield "until", "Until", asked.typed["until"]
    if asked.sought.words:
        yield "words", "Words", asked.sought.words
    if asked.sought.column:
        yield "column", "In", _COLUMNS[asked.sought.column]


def choices(session: Session, person: User, *, graded: bool = False) -> dict[str, Choices | dict[str, Choices]]:
    """Return what each filter may be chosen from, as values with the words that people see; actions by group.

    On a desk that is not ``graded``, grades are nothing to choose.
    """
    named = session.execute(select(User.id, User.name).order_by(User.name, User.id))
    hidden = frozenset() if person.may(Permission.READ_PEOPLE) else ABOUT_PEOPLE
    hidden |= frozenset() if graded else ABOUT_GRADES
    return {
        "who": [(str(one.id), one.name) for one in named],
        "what": {
            group: [(action.value, short(action)) for action in actions]
            for group, actions in grouped(action for action in Action if action not in hidden).items()
        },
        "kind": list(KINDS.items()),
        "column": searching.columns(graded=graded),
    }


_COLUMNS = {key: f"{table}: {label}" for table, pairs in searching.columns().items() for key, label in pairs}
"""The columns that can be looked in, with the words that people see."""


def _person(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("There is nobody like that to filter by; choose one of the list.") from None


def _word(text: str, known: Mapping[str, Any]) -> Any:
    if text not in known:
        raise Refusal(f"There is no “{text}” to filter by; choose one of the list.")
    return known[text]


_READERS: dict[str, Any] = {
    "who": lambda session, text, zone: _person(text),
    "what": lambda session, text, zone: _word(text, {action.value: action for action in Action}),
    "kind": lambda session, text, zone: _word(text, KINDS),
    "since": lambda session, text, zone: midnight(text, zone, end=False),
    "until": lambda session, text, zone: midnight(text, zone, end=True),
}
