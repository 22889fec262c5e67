"""Queues: filters of a list that somebody saved, and the people among whom what they leave is shared out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.urgency import Covers
from tracker.models.base import Part, Root
from tracker.models.types import Document, Moment, ShortText, closed
from tracker.models.users import User


class Queue(Root):
    """Filters of the list of articles or of claims under a name, one's own or everybody's.

    ``filters`` are written name=value, as the address of the list has them. A queue with people is a rule by which what
    waits in it is assigned to them by turns; ``turn`` counts how many were, so that the next time goes on from there.
    """

    __tablename__ = "queues"
    kind = "queue"

    name: Mapped[str] = mapped_column(ShortText)
    covers: Mapped[Covers] = mapped_column(closed(Covers, "covers"))
    filters: Mapped[list[str]] = mapped_column(Document)
    shared: Mapped[bool] = mapped_column(default=False)
    turn: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    created_by: Mapped[User] = relationship()
    people: Mapped[list["QueuePerson"]] = relationship(back_populates="queue", order_by="QueuePerson.id")

    __table_args__ = (Index(None, "created_by_id", "id"), Index(None, "shared", "id"))


class QueuePerson(Part):
    """Somebody to whom what waits in a queue is assigned when it is their turn."""

    __tablename__ = "queue_people"
    kind = "queue_person"

    queue_id: Mapped[UUID] = mapped_column(ForeignKey("queues.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    queue: Mapped[Queue] = relationship(back_populates="people")
    person: Mapped[User] = relationship()

    __table_args__ = (UniqueConstraint("queue_id", "person_id"),)

    @property
    def root(self) -> Queue:
        return self.queue
