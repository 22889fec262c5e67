"""What was searched, whom we asked, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import EnquiryKind, EnquiryOutcome
from tracker.models.base import Root, Subject
from tracker.models.claims import Claim
from tracker.models.sources import Source, entered_as
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Enquiry(Root):
    """A search or a question, with its answer, also when that was nothing; dates are EDTF."""

    __tablename__ = "enquiries"
    kind = "enquiry"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    enquiry_kind: Mapped[EnquiryKind] = mapped_column("kind", closed(EnquiryKind, "kind"))
    words: Mapped[str] = mapped_column(LongText)
    asked_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    asked_on: Mapped[str] = mapped_column(ShortText, default="")
    outcome: Mapped[EnquiryOutcome] = mapped_column(closed(EnquiryOutcome, "outcome"), default=EnquiryOutcome.OPEN)
    answer: Mapped[str] = mapped_column(LongText, default="")
    answered_on: Mapped[str] = mapped_column(ShortText, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    entered_asked: Mapped[Source | None] = relationship()
    created_by: Mapped[User | None] = relationship()

    @property
    def asked(self) -> Source | None:
        """Whom we asked, as they are shown."""
        return self.entered_asked.shown if self.entered_asked is not None else None

    @asked.setter
    def asked(self, meant: Source | None) -> None:
        self.entered_asked = entered_as(self.entered_asked, meant)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id)]
