"""Stages of claims: the facts are gathered here, and the rule of the domain draws the stage from them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.errors import Refusal
from tracker.domain.stages import StageFacts, stage_of
from tracker.domain.vocabulary import StepCheck
from tracker.models import Appearance, Citation, Claim, Enquiry, Evidence, Look, Review
from tracker.services.revisions import expect


def settle(session: Session, claim: Claim) -> None:
    """Let the stage of a claim follow from what was done; call it before the change is recorded."""
    settle_all(session, [claim])


def settle_all(session: Session, claims: Collection[Claim]) -> None:
    """Let the stages of many claims follow; from here to the commit nobody else settles them."""
    _hold(session, claims)
    facts = facts_of(session, claims)
    for claim in claims:
        claim.stage = stage_of(facts[claim.id])


def _hold(session: Session, claims: Collection[Claim]) -> None:
    """Hold claims, so that of two who work on one at once the second settles what both did.

    Raises Stale where somebody has changed a claim since it was read.
    """
    read = {claim.id: claim for claim in claims}
    now = select(Claim.id, Claim.rev).where(Claim.id.in_(read)).order_by(Claim.id).with_for_update()
    for claim_id, rev in session.execute(now):
        expect(read[claim_id], rev)


def facts_of(session: Session, claims: Collection[Claim]) -> dict[UUID, StageFacts]:
    """Return what the stage of each claim follows from."""
    decided = Claim.verdict_id.is_not(None)
    query = select(Claim.id, _worked_on(), _assessed(), decided, _look_open())
    rows = session.execute(query.where(Claim.id.in_([claim.id for claim in claims])))
    return {claim_id: StageFacts(*map(bool, facts)) for claim_id, *facts in rows}


def refuse_withdrawn(claim: Claim) -> None:
    """Refuse work on a claim that was withdrawn."""
    if claim.withdrawn:
        raise Refusal("This claim was withdrawn. Restore it before you work on it.")


def _worked_on() -> ColumnElement[bool]:
    evidence = exists().where(Evidence.claim_id == Claim.id, Evidence.withdrawn.is_(False))
    enquiry = exists().where(Enquiry.claim_id == Claim.id, Enquiry.withdrawn.is_(False))
    in_trail = or_(Citation.appearance_id == Appearance.id, Citation.passage_id == Appearance.passage_id)
    step = exists().where(
        Appearance.claim_id == Claim.id,
        Appearance.withdrawn.is_(False),
        in_trail,
        Citation.check != StepCheck.NOT_CHECKED,
    )
    return or_(evidence, enquiry, step)


def _assessed() -> ColumnElement[bool]:
    newer = aliased(Review)
    superseded = exists().where(newer.claim_id == Review.claim_id, newer.supersedes_id == Review.id)
    return exists().where(Review.claim_id == Claim.id, Review.verdict_id.is_not(None), ~superseded)


def _look_open() -> ColumnElement[bool]:
    return exists().where(Look.claim_id == Claim.id, Look.settled_at.is_(None))
