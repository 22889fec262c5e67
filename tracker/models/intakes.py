"""Lists of claims that were handed in, and what became of each of their entries."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.intakes import IntakeOutcome, IntakeStage, ListForm
from tracker.models.articles import Article
from tracker.models.base import Numbered, Once, Root, Subject
from tracker.models.captures import Capture
from tracker.models.types import Document, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Intake(Numbered, Root):
    """A list of claims that others reviewed or collected, as a file, and how it is to be understood.

    ``columns`` say what the columns of a table hold, written field=place; ``meanings`` what a reviewer's verdicts mean
    on the desk's scale, as [reviewer, words, number, key], "" for nothing; ``joins`` which entries are a claim that the
    desk has, written position=claim, 0 for a new one. ``join_same`` says that an entry in the very words of a claim is
    that claim. A whole report of another desk has none of these. The counts are those of its end.
    """

    __tablename__ = "intakes"
    kind = "intake"

    filename: Mapped[str] = mapped_column(ShortText)
    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)
    form: Mapped[ListForm] = mapped_column(closed(ListForm, "form"))
    charset: Mapped[str] = mapped_column(ShortText, default="")
    columns: Mapped[list[str]] = mapped_column(Document, default=list)
    meanings: Mapped[list[list[str]]] = mapped_column(Document, default=list)
    joins: Mapped[list[str]] = mapped_column(Document, default=list)
    join_same: Mapped[bool] = mapped_column(default=True)
    stage: Mapped[IntakeStage] = mapped_column(closed(IntakeStage, "stage"), default=IntakeStage.OPEN)
    added: Mapped[int] = mapped_column(default=0)
    renewed: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    capture: Mapped[Capture] = relationship()
    created_by: Mapped[User | None] = relationship()


class IntakeItem(Once):
    """What became of one entry of a list; one that was known already leaves none.

    ``place`` is where it stands in the file, ``key`` what it is recognised by, ``digest`` the hash of its own bytes.
    ``odd`` says what was odd about it and how it was understood, ``refused`` why it was not taken.
    """

    __tablename__ = "intake_items"
    kind = "intake_item"

    intake_id: Mapped[UUID] = mapped_column(ForeignKey("intakes.id"))
    position: Mapped[int]
    place: Mapped[str] = mapped_column(ShortText)
    key: Mapped[str] = mapped_column(ShortText, index=True)
    digest: Mapped[str] = mapped_column(ShortText)
    outcome: Mapped[IntakeOutcome] = mapped_column(closed(IntakeOutcome, "outcome"))
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), index=True)
    odd: Mapped[list[str]] = mapped_column(Document, default=list)
    refused: Mapped[str] = mapped_column(LongText, default="")

    intake: Mapped[Intake] = relationship()
    article: Mapped[Article | None] = relationship()

    __table_args__ = (UniqueConstraint("intake_id", "position"),)

    def subjects(self) -> Iterable[Subject]:
        return [(Intake.kind, self.intake_id)] if self.article_id is None else [(Article.kind, self.article_id)]
