"""Putting many claims into a case at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import Case, CaseItem, Claim, User


@dataclass(frozen=True)
class Filing:
    """The case into which claims are put."""

    case: Case
    action = Action.MANY_FILED
    needs = Permission.KEEP_CASES

    def about(self, claims: Sequence[Claim]) -> Case:
        """Return the case."""
        return self.case

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claims that the case holds already."""
        if self.case.withdrawn:
            raise Refusal("This case was withdrawn. Restore it first.", field="case")
        ids = [claim.id for claim in claims]
        query = select(CaseItem.claim_id).where(CaseItem.case_id == self.case.id, CaseItem.claim_id.in_(ids))
        return {one: "The case holds it already." for one in session.scalars(query) if one is not None}

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Put the claims in."""
        with session.no_autoflush:
            session.add_all(CaseItem(id=chance.new_id(), case=self.case, claim=claim) for claim in claims)
        session.flush()
        session.expire(self.case, ["items"])
