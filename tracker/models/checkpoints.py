"""Seals of the record, the keys that sign them, and who outside the desk holds one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Means
from tracker.models.base import Derived, Logged, Once, Subject
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Checkpoint(Logged):
    """The signed size and root of the log at a moment: ``note`` is a C2SP checkpoint as it was signed."""

    __tablename__ = "checkpoints"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(LongText)


class TreeNode(Derived):
    """The root over a complete subtree of the log, ``2**level`` events from ``index * 2**level`` on; see RFC 6962."""

    __tablename__ = "tree_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class CheckpointKey(Once):
    """A public key that signs seals from a moment on, as ``name+hash+key``; the newest is in use."""

    __tablename__ = "checkpoint_keys"
    kind = "checkpoint_key"

    key: Mapped[str] = mapped_column(ShortText, unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)

    def subjects(self) -> list[Subject]:
        return []


class Handover(Once):
    """A seal that somebody outside the desk holds; ``cosignature`` is the line with which they vouch for it, if any."""

    __tablename__ = "handovers"
    kind = "handover"

    size: Mapped[int] = mapped_column(BigInteger, index=True)
    means: Mapped[Means] = mapped_column(closed(Means, "means"))
    holder: Mapped[str] = mapped_column(ShortText)
    cosignature: Mapped[str] = mapped_column(ShortText, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    created_by: Mapped[User | None] = relationship()

    def subjects(self) -> list[Subject]:
        return []
