"""The verdicts that a desk can reach: rows, since a desk may edit them."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Part, Root
from tracker.models.types import LongText, ShortText


class Scale(Root):
    """A version of the desk's scale; the newest is in use."""

    __tablename__ = "scales"
    kind = "scale"

    name: Mapped[str] = mapped_column(ShortText)
    version: Mapped[int] = mapped_column(unique=True)

    verdicts: Mapped[list["Verdict"]] = relationship(back_populates="scale", order_by="Verdict.position")


class Verdict(Part):
    """A step of a scale; ``rating`` is the ClaimReview value, 1 to 5, or none off the line.

    ``mark`` names the shape and colour it is drawn with; ``gated`` says that the gate must be met.
    """

    __tablename__ = "verdicts"
    kind = "verdict"

    scale_id: Mapped[UUID] = mapped_column(ForeignKey("scales.id"))
    key: Mapped[str] = mapped_column(ShortText)
    label: Mapped[str] = mapped_column(ShortText)
    definition: Mapped[str] = mapped_column(LongText)
    position: Mapped[int]
    rating: Mapped[int | None]
    mark: Mapped[str] = mapped_column(ShortText)
    gated: Mapped[bool] = mapped_column(default=False)

    scale: Mapped[Scale] = relationship(back_populates="verdicts")

    __table_args__ = (UniqueConstraint("scale_id", "key"),)

    @property
    def root(self) -> Scale:
        return self.scale
