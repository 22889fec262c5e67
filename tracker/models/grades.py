"""Grades by the Admiralty code: how far a source can be relied on, and how far what is said can be believed.

Two axes that are never averaged. Each grade is written once; a newer one supersedes it, and one without a value takes
it back.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from tracker.domain.vocabulary import Credibility, Reliability
from tracker.models.appearances import Appearance
from tracker.models.base import Once, Subject
from tracker.models.sources import Source
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Grade(Once):
    """A grade that a person gave, as of a date (EDTF), and why."""

    __abstract__ = True

    reason: Mapped[str] = mapped_column(LongText)
    as_of: Mapped[str] = mapped_column(ShortText)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    @declared_attr
    @classmethod
    def supersedes_id(cls) -> Mapped[UUID | None]:
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"))

    @declared_attr
    @classmethod
    def created_by(cls) -> Mapped[User]:
        return relationship()


class SourceGrade(Grade):
    """How far a source can be relied on."""

    __tablename__ = "source_grades"
    kind = "source_grade"

    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"))
    reliability: Mapped[Reliability | None] = mapped_column(closed(Reliability, "reliability"))

    source: Mapped[Source] = relationship()

    __table_args__ = (Index(None, "source_id", "id"),)

    @property
    def value(self) -> Reliability | None:
        """The grade, None where an earlier one was taken back."""
        return self.reliability

    def subjects(self) -> list[Subject]:
        return [("source", self.source_id)]


class InformationGrade(Grade):
    """How far what is said where a claim appears can be believed."""

    __tablename__ = "information_grades"
    kind = "information_grade"

    appearance_id: Mapped[UUID] = mapped_column(ForeignKey("appearances.id"))
    credibility: Mapped[Credibility | None] = mapped_column(closed(Credibility, "credibility"))

    appearance: Mapped[Appearance] = relationship()

    __table_args__ = (Index(None, "appearance_id", "id"),)

    @property
    def value(self) -> Credibility | None:
        """The grade, None where an earlier one was taken back."""
        return self.credibility

    def subjects(self) -> list[Subject]:
        return list(self.appearance.subjects())
