"""Many claims at once: one action, one event, one undo; each keeps its own rule, and it is said why one is left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.roles import Permission
from tracker.models import Claim, Event, EventSubject, Recorded, User
from tracker.services import claim_lists
from tracker.services.access import visible
from tracker.services.claim_lists import Filters
from tracker.services.record import record

MOST = 5000
"""How many claims something is done to at a time."""

_NO_CHANGE = tuple(action.value for action in Action if action.value.startswith("note."))
_MEANWHILE = "It was changed after you looked. Look at it again."


class Deed(Protocol):
    """What is done to many claims.

    ``weigh`` returns why each claim is left, by its id, and raises Refusal where nothing can be done to any of them.
    ``carry_out`` changes rows for those that are not left, in a number of statements that does not grow with them.
    """

    @property
    def action(self) -> Action: ...
    @property
    def needs(self) -> Permission: ...
    def about(self, claims: Sequence[Claim]) -> Recorded: ...
    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]: ...
    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None: ...


@dataclass(frozen=True)
class Weighed:
    """The claims to which something can be done, and those that are left, each with the reason."""

    able: Sequence[Claim]
    left: Sequence[tuple[Claim, str]]


def position(session: Session, *, of: User | None = None) -> int:
    """Return the place of the newest event, or of a person's: what is seen of claims now is as of it."""
    query = select(func.max(Event.seq))
    return session.scalar(query if of is None else query.where(Event.actor == of.actor)) or 0


def chosen(session: Session, numbers: Collection[int]) -> Sequence[Claim]:
    """Return the claims of some numbers, MOST at the most, in the order of their numbers."""
    query = select(Claim).where(Claim.number.in_(list(numbers)[:MOST])).order_by(Claim.number)
    return session.scalars(query.options(joinedload(Claim.verdict))).all()


def all_of(session: Session, filters: Filters) -> tuple[Sequence[Claim], bool]:
    """Return the claims that filters leave, the newest MOST of them, and whether there are more."""
    query = claim_lists.matching(session, filters).order_by(Claim.id.desc()).limit(MOST + 1)
    found = session.scalars(query.options(joinedload(Claim.verdict))).all()
    return found[:MOST], len(found) > MOST


def weigh(session: Session, claims: Sequence[Claim], deed: Deed, *, seen: int, by: User) -> Weighed:
    """Say to which claims something can be done, and why not to the others; ``seen`` is a ``position``.

    Raises NotAllowed where the person may not do it at all, and Refusal where nobody could do it to any claim.
    """
    if not by.may(deed.needs):
        raise NotAllowed("Your role on this desk does not allow this.")
    shown = [claim for claim in claims if visible(claim, by)]
    changed = _changed_since(session, [claim.id for claim in shown], seen)
    left = {claim.id: why for claim in shown if (why := _why_not(claim, claim.id in changed))}
    open_ = [claim for claim in shown if claim.id not in left]
    left |= deed.weigh(session, open_, by)
    return Weighed(
        [claim for claim in shown if claim.id not in left],
        [(claim, left[claim.id]) for claim in shown if claim.id in left],
    )


def do(session: Session, claims: Sequence[Claim], deed: Deed, *, seen: int, why: str = "", by: User) -> Weighed:
    """Do something to all claims to which it can be done, as one event, and return what came of it.

    Raises Refusal where it can be done to none of them.
    """
    if len(claims) > MOST:
        raise Refusal(f"At most {MOST:,} claims at a time.")
    weighed = weigh(session, claims, deed, seen=seen, by=by)
    if not weighed.able:
        raise Refusal("Nothing can be done to any of these claims.")
    deed.carry_out(session, weighed.able, by)
    record(session, deed.action, about=deed.about(weighed.able), by=by, why=why, claims=len(weighed.able))
    return weighed


def _changed_since(session: Session, ids: Sequence[UUID], seen: int) -> set[UUID]:
    """Return which claims somebody changed after a place in the log, or said something of that they are judged by."""
    query = select(EventSubject.thing_id).join(Event, Event.seq == EventSubject.seq)
    query = query.where(EventSubject.kind == Claim.kind, EventSubject.thing_id.in_(ids), EventSubject.seq > seen)
    return set(session.scalars(query.where(Event.action.not_in(_NO_CHANGE))))


def _why_not(claim: Claim, changed: bool) -> str:
    if claim.withdrawn:
        return "It was withdrawn."
    if claim.merged_into_id is not None:
        return f"It was merged into claim {claim.shown.number}."
    return _MEANWHILE if changed else ""
