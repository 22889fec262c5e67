"""Saying of many claims at once that their verdicts still stand, each by its own gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.eyes import Sight
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, Decision, Hold, Look, User
from tracker.services import blindness, decisions, gates, looks, reviews, stages


@dataclass(frozen=True)
class StillStanding:
    """Why the verdicts still stand, and which looks that answers: those of one cause and thing, or all of a claim."""

    because: str
    of: tuple[Cause, UUID] | None = None
    action = Action.MANY_STILL_STAND
    needs = Permission.DECIDE

    def about(self, claims: Sequence[Claim]) -> Claim:
        """Return the first of the claims."""
        return claims[0]

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claims that do not wait for it, those the person may not answer, and those whose gate fell."""
        waiting = {look.claim_id for look in self._waiting(session, claims)}
        left = {claim.id: "It does not wait for this answer." for claim in claims if claim.id not in waiting}
        left |= dict.fromkeys(blindness.closed_among(session, claims) - left.keys(), blindness.CLOSED)
        ready = [claim for claim in claims if claim.id not in left]
        standing, able = reviews.standing_of(session, ready), gates.able_to_assess(session)
        sights = {claim.id: gates.sight_among(able, standing[claim.id], by) for claim in ready}
        left |= {claim_id: seen.label for claim_id, seen in sights.items() if not seen.allows}
        return left | _fallen(session, [claim for claim in ready if claim.id not in left], sights)

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Answer what the claims wait for; those that wait for nothing else are decided again."""
        looks.answer(self._waiting(session, claims), because=self.because)
        session.flush()
        stages.settle_all(session, claims)
        ids = [claim.id for claim in claims]
        session.execute(delete(Hold).where(Hold.thing_id.in_(ids), Hold.person_id == by.id))

    def _waiting(self, session: Session, claims: Sequence[Claim]) -> Sequence[Look]:
        among = [Look.claim_id.in_([claim.id for claim in claims])]
        return looks.waiting(session, *among, *([looks.of_cause(*self.of)] if self.of else []))


def _fallen(session: Session, claims: Sequence[Claim], sights: Mapping[UUID, Sight]) -> dict[UUID, str]:
    """Return by claim why its verdict cannot still stand, of those that have none or whose gate no longer holds."""
    held = decisions.current_of(session, claims)
    gated = {
        claim: gates.Asked(sights[claim.id] is Sight.SEVERAL, gates.answers_kept(held[claim.id]))
        for claim in claims
        if claim.id in held and _is_gated(held[claim.id])
    }
    found = gates.requirements_of(session, gated)
    fallen = {claim.id: decisions.why_not_standing(held[claim.id], found[claim.id]) for claim in gated}
    undecided = {claim.id: "It has no verdict." for claim in claims if claim.id not in held}
    return undecided | {claim_id: why for claim_id, why in fallen.items() if why}


def _is_gated(decision: Decision) -> bool:
    return decision.verdict is not None and decision.verdict.gated
