"""The steps of trails: who passed it on to whom, in what manner, and whether they really said it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Basis, Beyond, Manner, ReadAs, Stance, StepCheck
from tracker.models.articles import Article
from tracker.models.base import Part, Recorded
from tracker.models.passages import Passage
from tracker.models.sources import Source, entered_as
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User

if TYPE_CHECKING:
    from tracker.models.appearances import Appearance


class Citation(Part):
    """One hop of the trail of an appearance or of a passage.

    ``via`` is the step through which it came, none next to the reader; ``known_from`` the document, the person or the
    event that its basis names. Cue words and the place where the source's
    name stands are [start, end) in code points of ``cue_snapshot``'s text.
    """

    __tablename__ = "citations"
    kind = "citation"

    appearance_id: Mapped[UUID | None] = mapped_column(ForeignKey("appearances.id"), index=True)
    passage_id: Mapped[UUID | None] = mapped_column(ForeignKey("passages.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"))
    via_id: Mapped[UUID | None] = mapped_column(ForeignKey("citations.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    manner: Mapped[Manner] = mapped_column(closed(Manner, "manner"), default=Manner.REPORT)
    stance: Mapped[Stance | None] = mapped_column(closed(Stance, "stance"))
    basis: Mapped[Basis] = mapped_column(closed(Basis, "basis"), default=Basis.NOT_STATED)
    known_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    beyond: Mapped[Beyond] = mapped_column(closed(Beyond, "beyond"), default=Beyond.NOT_ENTERED)
    cited_article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    cue: Mapped[str] = mapped_column(ShortText, default="")
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    named_as: Mapped[str] = mapped_column(ShortText, default="")
    named_start: Mapped[int | None]
    named_end: Mapped[int | None]
    cue_snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("snapshots.id"))
    note: Mapped[str] = mapped_column(LongText, default="")
    check: Mapped[StepCheck] = mapped_column(closed(StepCheck, "check"), default=StepCheck.NOT_CHECKED)
    read_as: Mapped[ReadAs | None] = mapped_column(closed(ReadAs, "read_as"))
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None] = mapped_column(Moment)

    appearance: Mapped["Appearance | None"] = relationship(back_populates="citations")
    passage: Mapped[Passage | None] = relationship(back_populates="citations")
    entered_source: Mapped[Source] = relationship(foreign_keys=[source_id])
    entered_known_from: Mapped[Source | None] = relationship(foreign_keys=[known_from_id])
    via: Mapped["Citation | None"] = relationship(remote_side="Citation.id")
    cited_article: Mapped[Article | None] = relationship(foreign_keys=[cited_article_id])
    checked_by: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("(appearance_id IS NULL) <> (passage_id IS NULL)", name="one_owner"),
        Index(None, "source_id", "id"),
    )

    @property
    def source(self) -> Source:
        """The source, as it is shown."""
        return self.entered_source.shown

    @source.setter
    def source(self, meant: Source) -> None:
        self.entered_source = meant

    @property
    def known_from(self) -> Source | None:
        """The document, the person or the event that the basis names, as it is shown."""
        return self.entered_known_from.shown if self.entered_known_from is not None else None

    @known_from.setter
    def known_from(self, meant: Source | None) -> None:
        self.entered_known_from = entered_as(self.entered_known_from, meant)

    @property
    def root(self) -> Recorded:
        if self.appearance is not None:
            return self.appearance
        if self.passage is not None:
            return self.passage.root
        raise TypeError("a citation belongs to an appearance or to a passage")
