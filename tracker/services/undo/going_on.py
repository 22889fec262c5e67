"""Undoing that takes more than one transaction: the first is made at once, the others behind the pages, one by one."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.models import LongUndoing, User
from tracker.services import jobs
from tracker.services.undo import sweeps
from tracker.services.undo.scopes import Scope
from tracker.services.undo.sweeps import Progress

_UNDER_WAY = "Changes are being undone behind the pages. Wait until that is done, then look at what is left."


@dataclass(frozen=True)
class Begun:
    """What the first transaction has done, whether older changes wait for another go, and the job that does the rest.

    ``job`` is None where that was all.
    """

    progress: Progress
    older: bool
    job: UUID | None


def begin(session: Session, scope: Scope, *, seen: int, why: str, by: User) -> Begun:
    """Undo the newest of a person's actions since a moment, and note what is left of this go as a job.

    Raises what ``sweeps.undo_some`` does, and Refusal where other changes are being undone behind the pages.
    """
    below = scope.below or seen + 1
    found = sweeps.open_events(session, scope, by, below=below, most=sweeps.MOST)
    down_to, older = found.events[-1].seq if found.older else 0, found.older is not None
    progress = sweeps.undo_some(session, scope, below=below, down_to=down_to, seen=seen, why=why, by=by)
    if progress.below is None:
        return Begun(progress, older, None)
    job = jobs.begin(
        session,
        LongUndoing,
        _UNDER_WAY,
        by=by,
        person_id=scope.person.id,
        since=scope.words,
        why=why,
        first=scope.first,
        down_to=down_to,
        below=progress.below,
        older=older,
        events=len(found.events),
        weighed=progress.weighed,
        undone=progress.undone,
        held=progress.held,
    )
    return Begun(progress, older, job.id)


def go_on(session: Session, job: UUID, most: int) -> bool:
    """Undo so many more, and note in the same transaction how far that is; tell whether there is more."""
    rest = session.get_one(LongUndoing, job)
    if rest.below is None:
        return False
    scope = Scope(rest.person, rest.first, rest.since)
    where = {"below": rest.below, "down_to": rest.down_to}
    progress = sweeps.undo_some(session, scope, **where, most=most, why=rest.why, by=rest.started_by)
    rest.weighed += progress.weighed
    rest.undone += progress.undone
    rest.held += progress.held
    rest.below, rest.seen_at = progress.below, chance.now()
    rest.finished_at = None if progress.below is not None else rest.seen_at
    return progress.below is not None
