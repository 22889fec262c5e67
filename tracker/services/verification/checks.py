"""Checks that run behind the pages: begun by a person, told how far they are, and what they found."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.models import Check, Event, User
from tracker.services.record import record

MOST_FAULTS = 100
"""Faults that a page lists; the command lists them all."""

SILENCE = timedelta(seconds=30)
"""How long a check may give no sign of life before it counts as broken off."""

Brief = Callable[[], AbstractContextManager[Connection]]
"""Opens a short transaction of its own, such as ``Database.brief``."""


def newest(session: Session) -> Check | None:
    """Return the check that was begun last, or None."""
    return session.scalar(select(Check).order_by(Check.id.desc()).limit(1))


def is_running(check: Check) -> bool:
    """Tell whether a check is under way."""
    return check.finished_at is None and check.seen_at > chance.now() - SILENCE


def begin(session: Session, *, by: User) -> UUID:
    """Note that a person has a check begun, on record too; raise Refusal where one is under way."""
    last = newest(session)
    if last is not None and is_running(last):
        raise Refusal("A check is under way. Its result will be shown here.")
    size = session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1))
    now = chance.now()
    check = Check(
        id=chance.new_id(), started_at=now, started_by_id=by.id, seen_at=now, events=0 if size is None else size + 1
    )
    session.add(check)
    record(session, Action.RECORD_CHECKED, about=None, by=by)
    return check.id


def tell(brief: Brief, check: UUID, read: int) -> None:
    """Give a sign of life, and how many events were read."""
    with brief() as connection:
        connection.execute(update(Check).where(Check.id == check).values(seen_at=chance.now(), read=read))


def finish(brief: Brief, check: UUID, read: int, faults: Sequence[str]) -> None:
    """Note what a check has found."""
    now = chance.now()
    values = {"seen_at": now, "finished_at": now, "read": read, "faults": list(faults)}
    with brief() as connection:
        connection.execute(update(Check).where(Check.id == check).values(values))
