"""Messages that wait to go out by e-mail."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain import chance
from tracker.domain.messages import MessageKind
from tracker.models.base import Operational
from tracker.models.types import Moment, closed
from tracker.models.users import User


class Message(Operational):
    """That a person is to be told of a thing by e-mail; it goes when that is done, or after too many tries.

    ``thing_id`` is the note, the task, the look or the request that it is about, by its ``why``. Whoever sends it has
    it until ``taken_until``, in one letter with all of its ``batch``.
    """

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=chance.new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    why: Mapped[MessageKind] = mapped_column(closed(MessageKind, "why"))
    thing_id: Mapped[UUID]
    due_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    batch: Mapped[UUID | None] = mapped_column(index=True)
    taken_until: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[User] = relationship()

    __table_args__ = (Index(None, "due_at", "id"), Index(None, "person_id", "due_at"))
