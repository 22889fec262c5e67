"""Sources that a person told apart, so that nobody proposes again that they are one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Part, Subject
from tracker.models.sources import Source
from tracker.models.types import Moment
from tracker.models.users import User


class Distinction(Part):
    """A person's word that two sources are not the same; ``one`` is that of the lesser id."""

    __tablename__ = "distinctions"
    kind = "distinction"

    one_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    one: Mapped[Source] = relationship(foreign_keys=[one_id])
    other: Mapped[Source] = relationship(foreign_keys=[other_id])
    created_by: Mapped[User | None] = relationship()

    __table_args__ = (UniqueConstraint("one_id", "other_id"), CheckConstraint("one_id < other_id", name="in_order"))

    @property
    def root(self) -> Source:
        return self.one

    def subjects(self) -> list[Subject]:
        return [("source", self.one_id), ("source", self.other_id)]
