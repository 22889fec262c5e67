"""Checking the record behind the pages."""

import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from threading import Thread
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from tracker.domain.notes import Malformed
from tracker.models import Check
from tracker.services import jobs
from tracker.services.verification import checks, verify
from tracker.services.verification.ledger import Ledger
from tracker.web import behind
from tracker.web.desk import Desk

PAUSE = 1.0
"""Seconds between two signs of life."""


@dataclass
class _Signs:
    """Tells now and then how far a check is."""

    desk: Desk
    check: UUID
    told: float = field(default_factory=time.monotonic)

    def __call__(self, read: Ledger) -> None:
        if time.monotonic() - self.told > PAUSE:
            jobs.tell(self.desk.database.brief, Check, self.check, read=read.events)
            self.told = time.monotonic()


def begin(desk: Desk, check: UUID) -> Thread:
    """Run a check that was begun; return the thread that it runs in."""
    return behind.begin(partial(_run, desk, check))


def _run(desk: Desk, check: UUID) -> None:
    read = Ledger(report=_Signs(desk, check))
    try:
        faults = _look(desk, read)
    except (SQLAlchemyError, Malformed, OSError) as error:
        faults = [f"The check could not be made: {getattr(error, 'orig', None) or error}"]
    with suppress(SQLAlchemyError):  # Without a last sign of life the page says that it was broken off.
        jobs.finish(desk.database.brief, Check, check, read=read.events, faults=faults)


def _look(desk: Desk, read: Ledger) -> list[str]:
    remembered = desk.sealer.memory.newest()
    with closing(desk.database.snapshot()) as session:
        looking = verify(session, desk.settings.log_key, read, remembered=remembered)
        with closing(looking) as faults:
            return [str(fault) for fault in islice(faults, checks.MOST_FAULTS)]
