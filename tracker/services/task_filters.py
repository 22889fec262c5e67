"""What lists of claims and of articles can be filtered by of what is planned: for whom, until when, how urgent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain import chance
from tracker.domain.dates import NoDate, parse
from tracker.domain.errors import Refusal
from tracker.domain.names import fold
from tracker.domain.urgency import Priority
from tracker.models import Task, User

NOBODY = "nobody"
OVERDUE = "overdue"


@dataclass(frozen=True)
class Due:
    """Deadlines asked for: as they were typed, and the day before which they lie; ``missed`` asks for what is not done.

    A day that was typed is included, and stays the same day; what is overdue is another one tomorrow.
    """

    typed: str
    before: str
    missed: bool = False

    def __str__(self) -> str:
        return self.typed


class Planned(Protocol):
    """Filters that ask for what is planned; ``assigned`` is a sign-in name, or NOBODY."""

    @property
    def assigned(self) -> str: ...
    @property
    def due(self) -> Due | None: ...
    @property
    def priority(self) -> Priority | None: ...


def conditions(
    session: Session,
    filters: Planned,
    thing: InstrumentedAttribute[UUID],
    named: InstrumentedAttribute[UUID | None],
    open_: ColumnElement[bool],
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on things, whose ids tasks hold in the column ``named``; ``open_`` says of one: not done."""
    standing = select(named).where(named.is_not(None), Task.withdrawn.is_(False))
    if filters.assigned == NOBODY:
        yield ~standing.where(named == thing, Task.assigned_to_id.is_not(None)).exists()
    elif filters.assigned:
        yield thing.in_(_of_person(session, standing, filters.assigned))
    if filters.due is not None:
        yield thing.in_(standing.where(Task.due < filters.due.before))
        if filters.due.missed:
            yield open_
    if filters.priority is not None:
        yield thing.in_(standing.where(Task.priority == filters.priority))


def read_due(typed: str, today: date | None = None) -> Due:
    """Read a deadline to filter by: a day, month or year that it lies in or before, or OVERDUE; raise Refusal."""
    if typed == OVERDUE:
        return Due(typed, (today or chance.now().date()).isoformat(), missed=True)
    try:
        last = parse(typed).latest
        return Due(typed, (last + timedelta(days=1)).isoformat())
    except (NoDate, OverflowError):
        raise Refusal(f"“{typed}” is no day. Give one such as 2026-11-30, or “{OVERDUE}”.") from None


def _of_person(session: Session, standing: Select[Any], login: str) -> Select[Any]:
    # The person is looked up first: then an index gives their tasks.
    known = session.scalar(select(User.id).where(User.login_folded == fold(login)))
    return standing.where(Task.assigned_to_id == known)
