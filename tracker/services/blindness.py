"""Assessing blind: assessments that are their authors' alone until all have assessed, or an editor opens them.

``access`` is where everything that is shown or handed out asks what of it a person may see. Whether and by whom a claim
was assessed is no secret, and neither is how many still have to: the audit trail names who acted, and none of that
depends on what anybody said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.blindness import NUMBERS, all_have, people_needed
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.roles import Permission
from tracker.models import Appearance, Case, CaseItem, Claim, Review, User
from tracker.services import gates, same_claims, scales, stages
from tracker.services.record import record
from tracker.services.revisions import expect

SAID_INSIDE = "The reason stands in the assessment itself, which is sealed until all have assessed."
"""What the trail says in place of a reason that would tell what a sealed assessment says."""


CLOSED = "This claim is assessed blind. It is decided when all have assessed it, and everybody sees how."
"""Why a claim is not decided while its assessments are sealed."""


@dataclass(frozen=True)
class Blind:
    """That a claim is assessed blind: how many people it takes, and how many have assessed it so far."""

    needed: int
    assessed: int


def of_claim(session: Session, claim: Claim, made: Sequence[Review], standing: Sequence[Review]) -> Blind | None:
    """Return how far the blind assessment of a claim is, None where assessments are open.

    ``made`` are all its assessments, ``standing`` those that stand. A claim is assessed blind once: after its
    assessments were opened, and where as many as are asked for were open before, further ones are open too.
    """
    assessed = len({review.created_by_id for review in standing})
    ids = same_claims.ids_of(session, claim)
    closed = session.scalars(select(Claim.blind).where(Claim.id.in_(ids), Claim.blind.is_not(None))).all()
    if closed:
        return Blind(max(number for number in closed if number is not None), assessed)
    needed = None if any(review.blind for review in made) else _needed(session, ids)
    return None if needed is None or assessed >= needed else Blind(needed, assessed)


def is_closed(session: Session, claim: Claim) -> bool:
    """Tell whether there are assessments of a claim that are their authors' alone."""
    closed = select(Claim.id).where(Claim.id.in_(same_claims.with_merged(claim)), Claim.blind.is_not(None))
    return session.scalar(closed.limit(1)) is not None


def closed_among(session: Session, claims: Sequence[Claim]) -> set[UUID]:
    """Return the ids of those of some claims that ``is_closed`` tells of, in a fixed number of statements."""
    same = same_claims.by_claim(session, [claim.id for claim in claims])
    shown = {one: claim_id for claim_id, ids in same.items() for one in ids}
    closed = select(Claim.id).where(Claim.id.in_(shown), Claim.blind.is_not(None))
    return {shown[one] for one in session.scalars(closed)}


def refuse_closed(session: Session, claim: Claim) -> None:
    """Refuse to decide a claim while its assessments are sealed."""
    if is_closed(session, claim):
        raise Refusal(CLOSED)


def begin(session: Session, claim: Claim, made: Sequence[Review], standing: Sequence[Review]) -> bool:
    """Seal what is said of a claim from now on, where that is asked for; tell whether it is."""
    blind = of_claim(session, claim, made, standing)
    if blind is None:
        return False
    stages.hold(session, [claim])
    if claim.blind is None:
        claim.blind = blind.needed
    return True


def open_when_all_have(session: Session, claim: Claim, standing: Sequence[Review]) -> None:
    """Open the assessments of a claim once as many people as are needed have assessed it."""
    able = len(gates.able_to_assess(session))
    assessed = len({review.created_by_id for review in standing})
    closed = _closed(session, claim)
    if closed and all_have(max(one.blind or 0 for one in closed), assessed=assessed, able=able):
        _open(closed)


def open_early(session: Session, claim: Claim, *, why: str, seen: int | None = None, by: User) -> None:
    """Open the assessments of a claim before all have assessed it, saying why; what was seen stays seen."""
    if not by.may(Permission.BLIND):
        raise NotAllowed("Only an editor may open assessments before all have assessed.")
    expect(claim, seen)
    closed = _closed(session, claim)
    if not closed:
        raise Refusal("The assessments of this claim are open already.")
    _open(closed)
    record(session, Action.REVIEWS_OPENED, about=claim, by=by, why=why)


def set_for_case(session: Session, case: Case, number: int | None, *, why: str, seen: int, by: User) -> None:
    """Say how many people assess each claim of a case blind, none for openly; what is sealed already stays sealed."""
    expect(case, seen)
    if number is not None and number not in NUMBERS:
        raise Refusal(f"Between {NUMBERS[0]} and {NUMBERS[-1]} people can assess blind.", field="blind")
    if case.blind == number:
        raise Refusal("That is what holds for this case already.", field="blind")
    case.blind = number
    record(session, Action.CASE_BLINDED, about=case, by=by, why=why)


def _needed(session: Session, ids: Collection[UUID]) -> int | None:
    """Return how many people assess claims that are one blind, as their cases and the scale in use ask for it."""
    articles = select(Appearance.article_id).where(Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False))
    held = or_(CaseItem.claim_id.in_(ids), CaseItem.article_id.in_(articles))
    query = select(Case.blind).join(CaseItem, CaseItem.case_id == Case.id).where(held, Case.withdrawn.is_(False))
    asked = [*session.scalars(query.where(Case.blind.is_not(None))), scales.in_use(session).blind]
    return people_needed(asked, len(gates.able_to_assess(session))) if any(asked) else None


def _closed(session: Session, claim: Claim) -> Sequence[Claim]:
    """Load the claim, and those merged into it, as far as their assessments are sealed."""
    query = select(Claim).where(Claim.id.in_(same_claims.with_merged(claim)), Claim.blind.is_not(None))
    return session.scalars(query.order_by(Claim.id)).all()


def _open(closed: Sequence[Claim]) -> None:
    for claim in closed:
        claim.blind = None
