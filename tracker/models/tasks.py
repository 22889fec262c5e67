"""What is to be done: with which article or claim, by whom, by when, and how urgently; and who works on what now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.urgency import Priority
from tracker.models.articles import Article
from tracker.models.base import Operational, Root, Subject
from tracker.models.claims import Claim
from tracker.models.types import KeyText, Moment, closed
from tracker.models.users import User


class Task(Root):
    """Who is to deal with an article or a claim, until when, and how urgent it is; at most one for each of them.

    It is a thing of its own, so that planning work is no change of what is worked on: a form that somebody has open is
    not refused for it. ``due`` is a day, None for no deadline; without a ``priority`` it is as urgent as most.
    """

    __tablename__ = "tasks"
    kind = "task"

    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"), unique=True)
    claim_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"), unique=True)
    assigned_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    assigned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime | None] = mapped_column(Moment)
    due: Mapped[str | None] = mapped_column(KeyText)
    priority: Mapped[Priority | None] = mapped_column(closed(Priority, "priority"))
    withdrawn: Mapped[bool] = mapped_column(default=False)

    article: Mapped[Article | None] = relationship()
    claim: Mapped[Claim | None] = relationship()
    assigned_to: Mapped[User | None] = relationship(foreign_keys=[assigned_to_id])
    assigned_by: Mapped[User | None] = relationship(foreign_keys=[assigned_by_id])

    __table_args__ = (
        CheckConstraint("(article_id IS NULL) <> (claim_id IS NULL)", name="one_thing"),
        Index(None, "assigned_to_id", "due"),
        Index(None, "due", "id"),
        Index(None, "priority", "id"),
    )

    @property
    def thing(self) -> Article | Claim:
        """Return what is to be dealt with."""
        thing = self.article or self.claim
        if thing is None:
            raise TypeError("a task is on an article or a claim")
        return thing

    def subjects(self) -> list[Subject]:
        pairs = (("article", self.article_id), ("claim", self.claim_id))
        return [(kind, thing_id) for kind, thing_id in pairs if thing_id is not None]


class SeenTask(Operational):
    """When a person has read in their inbox that something is assigned to them."""

    __tablename__ = "seen_tasks"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class Hold(Operational):
    """Who works on an article or a claim, and until when that counts; it shows, and keeps nobody from saving."""

    __tablename__ = "holds"

    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    since: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[User] = relationship()
