"""The original bytes, as they were handed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tracker.models.base import Once
from tracker.models.types import AddressText, Moment, ShortText


class Capture(Once):
    """Bytes with their SHA-256, where and when they were had, and how they were read."""

    __tablename__ = "captures"
    kind = "capture"

    sha256: Mapped[str] = mapped_column(ShortText, index=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(ShortText)
    charset: Mapped[str] = mapped_column(ShortText, default="")
    filename: Mapped[str] = mapped_column(ShortText, default="")
    address: Mapped[str] = mapped_column(AddressText, default="")
    captured_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
