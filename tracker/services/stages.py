"""Stages of claims: the facts are gathered here, and the rule of the domain draws the stage from them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.errors import Refusal
from tracker.domain.stages import StageFacts, stage_of
from tracker.domain.vocabulary import StepCheck
from tracker.models import Appearance, Citation, Claim, Enquiry, Evidence, Look, Note, Review
from tracker.services.revisions import expect
from tracker.services.same_claims import refuse_merged, same_as


def settle(session: Session, claim: Claim) -> None:
    """Let the stage of a claim follow from what was done; call it before the change is recorded."""
    settle_all(session, [claim])


def settle_all(session: Session, claims: Collection[Claim]) -> None:
    """Let the stages of many claims and of those they are shown as follow; till the commit nobody else settles them."""
    claims = {*claims, *(claim.shown for claim in claims)}
    hold(session, claims)
    facts = facts_of(session, claims)
    for claim in claims:
        claim.stage = stage_of(facts[claim.id])


def hold(session: Session, claims: Collection[Claim]) -> None:
    """Hold claims, so that of two who work on one at once the second settles what both did.

    Raises Stale where somebody has changed a claim since it was read.
    """
    read = {claim.id: claim for claim in claims}
    now = select(Claim.id, Claim.rev).where(Claim.id.in_(read)).order_by(Claim.id).with_for_update()
    for claim_id, rev in session.execute(now):
        expect(read[claim_id], rev)


def facts_of(session: Session, claims: Collection[Claim]) -> dict[UUID, StageFacts]:
    """Return what the stage of each claim follows from."""
    same = same_as([claim.id for claim in claims])
    query = select(
        same.c.shown, Claim.id, _worked_on(), _assessed(), Claim.verdict_id.is_not(None), _look_open(), _sent_back()
    )
    found: dict[UUID, dict[UUID, StageFacts]] = defaultdict(dict)
    for shown, claim_id, *facts in session.execute(query.join(same, Claim.id == same.c.id)):
        found[shown][claim_id] = StageFacts(*map(bool, facts))
    return {shown: _together(session, shown, of_one) for shown, of_one in found.items()}


def _together(session: Session, claim_id: UUID, facts: Mapping[UUID, StageFacts]) -> StageFacts:
    """Join the facts of a claim with those of all that were merged into it; its verdict stays its own."""
    if len(facts) == 1:
        return facts[claim_id]
    worked_on = any(one.worked_on for one in facts.values())
    back = any(one.sent_back for one in facts.values())
    assessed = _assessed_together(session, claim_id, facts)
    return replace(facts[claim_id], worked_on=worked_on, assessed=assessed, sent_back=back)


def _assessed_together(session: Session, claim_id: UUID, ids: Collection[UUID]) -> bool:
    """Tell whether an assessment of claims that are one stands: what was said of the shown one itself goes first."""
    own = Review.claim_id == claim_id
    query = select(Review.created_by_id, Review.verdict_id).where(Review.claim_id.in_(ids))
    rows = session.execute(query.order_by(own, Review.created_at, Review.id))
    newest = {row.created_by_id: row.verdict_id for row in rows}
    return any(newest.values())


def refuse_withdrawn(claim: Claim) -> None:
    """Refuse work on a claim that was withdrawn or merged."""
    refuse_merged(claim)
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


def sends_back() -> ColumnElement[bool]:
    """Return the condition that a note sends its claim back to the annotator, and nobody has dealt with that."""
    return and_(Note.sends_back.is_(True), Note.resolved.is_(False), Note.withdrawn.is_(False))


def _sent_back() -> ColumnElement[bool]:
    return exists().where(Note.claim_id == Claim.id, sends_back())
