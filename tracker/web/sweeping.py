"""Undoing behind the pages what takes more than one transaction."""

import time
from contextlib import closing, suppress
from functools import partial
from threading import Thread
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from tracker.domain.errors import Refusal, Stale
from tracker.models import LongUndoing
from tracker.services import jobs
from tracker.services.undo import going_on, sweeps
from tracker.web import behind
from tracker.web.desk import Desk
from tracker.web.errors import in_words

TRIES = 5
"""How often a transaction is made anew that others come before."""


def begin(desk: Desk, job: UUID) -> Thread:
    """Go on with undoing that was begun; return the thread that it is done in."""
    return behind.begin(partial(_run, desk, job))


def _run(desk: Desk, job: UUID) -> None:
    most: int | None = sweeps.BATCH
    try:
        while most is not None:
            most = _go_on(desk, job, most)
    except (Refusal, SQLAlchemyError) as error:
        with suppress(SQLAlchemyError):  # Without a last sign of life the page says that it was broken off.
            jobs.finish(desk.database.brief, LongUndoing, job, problem=in_words(error).message)


def _go_on(desk: Desk, job: UUID, most: int) -> int | None:
    """Make one transaction; where somebody has saved something of it at the same moment, make it anew."""
    for _ in range(TRIES - 1):
        with suppress(Stale, StaleDataError):
            return _once(desk, job, most)
    return _once(desk, job, most)


def _once(desk: Desk, job: UUID, most: int) -> int | None:
    """Undo as many at the most; return how many the next transaction should undo, None at the end."""
    with closing(desk.database.writing()) as session:
        session.connection()  # On SQLite its turn has come by then, and waiting for it does not count.
        began = time.monotonic()
        more = going_on.go_on(session, job, most)
        session.commit()
        return sweeps.fitting(most, time.monotonic() - began) if more else None
