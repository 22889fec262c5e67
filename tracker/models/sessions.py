"""Who is signed in, and how often something was tried: rows that the desk can lose."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain import chance
from tracker.models.base import Operational
from tracker.models.types import Moment, ShortText
from tracker.models.users import User


class SignIn(Operational):
    """A session on the server; the cookie holds the token, this row only its SHA-256."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)

    user: Mapped[User] = relationship()


class Attempt(Operational):
    """One try at something that is limited, such as a sign-in under a name or from an address."""

    __tablename__ = "attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=chance.new_id)
    about: Mapped[str] = mapped_column(ShortText)
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index(None, "about", "at"),)
