"""Dealing with requests for corrections: who does and by when, the reply, the outcome, and opening one again."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.corrections import Outcome
from tracker.domain.errors import Refusal
from tracker.domain.messages import MessageKind
from tracker.domain.roles import Permission
from tracker.models import Correction, User
from tracker.services import messages
from tracker.services.record import record
from tracker.services.revisions import expect


@dataclass(frozen=True)
class Plan:
    """Who is to deal with a request, None for nobody, and until which day."""

    to: User | None = None
    due: date | None = None


def plan(
    session: Session, correction: Correction, plan: Plan, *, seen: int | None = None, why: str = "", by: User
) -> None:
    """Say who is to deal with a request, and by when; what stays as it is is no change."""
    expect(correction, seen)
    _refuse_closed(correction)
    if plan.to is not None and not plan.to.may(Permission.ANSWER_REQUESTS):
        raise Refusal(f"{plan.to.name} may not answer requests. Assign it to an editor.", field="assigned_to")
    due = plan.due.isoformat() if plan.due is not None else None
    if (correction.assigned_to, correction.due) == (plan.to, due):
        return
    if plan.to is not correction.assigned_to:
        messages.note(session, plan.to, MessageKind.CORRECTION, correction.id, by=by)
    correction.assigned_to, correction.due = plan.to, due
    record(session, Action.CORRECTION_PLANNED, about=correction, by=by, why=why)


def answer(session: Session, correction: Correction, *, reply: str, seen: int | None = None, by: User) -> None:
    """Note what the desk replied; a later reply takes the place of an earlier one, which the trail keeps."""
    expect(correction, seen)
    _refuse_closed(correction)
    if not reply.strip():
        raise Refusal("Write what you replied.", field="reply")
    if reply.strip() == correction.reply:
        return
    correction.reply, correction.replied_at, correction.replied_by = reply.strip(), chance.now(), by
    record(session, Action.CORRECTION_ANSWERED, about=correction, by=by)


def close(
    session: Session, correction: Correction, *, outcome: Outcome, because: str, seen: int | None = None, by: User
) -> None:
    """Close a request with its outcome and the reason; reports may tell an upheld one in these words."""
    expect(correction, seen)
    _refuse_closed(correction)
    if not because.strip():
        raise Refusal("Say why: a request is not closed without a reason.", field="because")
    correction.outcome, correction.because = outcome, because.strip()
    correction.closed_at, correction.closed_by = chance.now(), by
    record(session, Action.CORRECTION_CLOSED, about=correction, by=by, why=because)


def reopen(session: Session, correction: Correction, *, why: str, seen: int | None = None, by: User) -> None:
    """Open a closed request again, unless a published report tells what came of it."""
    expect(correction, seen)
    if correction.outcome is None:
        raise Refusal("This request is open already.")
    if correction.published:
        raise Refusal("A published report tells what came of it. Enter a new request instead.")
    correction.outcome, correction.because = None, ""
    correction.closed_at, correction.closed_by = None, None
    record(session, Action.CORRECTION_REOPENED, about=correction, by=by, why=why)


def _refuse_closed(correction: Correction) -> None:
    if correction.outcome is not None:
        raise Refusal("This request is closed. Reopen it first.")
