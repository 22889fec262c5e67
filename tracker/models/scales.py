"""The verdicts that a desk can reach, and the reasons that it ticks for them: rows, since a desk may edit them."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.reasons import DEFAULT_REASONS, Reason
from tracker.domain.roles import Role
from tracker.domain.scale import DECIDERS, ScaleStep
from tracker.models.base import Part, Root
from tracker.models.types import LongText, ShortText, closed


class Scale(Root):
    """A version of the desk's scale; the newest is in use.

    ``blind`` is how many people assess every claim before anybody sees what another one said, none for a desk that
    leaves that to its cases.
    """

    __tablename__ = "scales"
    kind = "scale"

    name: Mapped[str] = mapped_column(ShortText)
    version: Mapped[int] = mapped_column(unique=True)
    blind: Mapped[int | None]

    verdicts: Mapped[list["Verdict"]] = relationship(back_populates="scale", order_by="Verdict.position")
    own_reasons: Mapped[list["ScaleReason"]] = relationship(back_populates="scale", order_by="ScaleReason.position")

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons to tick, in their order: the desk's own, or those that every desk begins with."""
        return tuple(row.reason for row in self.own_reasons) or DEFAULT_REASONS


class Verdict(Part):
    """A step of a scale; ``rating`` is the ClaimReview value, 1 to 5, or none off the line.

    ``mark`` names the shape and colour it is drawn with; ``gated`` says that the gate must be met. ``line`` is its
    place on the line that agreement goes by, none off it. ``decided_from`` is the least trusted role that may decide
    it, none for all who decide, ``assessments`` how many people must have assessed the claim, none for one.
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
    line: Mapped[int | None]
    decided_from: Mapped[Role | None] = mapped_column(closed(Role, "decided_from"))
    assessments: Mapped[int | None]

    scale: Mapped[Scale] = relationship(back_populates="verdicts")

    __table_args__ = (UniqueConstraint("scale_id", "key"),)

    @property
    def root(self) -> Scale:
        return self.scale

    @property
    def step(self) -> ScaleStep:
        """Return what the verdict is, apart from its row."""
        return ScaleStep(
            self.key,
            self.label,
            self.definition,
            self.rating,
            self.mark,
            self.gated,
            self.line,
            self.decided_from or DECIDERS[0],
            self.assessments or 1,
        )


class ScaleReason(Part):
    """A reason to tick, as a desk words it; ``template`` are words to start from."""

    __tablename__ = "scale_reasons"
    kind = "scale_reason"

    scale_id: Mapped[UUID] = mapped_column(ForeignKey("scales.id"))
    key: Mapped[str] = mapped_column(ShortText)
    label: Mapped[str] = mapped_column(ShortText)
    sentence: Mapped[str] = mapped_column(LongText)
    template: Mapped[str] = mapped_column(LongText, default="")
    position: Mapped[int]

    scale: Mapped[Scale] = relationship(back_populates="own_reasons")

    __table_args__ = (UniqueConstraint("scale_id", "key"),)

    @property
    def root(self) -> Scale:
        return self.scale

    @property
    def reason(self) -> Reason:
        """Return the reason, apart from its row."""
        return Reason(self.key, self.label, self.sentence, self.template)
