"""Links: how claims stand to each other, and which related claims were decided so that they are at odds."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.domain.verdicts import Reached, at_odds
from tracker.domain.vocabulary import Cause, Relation
from tracker.models import Claim, Link
from tracker.services import looks
from tracker.services.dates import as_kept
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import by_claim, with_merged
from tracker.services.stages import refuse_withdrawn

MUTUAL = (Relation.CONTRADICTS, Relation.SAME_AS)


def get(session: Session, link_id: UUID) -> Link:
    """Return a link, or raise NotFound."""
    link = session.get(Link, link_id)
    if link is None:
        raise NotFound("There is no such relation.")
    return link


def of_claim(session: Session, claim: Claim) -> Sequence[Link]:
    """List the links of a claim, to it and from it, with both claims and their verdicts."""
    same = with_merged(claim)
    # One that was entered between two claims which are one by now says nothing any more.
    touching = Link.claim_id.in_(same) != Link.other_id.in_(same)
    query = select(Link).where(touching, Link.withdrawn.is_(False)).order_by(Link.id)
    ends = [joinedload(end).joinedload(Claim.verdict) for end in (Link.claim, Link.other)]
    return session.scalars(query.options(*ends)).all()


def add(
    session: Session,
    claim: Claim,
    other: Claim,
    *,
    relation: Relation,
    on: str = "",
    note: str = "",
    id: UUID | None = None,
    why: str = "",
    by: Actor,
) -> Link:
    """Relate a claim to another; where both are decided and at odds, both need another look.

    Raises Duplicate where the two are related in this way already.
    """
    if id is not None and (known := session.get(Link, id)) is not None:
        return known
    refuse_withdrawn(claim)
    _refuse(session, claim, other, relation)
    if on.strip() and relation is not Relation.UPDATES:
        raise Refusal("Only an update has a day on which the other claim was overtaken. Take the day out.", field="on")
    person = person_of(by)
    link = Link(
        id=id or chance.new_id(),
        claim=claim,
        other=other,
        relation=relation,
        on=as_kept(on, field="on"),
        note=note.strip(),
        created_at=chance.now(),
        created_by_id=person.id if person is not None else None,
    )
    session.add(link)
    if is_odd(link):
        looks.open_looks(session, [claim], Cause.LINKED_DECIDED, other, by=by)
        looks.open_looks(session, [other], Cause.LINKED_DECIDED, claim, by=by)
    record(session, Action.LINK_ADDED, about=claim, by=by, why=why)
    return link


def withdraw(session: Session, link: Link, *, seen: int | None = None, why: str, by: Actor) -> None:
    """Withdraw a relation, saying why."""
    expect(link, seen)
    if link.withdrawn:
        raise Refusal("This relation was withdrawn already.")
    link.withdrawn = True
    record(session, Action.LINK_WITHDRAWN, about=link.claim, by=by, why=why)


def at_odds_with(session: Session, claim: Claim) -> list[Claim]:
    """List the related claims that were decided so that they are at odds with a claim's verdict."""
    odd = [link for link in of_claim(session, claim) if is_odd(link)]
    return [(link.other if link.claim.shown is claim.shown else link.claim).shown for link in odd]


def at_odds_with_all(session: Session, claims: Sequence[Claim]) -> dict[Claim, list[Claim]]:
    """Return what ``at_odds_with`` lists for each of some claims that has any, in a fixed number of statements."""
    asked = {claim.id for claim in claims}
    same = [one for ids in by_claim(session, sorted(asked)).values() for one in ids]
    touching = or_(Link.claim_id.in_(same), Link.other_id.in_(same))
    ends = [joinedload(end).joinedload(Claim.verdict) for end in (Link.claim, Link.other)]
    query = select(Link).where(touching, Link.withdrawn.is_(False)).order_by(Link.id).options(*ends)
    found: dict[Claim, list[Claim]] = {}
    for link in session.scalars(query):
        one, other = link.claim.shown, link.other.shown
        for here, there in ((one, other), (other, one)):
            if here is not there and here.id in asked and is_odd(link):
                found.setdefault(here, []).append(there)
    return found


def is_odd(link: Link) -> bool:
    """Tell whether the claims of a link were decided so that they are at odds."""
    one, other = link.claim.shown.verdict, link.other.shown.verdict
    if one is None or other is None:
        return False
    return at_odds(link.relation, Reached(one.key, one.rating), Reached(other.key, other.rating))


def _refuse(session: Session, claim: Claim, other: Claim, relation: Relation) -> None:
    if claim.shown is other.shown:
        raise Refusal("A claim cannot be related to itself. Give the number of another claim.", field="other")
    same_way = and_(Link.claim_id == claim.id, Link.other_id == other.id)
    if relation in MUTUAL:
        same_way = or_(same_way, and_(Link.claim_id == other.id, Link.other_id == claim.id))
    known = select(Link).where(same_way, Link.relation == relation, Link.withdrawn.is_(False)).limit(1)
    if session.scalar(known) is not None:
        raise Duplicate(
            f"These claims are related in this way already ({relation.label}).",
            existing=("claim", other.number),
            field="other",
        )
