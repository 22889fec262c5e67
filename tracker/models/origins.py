"""What people rule on the origins of a claim."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Part
from tracker.models.claims import Claim
from tracker.models.sources import Source
from tracker.models.types import LongText, Moment
from tracker.models.users import User


class Stake(Part):
    """A source that a person marked as having a stake in a claim; it does not count as an origin of it."""

    __tablename__ = "stakes"
    kind = "stake"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"))
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    why: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    source: Mapped[Source] = relationship()
    created_by: Mapped[User | None] = relationship()

    __table_args__ = (UniqueConstraint("claim_id", "source_id"),)

    @property
    def root(self) -> Claim:
        return self.claim


class OriginRuling(Part):
    """A person's word that two sources are one origin of a claim, or are not; a parting waits for an editor."""

    __tablename__ = "origin_rulings"
    kind = "origin_ruling"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    one_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    joins: Mapped[bool]
    why: Mapped[str] = mapped_column(LongText)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    one: Mapped[Source] = relationship(foreign_keys=[one_id])
    other: Mapped[Source] = relationship(foreign_keys=[other_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])

    __table_args__ = (CheckConstraint("one_id <> other_id", name="two_sources"),)

    @property
    def root(self) -> Claim:
        return self.claim
