"""Merging claims that are one: both keep their histories, and the parts of both are shown with the one that stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import Cause
from tracker.models import Appearance, Claim, Enquiry, Evidence, Review, User
from tracker.services import enquiries, evidence, found_by, looks, reviews, stages, steps
from tracker.services.access import visible
from tracker.services.record import record
from tracker.services.revisions import expect


@dataclass(frozen=True)
class Side:
    """One of two claims that may be merged, with what it brings: as much of it as a person may see."""

    claim: Claim
    appearances: Sequence[Appearance]
    evidence: Sequence[Evidence]
    enquiries: Sequence[Enquiry]
    reviews: Sequence[Review]


def side(session: Session, claim: Claim, *, person: User) -> Side:
    """Read what a claim brings when it is merged, or has when another one is merged into it."""
    return Side(
        claim,
        [one for one in steps.appearances_of(session, claim) if visible(one, person)],
        [one for one in evidence.of_claim(session, claim) if visible(one, person)],
        [one for one in enquiries.of_claim(session, claim) if visible(one, person)],
        [one for one in reviews.standing(session, claim) if visible(one, person)],
    )


def merge(
    session: Session,
    claim: Claim,
    into: Claim,
    *,
    seen: int | None = None,
    seen_into: int | None = None,
    why: str,
    by: Actor,
) -> None:
    """Merge a claim into another, which stands for both from now on and needs another look where it was decided.

    No row of either is moved, so that undoing it parts them as they were. Posted twice, it is merged once. Raises
    Stale where one of them has changed since it was shown.
    """
    if claim.merged_into_id == into.id:
        return
    expect(claim, seen)
    expect(into, seen_into)
    refuse(claim, into)
    stages.hold(session, [claim, into])
    claim.merged_into = into
    session.flush()
    found_by.index_claim(session, into)
    looks.open_looks(session, [into], Cause.CLAIM_MERGED, claim, by=by)
    stages.settle_all(session, [claim, into])
    record(session, Action.CLAIM_MERGED, about=into, by=by, why=why)


def refuse(claim: Claim, into: Claim) -> None:
    """Refuse to merge what cannot be: a claim with itself, in a circle, or one that is out of work or merged."""
    if claim.id == into.id:
        raise Refusal("A claim cannot be merged into itself. Give the number of another claim.", field="into")
    if into.shown is claim:
        raise Refusal(
            f"Claim {into.number} was merged into this one, so this one cannot be merged into it.", field="into"
        )
    if claim.merged_into is not None:
        raise Refusal(f"This claim was merged into claim {claim.shown.number} already.")
    if into.merged_into is not None:
        number = into.shown.number
        raise Refusal(f"Claim {into.number} was merged into claim {number}. Merge into that one.", field="into")
    for one in (claim, into):
        if one.withdrawn:
            raise Refusal(f"Claim {one.number} was withdrawn. Restore it before you merge it.", field="into")
