"""The desk's verdicts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Once, Subject
from tracker.models.claims import Claim
from tracker.models.reviews import Review
from tracker.models.scales import Verdict
from tracker.models.types import Document, LongText, Moment, ShortText
from tracker.models.users import User


class Decision(Once):
    """The desk's verdict on a claim as of a date (EDTF); one without verdict reopens the claim.

    ``gate`` keeps what the gate found when it was asked; ``override`` why an editor passed it all the same.
    """

    __tablename__ = "decisions"
    kind = "decision"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"))
    verdict_id: Mapped[UUID | None] = mapped_column(ForeignKey("verdicts.id"))
    as_of: Mapped[str] = mapped_column(ShortText)
    reason: Mapped[str] = mapped_column(LongText)
    would_change: Mapped[str] = mapped_column(LongText, default="")
    override: Mapped[str] = mapped_column(LongText, default="")
    one_person: Mapped[bool] = mapped_column(default=False)
    gate: Mapped[list[dict[str, Any]]] = mapped_column(Document, default=list)
    claim_rev: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    verdict: Mapped[Verdict | None] = relationship()
    created_by: Mapped[User] = relationship()
    drawn_from: Mapped[list["DecisionGround"]] = relationship(back_populates="decision", order_by="DecisionGround.id")

    __table_args__ = (Index(None, "claim_id", "id"),)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id)]


class DecisionGround(Once):
    """An assessment that a decision was drawn from."""

    __tablename__ = "decision_grounds"
    kind = "decision_ground"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("reviews.id"), index=True)

    decision: Mapped[Decision] = relationship(back_populates="drawn_from")
    review: Mapped[Review] = relationship()

    def subjects(self) -> list[Subject]:
        return list(self.decision.subjects())
