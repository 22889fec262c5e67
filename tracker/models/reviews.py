"""What one person thinks of a claim, and on what grounds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Once, Subject
from tracker.models.claims import Claim
from tracker.models.enquiries import Enquiry
from tracker.models.evidence import Evidence
from tracker.models.scales import Verdict
from tracker.models.types import Document, LongText, Moment
from tracker.models.users import User


class Review(Once):
    """One person's verdict and reasons, written once; a newer one supersedes it, and one without verdict takes it back.

    ``ticks`` are keys of reasons; ``claim_rev`` is the revision of the claim that the person had before them. One that
    is ``blind`` is its author's alone until the assessments of the claim are opened.
    """

    __tablename__ = "reviews"
    kind = "review"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"))
    verdict_id: Mapped[UUID | None] = mapped_column(ForeignKey("verdicts.id"))
    ticks: Mapped[list[str]] = mapped_column(Document, default=list)
    words: Mapped[str] = mapped_column(LongText, default="")
    claim_rev: Mapped[int]
    blind: Mapped[bool | None]
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("reviews.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    verdict: Mapped[Verdict | None] = relationship()
    created_by: Mapped[User] = relationship()
    lay_before: Mapped[list["ReviewGround"]] = relationship(back_populates="review", order_by="ReviewGround.id")

    __table_args__ = (Index(None, "claim_id", "id"), Index(None, "created_by_id", "id"))

    @property
    def grounds(self) -> list["ReviewGround"]:
        """List what the assessment rests on, of all that lay before the person."""
        return [ground for ground in self.lay_before if not ground.only_seen]

    @property
    def sealed(self) -> bool:
        """Tell whether it is its author's alone for now."""
        return bool(self.blind) and self.claim.blind is not None

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id)]


class ReviewGround(Once):
    """A piece of evidence or an enquiry that an assessment rests on, at the revision that was seen.

    A blind assessment has a row for each that there was, also for those that were ``only_seen``: so neither the number
    of its rows nor what points at a piece tells what it rests on.
    """

    __tablename__ = "review_grounds"
    kind = "review_ground"

    review_id: Mapped[UUID] = mapped_column(ForeignKey("reviews.id"), index=True)
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    enquiry_id: Mapped[UUID | None] = mapped_column(ForeignKey("enquiries.id"), index=True)
    rev: Mapped[int]
    only_seen: Mapped[bool | None]

    review: Mapped[Review] = relationship(back_populates="lay_before")
    evidence: Mapped[Evidence | None] = relationship()
    enquiry: Mapped[Enquiry | None] = relationship()

    @property
    def thing(self) -> Evidence | Enquiry:
        """The piece of evidence, or the search or question."""
        thing = self.evidence or self.enquiry
        assert thing is not None, "a ground is one of the two"
        return thing

    @property
    def title(self) -> str:
        """What it is called: the title of evidence, the words of a search or question; and whether it is withdrawn."""
        words = self.thing.title if isinstance(self.thing, Evidence) else self.thing.words
        return f"{words} (withdrawn)" if self.thing.withdrawn else words

    __table_args__ = (CheckConstraint("(evidence_id IS NULL) <> (enquiry_id IS NULL)", name="one_ground"),)

    def subjects(self) -> list[Subject]:
        return list(self.review.subjects())
