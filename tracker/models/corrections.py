"""Requests for corrections, who asked for them, and the published versions that tell what came of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.corrections import CorrectionKind, CorrectionStage, Outcome, stage_of
from tracker.models.articles import Article
from tracker.models.base import Numbered, Once, Part, Root, Subject
from tracker.models.claims import Claim
from tracker.models.reports import Edition
from tracker.models.types import KeyText, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Correction(Numbered, Root):
    """A request that the desk correct, clarify or update what it says of a claim, an article or in a report.

    ``words`` is what is asked for. ``received_on`` and ``due`` are days. ``from_public`` says that it came through the
    public form. ``reply`` is what the desk answered, "" until it has; ``outcome`` is None until it is closed.
    """

    __tablename__ = "corrections"
    kind = "correction"

    asked_for: Mapped[CorrectionKind] = mapped_column(closed(CorrectionKind, "asked_for"))
    words: Mapped[str] = mapped_column(LongText)
    claim_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"), index=True)
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    edition_id: Mapped[UUID | None] = mapped_column(ForeignKey("editions.id"), index=True)
    from_public: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[str] = mapped_column(KeyText)
    due: Mapped[str | None] = mapped_column(KeyText)
    assigned_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reply: Mapped[str] = mapped_column(LongText, default="")
    replied_at: Mapped[datetime | None] = mapped_column(Moment)
    replied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[Outcome | None] = mapped_column(closed(Outcome, "outcome"))
    because: Mapped[str] = mapped_column(LongText, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim | None] = relationship()
    article: Mapped[Article | None] = relationship()
    edition: Mapped[Edition | None] = relationship()
    assigned_to: Mapped[User | None] = relationship(foreign_keys=[assigned_to_id])
    replied_by: Mapped[User | None] = relationship(foreign_keys=[replied_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    complainant: Mapped["Complainant | None"] = relationship(back_populates="correction")
    published: Mapped[list["EditionCorrection"]] = relationship(
        back_populates="correction", order_by="EditionCorrection.id"
    )

    __table_args__ = (
        CheckConstraint("claim_id IS NOT NULL OR article_id IS NOT NULL OR edition_id IS NOT NULL", name="something"),
        Index(None, "outcome", "id"),
        Index(None, "assigned_to_id", "outcome"),
    )

    @property
    def stage(self) -> CorrectionStage:
        """Return how far it is."""
        return stage_of(self.reply, self.outcome)

    @property
    def since(self) -> datetime:
        """Return since when it waits: when it was entered, or the end of the day on which it came, if earlier."""
        day = datetime.combine(date.fromisoformat(self.received_on), time(), UTC)
        return min(self.created_at, day + timedelta(days=1))

    @property
    def about(self) -> list[Any]:
        """List what it is about: a claim, an article, a published version, as far as it names them."""
        return [thing for thing in (self.claim, self.article, self.edition) if thing is not None]

    def subjects(self) -> list[Subject]:
        pairs = [("claim", self.claim_id), ("article", self.article_id)]
        if self.edition is not None:
            pairs.append(("report", self.edition.report_id))
        return [(self.kind, self.id), *((kind, thing_id) for kind, thing_id in pairs if thing_id is not None)]


class Complainant(Part):
    """Who asked for a correction, and where they can be reached; only those who deal with requests see it."""

    __tablename__ = "complainants"
    kind = "complainant"

    correction_id: Mapped[UUID] = mapped_column(ForeignKey("corrections.id"), unique=True)
    name: Mapped[str] = mapped_column(ShortText, default="")
    contact: Mapped[str] = mapped_column(ShortText, default="")

    correction: Mapped[Correction] = relationship(back_populates="complainant")

    @property
    def root(self) -> Correction:
        return self.correction


class EditionCorrection(Once):
    """That a published version tells what came of a request."""

    __tablename__ = "edition_corrections"
    kind = "edition_correction"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    correction_id: Mapped[UUID] = mapped_column(ForeignKey("corrections.id"), index=True)

    edition: Mapped[Edition] = relationship()
    correction: Mapped[Correction] = relationship(back_populates="published")

    __table_args__ = (UniqueConstraint("edition_id", "correction_id"),)

    def subjects(self) -> list[Subject]:
        return [*self.edition.subjects(), (Correction.kind, self.correction_id)]
