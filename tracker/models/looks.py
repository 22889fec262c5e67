"""Why decided claims need another look."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Cause
from tracker.models.base import Root, Subject
from tracker.models.claims import Claim
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Look(Root):
    """A cause for which a decided claim waits to be looked at again; ``settled_at`` once a person answered it.

    ``thing_kind`` and ``thing_id`` name what changed, so that one cause can list all the claims that it touches.
    """

    __tablename__ = "looks"
    kind = "look"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    cause: Mapped[Cause] = mapped_column(closed(Cause, "cause"))
    thing_kind: Mapped[str] = mapped_column(ShortText)
    thing_id: Mapped[UUID]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_because: Mapped[str] = mapped_column(LongText, default="")

    claim: Mapped[Claim] = relationship()
    opened_by: Mapped[User | None] = relationship()

    __table_args__ = (Index(None, "settled_at", "id"),)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id)]
