"""Dossiers of articles and claims."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.articles import Article
from tracker.models.base import Numbered, Part, Root, Subject
from tracker.models.claims import Claim
from tracker.models.types import LongText, Moment, ShortText
from tracker.models.users import User


class Case(Numbered, Root):
    """A dossier of articles and claims; ``hold`` says why nothing that it holds may be erased, "" where it may.

    ``blind`` is how many people assess each of its claims before anybody sees what another one said, none for a case
    that does not ask for that.
    """

    __tablename__ = "cases"
    kind = "case"

    title: Mapped[str] = mapped_column(ShortText)
    about: Mapped[str] = mapped_column(LongText, default="")
    hold: Mapped[str] = mapped_column(LongText, default="")
    blind: Mapped[int | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    created_by: Mapped[User | None] = relationship()
    items: Mapped[list["CaseItem"]] = relationship(back_populates="case", order_by="CaseItem.id")


class CaseItem(Part):
    """An article or a claim in a case."""

    __tablename__ = "case_items"
    kind = "case_item"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    claim_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"), index=True)

    case: Mapped[Case] = relationship(back_populates="items")
    article: Mapped[Article | None] = relationship()
    claim: Mapped[Claim | None] = relationship()

    __table_args__ = (
        CheckConstraint("(article_id IS NULL) <> (claim_id IS NULL)", name="one_thing"),
        UniqueConstraint("case_id", "article_id"),
        UniqueConstraint("case_id", "claim_id"),
        Index(None, "case_id", "id"),
    )

    @property
    def root(self) -> Case:
        return self.case

    @property
    def thing(self) -> Article | Claim:
        """Return what is in the case."""
        thing = self.article or self.claim
        if thing is None:
            raise TypeError("an item of a case is an article or a claim")
        return thing

    def subjects(self) -> Iterable[Subject]:
        pairs = (("case", self.case_id), ("article", self.article_id), ("claim", self.claim_id))
        return [(kind, thing_id) for kind, thing_id in pairs if thing_id is not None]
