"""Reports of the desk: what one is to tell, and each version of it as it was published."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.models.base import Numbered, Once, Root, Subject
from tracker.models.captures import Capture
from tracker.models.claims import Claim
from tracker.models.types import Document, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Report(Numbered, Root):
    """What a report is to tell when it is published next.

    ``scope`` are the filters of its claims as an address writes them, ``summary`` is what the desk says first,
    ``chosen`` what it tells, ``as_of`` the number of the event that it is as of, None for the newest.
    """

    __tablename__ = "reports"
    kind = "report"

    title: Mapped[str] = mapped_column(ShortText)
    scope: Mapped[str] = mapped_column(LongText)
    summary: Mapped[str] = mapped_column(LongText, default="")
    chosen: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    as_of: Mapped[int | None] = mapped_column(BigInteger)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    created_by: Mapped[User | None] = relationship()
    editions: Mapped[list["Edition"]] = relationship(back_populates="report", order_by="Edition.version")

    @property
    def options(self) -> Options:
        """Return what the report tells."""
        return Options.read(self.chosen)

    @property
    def newest(self) -> "Edition | None":
        """Return the version that stands, None before the first is published."""
        return self.editions[-1] if self.editions else None


class Edition(Once):
    """A version of a report, as it was published.

    ``as_of`` is the number of the event that it is as of, ``seal`` the signed note over it. ``renewal`` says why it
    replaces the version before, and ``words`` what was wrong with that or is new; the first replaces none.
    """

    __tablename__ = "editions"
    kind = "edition"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(ShortText)
    scope: Mapped[str] = mapped_column(LongText)
    summary: Mapped[str] = mapped_column(LongText, default="")
    chosen: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    as_of: Mapped[int] = mapped_column(BigInteger)
    seal: Mapped[str] = mapped_column(LongText)
    claims: Mapped[int]
    renewal: Mapped[Renewal | None] = mapped_column(closed(Renewal, "renewal"))
    words: Mapped[str] = mapped_column(LongText, default="")
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    report: Mapped[Report] = relationship(back_populates="editions")
    published_by: Mapped[User] = relationship()
    files: Mapped[list["EditionFile"]] = relationship(back_populates="edition", order_by="EditionFile.format")
    told: Mapped[list["EditionClaim"]] = relationship(back_populates="edition", order_by="EditionClaim.position")

    __table_args__ = (UniqueConstraint("report_id", "version"),)

    def subjects(self) -> Iterable[Subject]:
        return [(Report.kind, self.report_id)]


class EditionFile(Once):
    """A published version in one format: its bytes, kept as they were published.

    ``format`` was a word of ``ReportFormat`` then; what is published stays, whatever formats come and go.
    """

    __tablename__ = "edition_files"
    kind = "edition_file"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    format: Mapped[str] = mapped_column(ShortText)
    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)

    edition: Mapped[Edition] = relationship(back_populates="files")
    capture: Mapped[Capture] = relationship()

    __table_args__ = (UniqueConstraint("edition_id", "format"),)

    def subjects(self) -> Iterable[Subject]:
        return self.edition.subjects()


class EditionClaim(Once):
    """What a published version says of a claim, in short.

    That is our wording, the label of the verdict and its ``mark``, "" for none, and the sentence on origins.
    """

    __tablename__ = "edition_claims"
    kind = "edition_claim"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"))
    position: Mapped[int]
    statement: Mapped[str] = mapped_column(LongText)
    verdict: Mapped[str] = mapped_column(ShortText)
    mark: Mapped[str] = mapped_column(ShortText)
    origins: Mapped[str] = mapped_column(LongText)

    edition: Mapped[Edition] = relationship(back_populates="told")
    claim: Mapped[Claim] = relationship()

    __table_args__ = (UniqueConstraint("edition_id", "claim_id"), Index(None, "claim_id", "edition_id"))

    def subjects(self) -> Iterable[Subject]:
        return [*self.edition.subjects(), (Claim.kind, self.claim_id)]
