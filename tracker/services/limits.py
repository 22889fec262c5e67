"""Limits on how often something is tried, kept in a table so that they hold across workers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from tracker.domain import chance
from tracker.domain.errors import TooMany
from tracker.models import Attempt

WINDOW = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
"""The longest window of any limit; tries are kept as long."""

Brief = Callable[[], AbstractContextManager[Connection]]
"""Opens a short transaction of its own, such as ``Database.brief``."""


@dataclass(frozen=True)
class Limit:
    """How many tries at one thing may fail within a window."""

    about: str
    most: int
    within: timedelta = WINDOW


def attempt(brief: Brief, limits: list[Limit]) -> list[UUID]:
    """Count a try against each limit and return the tries; raise TooMany, counting nothing, where one is passed.

    The try is committed before the tries are counted, so that of any number at once no more than the limit pass.
    """
    now = chance.now()
    tries = [chance.new_id() for _ in limits]
    rows = [{"id": id, "about": limit.about, "at": now} for id, limit in zip(tries, limits, strict=True)]
    with brief() as connection:
        connection.execute(delete(Attempt).where(Attempt.at <= now - LONGEST))
        connection.execute(insert(Attempt), rows)
    with brief() as connection:
        waits = [wait for limit in limits if (wait := _wait(connection, limit, now))]
    if waits:
        forget(brief, tries)
        raise TooMany("There were too many tries in a short time.", retry_after=max(waits))
    return tries


def forget(brief: Brief, tries: list[UUID]) -> None:
    """Take tries out of the count, such as those that succeeded."""
    with brief() as connection:
        connection.execute(delete(Attempt).where(Attempt.id.in_(tries)))


def _wait(connection: Connection, limit: Limit, now: datetime) -> int:
    """Return the seconds until the next try, or 0 where the limit is not passed."""
    recent = (Attempt.about == limit.about, Attempt.at > now - limit.within)
    counted = select(func.count(), func.min(Attempt.at)).where(*recent)
    count, oldest = connection.execute(counted).one()
    if count <= limit.most:
        return 0
    return max(1, int((oldest + limit.within - now).total_seconds()) + 1)
