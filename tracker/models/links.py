"""How claims stand to each other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Relation
from tracker.models.base import Root, Subject
from tracker.models.claims import Claim
from tracker.models.types import LongText, Moment, ShortText, closed


class Link(Root):
    """One claim contradicts, equals, updates (``on`` an EDTF date) or is part of another."""

    __tablename__ = "links"
    kind = "link"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    relation: Mapped[Relation] = mapped_column(closed(Relation, "relation"))
    on: Mapped[str] = mapped_column(ShortText, default="")
    note: Mapped[str] = mapped_column(LongText, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship(foreign_keys=[claim_id])
    other: Mapped[Claim] = relationship(foreign_keys=[other_id])

    __table_args__ = (CheckConstraint("claim_id <> other_id", name="two_claims"),)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id), ("claim", self.other_id)]
