"""Published works, and the versions of their text."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.domain.vocabulary import ArticleStage, Certainty
from tracker.models.base import Numbered, Once, Root, Subject
from tracker.models.captures import Capture
from tracker.models.sources import Source, entered_as
from tracker.models.types import AddressText, Document, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Article(Numbered, Root):
    """A published work, captured or only cited (``version`` is 0 until it has a text).

    ``published`` is an EDTF date; it, the publisher and the byline each say how they are known.
    """

    __tablename__ = "articles"
    kind = "article"

    title: Mapped[str] = mapped_column(ShortText)
    byline: Mapped[str] = mapped_column(ShortText, default="")
    byline_certainty: Mapped[Certainty] = mapped_column(
        closed(Certainty, "byline_certainty"), default=Certainty.UNKNOWN
    )
    publisher_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    publisher_certainty: Mapped[Certainty] = mapped_column(
        closed(Certainty, "publisher_certainty"), default=Certainty.UNKNOWN
    )
    published: Mapped[str] = mapped_column(ShortText, default="")
    published_certainty: Mapped[Certainty] = mapped_column(
        closed(Certainty, "published_certainty"), default=Certainty.UNKNOWN
    )
    language: Mapped[str] = mapped_column(ShortText, default="")
    address: Mapped[str] = mapped_column(AddressText, default="")
    repost_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    stage: Mapped[ArticleStage] = mapped_column(closed(ArticleStage, "stage"), default=ArticleStage.NEW)
    set_aside_because: Mapped[str] = mapped_column(LongText, default="")
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    words: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    entered_publisher: Mapped[Source | None] = relationship()
    repost_of: Mapped["Article | None"] = relationship(remote_side="Article.id")
    taken_by: Mapped[User | None] = relationship(foreign_keys=[taken_by_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    snapshots: Mapped[list["Snapshot"]] = relationship(back_populates="article", order_by="Snapshot.version")

    __table_args__ = (Index(None, "stage", "id"), Index(None, "language", "id"))

    @property
    def publisher(self) -> Source | None:
        """Who published it, as they are shown."""
        return self.entered_publisher.shown if self.entered_publisher is not None else None

    @publisher.setter
    def publisher(self, meant: Source | None) -> None:
        self.entered_publisher = entered_as(self.entered_publisher, meant)

    @property
    def captured(self) -> bool:
        """Tell whether the desk has the text, or only knows of the work."""
        return self.version > 0


class NearCopy(Once):
    """Percent of one version's words that stand in that of another article, measured when the first was taken in."""

    __tablename__ = "near_copies"
    kind = "near_copy"

    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("snapshots.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("snapshots.id"), index=True)
    share: Mapped[int]

    snapshot: Mapped["Snapshot"] = relationship(foreign_keys=[snapshot_id])
    other: Mapped["Snapshot"] = relationship(foreign_keys=[other_id])

    def subjects(self) -> list[Subject]:
        return [("article", self.snapshot.article_id)]


class Snapshot(Once):
    """One version of an article's text: ranges of a capture's text under one extractor, with links as marks.

    ``ranges`` are [start, end] in the capture's text, ``links`` [start, end, address] in this text; code points.
    """

    __tablename__ = "snapshots"
    kind = "snapshot"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"))
    version: Mapped[int]
    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)
    extractor: Mapped[str] = mapped_column(ShortText)
    ranges: Mapped[list[list[int]]] = mapped_column(Document)
    text: Mapped[str] = deferred(mapped_column(LongText))
    sha256: Mapped[str] = mapped_column(ShortText, index=True)
    links: Mapped[list[list[Any]]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    article: Mapped[Article] = relationship(back_populates="snapshots")
    capture: Mapped[Capture] = relationship()

    __table_args__ = (UniqueConstraint("article_id", "version"),)

    def subjects(self) -> list[Subject]:
        return [("article", self.article_id)]
