"""Relating many claims to one at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Cause, Relation
from tracker.models import Claim, Link, User
from tracker.services import links, looks
from tracker.services.stages import refuse_withdrawn


@dataclass(frozen=True)
class Relating:
    """How claims stand to another one."""

    relation: Relation
    other: Claim
    action = Action.MANY_RELATED
    needs = Permission.ANNOTATE

    def about(self, claims: Sequence[Claim]) -> Claim:
        """Return the claim that the others are related to."""
        return self.other

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claim itself, and those that are related to it in this way already."""
        refuse_withdrawn(self.other)
        ids = [claim.id for claim in claims]
        same_way = and_(Link.claim_id.in_(ids), Link.other_id == self.other.id)
        if self.relation in links.MUTUAL:
            same_way = or_(same_way, and_(Link.claim_id == self.other.id, Link.other_id.in_(ids)))
        query = select(Link.claim_id, Link.other_id).where(same_way, Link.relation == self.relation)
        rows = session.execute(query.where(Link.withdrawn.is_(False)))
        left = {end: "It is related in this way already." for row in rows for end in row if end != self.other.id}
        return left | {one.id: "A claim is not related to itself." for one in claims if one.id == self.other.id}

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Relate the claims; where they and the other are decided and at odds, all of them need another look."""
        now = chance.now()
        made = [
            Link(
                id=chance.new_id(),
                claim=claim,
                other=self.other,
                relation=self.relation,
                created_at=now,
                created_by_id=by.id,
            )
            for claim in claims
        ]
        session.add_all(made)
        odd = [link.claim for link in made if links.is_odd(link)]
        looks.open_looks(session, odd, Cause.LINKED_DECIDED, self.other, by=by)
        for claim in odd:
            looks.open_looks(session, [self.other], Cause.LINKED_DECIDED, claim, by=by)
