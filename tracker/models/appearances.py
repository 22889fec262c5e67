"""Where claims appear, and on which words."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Basis, Beyond, How, Stance
from tracker.models.articles import Article, Snapshot
from tracker.models.base import Once, Root, Subject
from tracker.models.citations import Citation
from tracker.models.claims import Claim
from tracker.models.passages import Passage
from tracker.models.sources import Source, entered_as
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Appearance(Root):
    """A claim in an article.

    Its trail is that of ``passage``, if it inherits one, followed by its own citations; ``beyond`` says what an
    empty trail means, ``basis`` how the article knows where it says so itself. ``let_go`` is set when a person gave a
    lost quote up.
    """

    __tablename__ = "appearances"
    kind = "appearance"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), index=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"), index=True)
    passage_id: Mapped[UUID | None] = mapped_column(ForeignKey("passages.id"), index=True)
    stance: Mapped[Stance] = mapped_column(closed(Stance, "stance"), default=Stance.ASSERTS)
    hedge: Mapped[str] = mapped_column(ShortText, default="")
    basis: Mapped[Basis | None] = mapped_column(closed(Basis, "basis"))
    known_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    beyond: Mapped[Beyond] = mapped_column(closed(Beyond, "beyond"), default=Beyond.NOT_ENTERED)
    translation: Mapped[str] = mapped_column(LongText, default="")
    translator: Mapped[str] = mapped_column(ShortText, default="")
    let_go: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship(back_populates="appearances")
    article: Mapped[Article] = relationship()
    passage: Mapped[Passage | None] = relationship()
    entered_known_from: Mapped[Source | None] = relationship()
    created_by: Mapped[User | None] = relationship()
    anchors: Mapped[list["Anchor"]] = relationship(back_populates="appearance", order_by="Anchor.id")
    citations: Mapped[list[Citation]] = relationship(
        back_populates="appearance", order_by=(Citation.position, Citation.id)
    )

    @property
    def known_from(self) -> Source | None:
        """The document, the person or the event that the basis names, as it is shown."""
        return self.entered_known_from.shown if self.entered_known_from is not None else None

    @known_from.setter
    def known_from(self, meant: Source | None) -> None:
        self.entered_known_from = entered_as(self.entered_known_from, meant)

    def subjects(self) -> list[Subject]:
        return [("claim", self.claim_id), ("article", self.article_id)]


class Anchor(Once):
    """The exact words of an appearance in one snapshot: [start, end) in code points of its text.

    ``score`` is 0 to 100. The newest anchor of an appearance in a snapshot is the one that holds.
    """

    __tablename__ = "anchors"
    kind = "anchor"

    appearance_id: Mapped[UUID] = mapped_column(ForeignKey("appearances.id"))
    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("snapshots.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str] = mapped_column(LongText)
    prefix: Mapped[str] = mapped_column(ShortText, default="")
    suffix: Mapped[str] = mapped_column(ShortText, default="")
    how: Mapped[How] = mapped_column(closed(How, "how"))
    score: Mapped[int]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    appearance: Mapped[Appearance] = relationship(back_populates="anchors")
    snapshot: Mapped[Snapshot] = relationship()
    confirmed_by: Mapped[User | None] = relationship()

    __table_args__ = (Index(None, "appearance_id", "snapshot_id"),)

    def subjects(self) -> Iterable[Subject]:
        return self.appearance.subjects()
