"""Other looks: a decided claim shows that something it rests on has changed, and why, until a person answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, Look, Recorded
from tracker.services import messages
from tracker.services.record import person_of
from tracker.services.stages import settle_all

MOST = 100
"""How many causes are listed."""


@dataclass(frozen=True)
class CauseEntry:
    """One cause: the first of the looks that it opened and nobody has answered, and how many claims wait for it."""

    first: Look
    claims: int

    @property
    def cause(self) -> Cause:
        """Return why they wait."""
        return self.first.cause

    @property
    def thing_kind(self) -> str:
        """Return the kind of what changed."""
        return self.first.thing_kind

    @property
    def thing_id(self) -> UUID:
        """Return the id of what changed."""
        return self.first.thing_id

    @property
    def since(self) -> datetime:
        """Return when the first of these claims began to wait."""
        return self.first.opened_at


def open_looks(session: Session, claims: Collection[Claim], cause: Cause, thing: Recorded, *, by: Actor) -> None:
    """Ask for another look at those of the claims that are decided, once for each cause and thing.

    For a claim that was merged it is asked at the one that it is shown as. The caller records the action; the
    statements do not grow with the claims.
    """
    session.flush()
    # In an order that both engines share, whatever was asked for.
    shown = {claim.shown for claim in claims}
    decided = sorted((claim for claim in shown if claim.verdict_id is not None), key=lambda claim: claim.id)
    if not decided:
        return
    waiting = _waiting(session, decided, cause, thing)
    opened = [_look(claim, cause, thing, by) for claim in decided if claim.id not in waiting]
    session.add_all(opened)
    messages.note_looks(session, opened, by=by)
    settle_all(session, decided)


def open_of(session: Session, claim: Claim) -> Sequence[Look]:
    """List the open looks of a claim, the oldest first."""
    query = select(Look).where(Look.claim_id == claim.id, Look.settled_at.is_(None)).order_by(Look.id)
    return session.scalars(query.options(joinedload(Look.opened_by))).all()


def answer(looks: Collection[Look], *, because: str) -> None:
    """Settle looks that a person has answered; the caller records the action."""
    now = chance.now()
    for look in looks:
        look.settled_at, look.settled_because = now, because


def causes(session: Session, *among: ColumnElement[bool]) -> list[CauseEntry]:
    """List why claims need another look, one entry a cause, that of the longest wait first; MOST at the most.

    ``among`` are conditions on the looks that are taken in.
    """
    one_cause = (Look.cause, Look.thing_kind, Look.thing_id)
    place = func.row_number().over(partition_by=one_cause, order_by=Look.id).label("place")
    claims = func.count().over(partition_by=one_cause).label("claims")
    counted = select(Look.id, place, claims).where(Look.settled_at.is_(None), *among).subquery()
    query = select(Look, counted.c.claims).join(counted, counted.c.id == Look.id).where(counted.c.place == 1)
    with_claim = joinedload(Look.claim).joinedload(Claim.verdict)
    rows = session.execute(query.order_by(Look.id).limit(MOST).options(with_claim))
    return [CauseEntry(look, number) for look, number in rows]


def of_cause(cause: Cause, thing_id: UUID) -> ColumnElement[bool]:
    """Return the condition that looks were opened for one cause, by one thing."""
    return and_(Look.cause == cause, Look.thing_id == thing_id)


def waiting(session: Session, *among: ColumnElement[bool]) -> Sequence[Look]:
    """List the looks that nobody has answered, of those that meet conditions, with their claims, the oldest first."""
    query = select(Look).where(Look.settled_at.is_(None), *among).order_by(Look.id)
    return session.scalars(query.options(joinedload(Look.claim).joinedload(Claim.verdict))).all()


def how_many(session: Session) -> int:
    """Count the claims that wait for an answer."""
    return session.scalar(select(func.count(Look.claim_id.distinct())).where(Look.settled_at.is_(None))) or 0


def _waiting(session: Session, claims: Collection[Claim], cause: Cause, thing: Recorded) -> set[UUID]:
    query = select(Look.claim_id).where(
        Look.claim_id.in_([claim.id for claim in claims]),
        Look.cause == cause,
        Look.thing_id == thing.id,
        Look.settled_at.is_(None),
    )
    return set(session.scalars(query))


def _look(claim: Claim, cause: Cause, thing: Recorded, by: Actor) -> Look:
    return Look(
        id=chance.new_id(),
        claim=claim,
        cause=cause,
        thing_kind=thing.kind,
        thing_id=thing.id,
        opened_at=chance.now(),
        opened_by=person_of(by),
    )
