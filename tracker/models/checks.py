"""Checks of the record that run behind the pages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain import chance
from tracker.models.base import Operational
from tracker.models.types import Document, Moment
from tracker.models.users import User


class Check(Operational):
    """One check of the record: how far it has read, when it last gave a sign of life, and the first faults it found."""

    __tablename__ = "checks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=chance.new_id)
    started_at: Mapped[datetime] = mapped_column(Moment)
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    seen_at: Mapped[datetime] = mapped_column(Moment)
    events: Mapped[int] = mapped_column(BigInteger)
    read: Mapped[int] = mapped_column(BigInteger, default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    faults: Mapped[list[str]] = mapped_column(Document, default=list)

    started_by: Mapped[User] = relationship()
