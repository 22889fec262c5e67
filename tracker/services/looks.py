"""Other looks: a decided claim shows that something it rests on has changed, and why, until a person answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, Look, Recorded
from tracker.services import messages
from tracker.services.record import person_of
from tracker.services.stages import settle_all

MOST = 200
"""How many open looks the list of causes takes in."""


@dataclass(frozen=True)
class CauseEntry:
    """One cause with the looks that it opened, the oldest first; ``thing_kind`` and ``thing_id`` name what changed."""

    cause: Cause
    thing_kind: str
    thing_id: UUID
    looks: Sequence[Look]

    @property
    def since(self) -> datetime:
        """Return when the first of these claims began to wait."""
        return self.looks[0].opened_at

    @property
    def claims(self) -> list[Claim]:
        """List the claims that wait for this cause."""
        return [look.claim for look in self.looks]


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


def causes(session: Session) -> list[CauseEntry]:
    """List why claims need another look, one entry a cause, that of the longest wait first."""
    query = select(Look).where(Look.settled_at.is_(None)).order_by(Look.id).limit(MOST)
    grouped: dict[tuple[Cause, str, UUID], list[Look]] = {}
    for look in session.scalars(query.options(joinedload(Look.claim).joinedload(Claim.verdict))):
        grouped.setdefault((look.cause, look.thing_kind, look.thing_id), []).append(look)
    return [CauseEntry(*key, looks) for key, looks in grouped.items()]


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
