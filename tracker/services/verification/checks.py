"""Checks that run behind the pages: begun by a person, and on record too."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.models import Check, Event, User
from tracker.services import jobs
from tracker.services.record import record

MOST_FAULTS = 100
"""Faults that a page lists; the command lists them all."""


def begin(session: Session, *, by: User) -> UUID:
    """Note that a person has a check begun; raise Refusal where one is under way."""
    newest = session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1))
    refusal = "A check is under way. Its result will be shown here."
    check = jobs.begin(session, Check, refusal, by=by, events=0 if newest is None else newest + 1)
    record(session, Action.RECORD_CHECKED, about=None, by=by)
    return check.id
