"""What people rule on the origins of a claim: two are one or are not, and who has a stake in it."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, OriginRuling, Source, Stake, User
from tracker.services import looks
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.same_claims import refuse_merged, with_merged
from tracker.services.stages import refuse_withdrawn

R = TypeVar("R", OriginRuling, Stake)


def of_claim(session: Session, claim: Claim) -> Sequence[OriginRuling]:
    """List what people ruled on the origins of a claim, the oldest first."""
    query = select(OriginRuling).where(OriginRuling.claim_id.in_(with_merged(claim))).order_by(OriginRuling.id)
    people = joinedload(OriginRuling.created_by), joinedload(OriginRuling.confirmed_by)
    return session.scalars(query.options(joinedload(OriginRuling.one), joinedload(OriginRuling.other), *people)).all()


def stakes_of(session: Session, claim: Claim) -> Sequence[Stake]:
    """List who was marked as having a stake in a claim, the oldest first."""
    query = select(Stake).where(Stake.claim_id.in_(with_merged(claim))).order_by(Stake.id)
    return session.scalars(query.options(joinedload(Stake.source), joinedload(Stake.created_by))).all()


def get_ruling(session: Session, claim: Claim, id: UUID) -> OriginRuling:
    """Return a ruling on the origins of a claim, or raise NotFound."""
    return _of(claim, session.get(OriginRuling, id))


def get_stake(session: Session, claim: Claim, id: UUID) -> Stake:
    """Return a stake in a claim, or raise NotFound."""
    return _of(claim, session.get(Stake, id))


def rule(
    session: Session, claim: Claim, one: Source, other: Source, *, joins: bool, seen: int, why: str, by: User
) -> OriginRuling:
    """Join two sources as one origin of a claim, or part them; what was ruled on the two before gives way."""
    _expect(claim, seen)
    if one.shown is other.shown:
        raise Refusal("Choose two different sources.", field="other")
    two = {one.shown.id, other.shown.id}
    for known in of_claim(session, claim):
        if {known.one.shown.id, known.other.shown.id} == two:
            if known.joins is joins:
                raise Refusal("This is ruled already. Take the ruling back first, to give another reason.")
            session.delete(known)
    ruling = OriginRuling(
        id=chance.new_id(),
        claim=claim,
        one=one.shown,
        other=other.shown,
        joins=joins,
        why=why,
        created_at=chance.now(),
        created_by=by,
    )
    session.add(ruling)
    return _told(session, claim, ruling, Action.ORIGINS_RULED, why, by)


def confirm(session: Session, ruling: OriginRuling, *, seen: int, why: str = "", by: User) -> None:
    """Confirm a parting, so that the gate goes by it."""
    _expect(ruling.claim, seen)
    if ruling.joins or ruling.confirmed_by_id is not None:
        raise Refusal("Only a parting that nobody has confirmed waits for an editor.")
    ruling.confirmed_by = by
    _told(session, ruling.claim, ruling, Action.ORIGINS_CONFIRMED, why, by)


def mark_stake(session: Session, claim: Claim, source: Source, *, seen: int, why: str, by: User) -> Stake:
    """Mark a source as having a stake in a claim, so that it does not count."""
    _expect(claim, seen)
    if any(known.source.shown is source.shown for known in stakes_of(session, claim)):
        raise Refusal(f"{source.shown.name} is marked as having a stake already.", field="source")
    stake = Stake(id=chance.new_id(), claim=claim, source=source.shown, why=why, created_at=chance.now(), created_by=by)
    session.add(stake)
    return _told(session, claim, stake, Action.STAKE_MARKED, why, by)


def take_back(session: Session, ruling: OriginRuling | Stake, *, seen: int, why: str, by: User) -> None:
    """Take a ruling or a stake back; the audit trail keeps it."""
    claim = ruling.claim
    _expect(claim, seen)
    session.delete(ruling)
    action = Action.STAKE_TAKEN_BACK if isinstance(ruling, Stake) else Action.ORIGINS_TAKEN_BACK
    looks.open_looks(session, [claim], Cause.ORIGINS_RULED, claim, by=by)
    record(session, action, about=claim, by=by, why=why)


def _of(claim: Claim, found: R | None) -> R:
    if found is None or found.claim_id != claim.id:
        raise NotFound("This was taken back, or never said of this claim.")
    return found


def _expect(claim: Claim, seen: int) -> None:
    refuse_withdrawn(claim)
    refuse_merged(claim)
    expect(claim, seen)


def _told(session: Session, claim: Claim, ruling: R, action: Action, why: str, by: User) -> R:
    looks.open_looks(session, [claim], Cause.ORIGINS_RULED, claim, by=by)
    record(session, action, about=claim, by=by, why=why)
    return ruling
