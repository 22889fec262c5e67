"""Remarks in threads."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.appearances import Appearance
from tracker.models.articles import Article
from tracker.models.base import Derived, Operational, Root, Subject
from tracker.models.claims import Claim
from tracker.models.sources import Source
from tracker.models.types import LongText, Moment
from tracker.models.users import User


class Note(Root):
    """A remark on an article, a claim or a source; it may answer another, be assigned, and be resolved.

    One on a claim may be on its quote in one ``appearance``. One that ``sends_back`` a claim asks its annotator to look
    at quote and trail again, before it is judged.
    """

    __tablename__ = "notes"
    kind = "note"

    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    claim_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"), index=True)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    appearance_id: Mapped[UUID | None] = mapped_column(ForeignKey("appearances.id"))
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("notes.id"), index=True)
    words: Mapped[str] = mapped_column(LongText)
    assigned_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    resolved: Mapped[bool] = mapped_column(default=False)
    sends_back: Mapped[bool | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    article: Mapped[Article | None] = relationship()
    claim: Mapped[Claim | None] = relationship()
    source: Mapped[Source | None] = relationship()
    appearance: Mapped[Appearance | None] = relationship()
    assigned_to: Mapped[User | None] = relationship(foreign_keys=[assigned_to_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])

    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN source_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_thing",
        ),
        Index(None, "assigned_to_id", "resolved"),
    )

    def subjects(self) -> list[Subject]:
        pairs = (("article", self.article_id), ("claim", self.claim_id), ("source", self.source_id))
        return [(kind, thing_id) for kind, thing_id in pairs if thing_id is not None]


class Mention(Derived):
    """A person whom the words of a note mention."""

    __tablename__ = "mentions"

    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)

    note: Mapped[Note] = relationship()


class SeenNote(Operational):
    """A note that a person has read, of those that mention them or answer them."""

    __tablename__ = "seen_notes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
