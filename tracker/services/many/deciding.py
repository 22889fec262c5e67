"""Deciding many claims at once, each on its own assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.eyes import Sight
from tracker.domain.roles import Permission
from tracker.domain.scale import needed
from tracker.domain.vocabulary import Cause, ClaimStage
from tracker.models import Claim, DecisionGround, Hold, Look, Note, Review, User
from tracker.services import blindness, decisions, gates, links, looks, reviews, same_claims, stages
from tracker.services.decisions import Ruling


@dataclass(frozen=True)
class Deciding:
    """What is decided. A verdict behind the gate is not: the gate asks of each claim what only its own page shows."""

    ruling: Ruling
    action = Action.MANY_DECIDED
    needs = Permission.DECIDE

    def about(self, claims: Sequence[Claim]) -> Claim:
        """Return the first of the claims."""
        return claims[0]

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claims that the person may not decide so, or that are not ready for it."""
        decisions.refuse_decider(self.ruling.verdict, by)
        decisions.reason_of(self.ruling.reason)
        if self.ruling.verdict.gated:
            why = f"{self.ruling.verdict.label} has to pass the gate: decide it on its own page."
            return {claim.id: why for claim in claims}
        standing, able = reviews.standing_of(session, claims), gates.able_to_assess(session)
        early = dict.fromkeys(blindness.closed_among(session, claims), blindness.CLOSED)
        early |= dict.fromkeys(_sent_back(session, claims), "It was sent back to its annotator. Resolve that first.")
        ready = [claim for claim in claims if claim.id not in early]
        later = {claim.id: self._why_not(claim, standing[claim.id], able, by) for claim in ready}
        return early | {claim_id: why for claim_id, why in later.items() if why}

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Decide each claim on the assessments of it that stand; what waits for an answer is answered."""
        standing, able = reviews.standing_of(session, claims), gates.able_to_assess(session)
        before = {claim.id: claim.verdict_id for claim in claims}
        reason, verdict = decisions.reason_of(self.ruling.reason), self.ruling.verdict
        waiting = session.scalars(select(Look).where(Look.claim_id.in_(before), Look.settled_at.is_(None))).all()
        for claim in claims:
            decision = decisions.draft(claim, verdict, reason, as_of=self.ruling.as_of, id=None, by=by)
            decision.one_person = gates.sight_among(able, standing[claim.id], by) is Sight.ONE_PERSON
            grounds = [DecisionGround(id=chance.new_id(), review=review) for review in standing[claim.id]]
            decision.drawn_from = grounds
            session.add(decision)
            claim.verdict = verdict
        looks.answer(waiting, because=reason)
        session.flush()
        stages.settle_all(session, claims)
        session.execute(delete(Hold).where(Hold.thing_id.in_(before), Hold.person_id == by.id))
        for claim, others in links.at_odds_with_all(session, claims).items():
            if before[claim.id] != verdict.id:
                looks.open_looks(session, others, Cause.LINKED_DECIDED, claim, by=by)

    def _why_not(self, claim: Claim, standing: Sequence[Review], able: set[UUID], by: User) -> str:
        step = self.ruling.verdict.step
        if claim.verdict_id == self.ruling.verdict.id and claim.stage is ClaimStage.DECIDED:
            return "It is decided so already."
        if not (seen := gates.sight_among(able, standing, by)).allows:
            return seen.label
        people = {review.created_by_id for review in standing}
        asked = needed(step.assessments, len(able))
        if len(people) < asked:
            return f"{step.label} needs the assessments of {asked} people, and those of {len(people)} stand."
        return ""


def _sent_back(session: Session, claims: Sequence[Claim]) -> set[UUID]:
    same = same_claims.by_claim(session, [claim.id for claim in claims])
    shown = {one: claim_id for claim_id, ids in same.items() for one in ids}
    query = select(Note.claim_id).where(Note.claim_id.is_not(None), stages.sends_back())
    return {shown[one] for one in session.scalars(query) if one in shown}
