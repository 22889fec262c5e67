"""Work that goes on behind the pages: begun by a person, with signs of life, and an end or none."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.models import Job, User

SILENCE = timedelta(seconds=30)
"""How long a job may give no sign of life before it counts as broken off."""

Brief = Callable[[], AbstractContextManager[Connection]]
"""Opens a short transaction of its own, such as ``Database.brief``."""

J = TypeVar("J", bound=Job)


def newest(session: Session, kind: type[J]) -> J | None:
    """Return the job of a kind that was begun last, with who began it, or None."""
    return session.scalar(select(kind).order_by(kind.id.desc()).limit(1).options(joinedload(kind.started_by)))


def is_running(job: Job) -> bool:
    """Tell whether a job is under way."""
    return job.finished_at is None and job.seen_at > chance.now() - SILENCE


def begin(session: Session, kind: type[J], refusal: str, *, by: User, **values: Any) -> J:
    """Note that a person has a job begun; raise a Refusal of these words where one of its kind is under way."""
    last = newest(session, kind)
    if last is not None and is_running(last):
        raise Refusal(refusal)
    now = chance.now()
    job = kind(id=chance.new_id(), started_at=now, started_by_id=by.id, seen_at=now, **values)
    session.add(job)
    return job


def tell(brief: Brief, kind: type[Job], job: UUID, **values: Any) -> None:
    """Give a sign of life of a job, and how far it is, in a transaction of its own."""
    with brief() as connection:
        connection.execute(update(kind).where(kind.id == job).values(seen_at=chance.now(), **values))


def finish(brief: Brief, kind: type[Job], job: UUID, **values: Any) -> None:
    """Note that a job has come to its end, and what it has found."""
    tell(brief, kind, job, finished_at=chance.now(), **values)
