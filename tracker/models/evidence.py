"""What speaks for or against a claim."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import EvidenceStance
from tracker.models.base import Part, Root, Subject
from tracker.models.captures import Capture
from tracker.models.claims import Claim
from tracker.models.sources import Source, entered_as
from tracker.models.types import AddressText, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Evidence(Root):
    """A link, an excerpt or a file that supports, refutes or gives context to a claim.

    ``archived`` is the address of a copy that somebody keeps, none for evidence from before there was a place for it.
    ``direct`` says that the desk itself verified a record, or located and dated imagery.
    """

    __tablename__ = "evidence"
    kind = "evidence"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    stance: Mapped[EvidenceStance] = mapped_column(closed(EvidenceStance, "stance"))
    title: Mapped[str] = mapped_column(ShortText)
    address: Mapped[str] = mapped_column(AddressText, default="")
    archived: Mapped[str | None] = mapped_column(AddressText)
    excerpt: Mapped[str] = mapped_column(LongText, default="")
    publisher_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    published: Mapped[str] = mapped_column(ShortText, default="")
    capture_id: Mapped[UUID | None] = mapped_column(ForeignKey("captures.id"))
    direct: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(LongText, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    entered_publisher: Mapped[Source | None] = relationship()
    capture: Mapped[Capture | None] = relationship()
    created_by: Mapped[User | None] = relationship()
    steps: Mapped[list["EvidenceStep"]] = relationship(back_populates="evidence", order_by="EvidenceStep.position")

    @property
    def had_from(self) -> list[Source]:
        """Whom the publisher has it from, and those whom they have it from in turn, as they are shown."""
        return [step.source for step in self.steps]

    @property
    def publisher(self) -> Source | None:
        """Who published it, as they are shown."""
        return self.entered_publisher.shown if self.entered_publisher is not None else None

    @publisher.setter
    def publisher(self, meant: Source | None) -> None:
        self.entered_publisher = entered_as(self.entered_publisher, meant)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id)]


class EvidenceStep(Part):
    """One source of the trail of a piece of evidence, from its publisher outwards."""

    __tablename__ = "evidence_steps"
    kind = "evidence_step"

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    position: Mapped[int]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)

    evidence: Mapped[Evidence] = relationship(back_populates="steps")
    entered_source: Mapped[Source] = relationship()

    @property
    def source(self) -> Source:
        """The source, as it is shown."""
        return self.entered_source.shown

    @property
    def root(self) -> Evidence:
        return self.evidence
