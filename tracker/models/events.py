"""The record: events, the changes in each, and the salted values; and what is derived from it for quick reading."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.actions import Action
from tracker.models.base import Derived, Logged
from tracker.models.types import LongText, Moment, ShortText


class Event(Logged):
    """One recorded action. ``leaf`` holds the exact bytes that the tree is built on; the rest are copies to search by.

    ``seq`` is the place in the log, from 0, without gaps. ``mac`` is an HMAC-SHA-256 over the leaf, with a key
    that is kept outside the database.
    """

    __tablename__ = "events"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(ShortText)
    action: Mapped[str] = mapped_column(ShortText)
    about_kind: Mapped[str] = mapped_column(ShortText, default="")
    about_id: Mapped[UUID | None]
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "actor", "seq"), Index(None, "action", "seq"), Index(None, "about_kind", "seq"))

    @property
    def done(self) -> Action:
        """Return the action of the closed list."""
        return Action(self.action)


class Change(Logged):
    """One row that an event touched; ``leaf`` holds the exact bytes of its leaf in the event's own tree.

    The first change of an event is about the event itself: what it was done to, why, and what else was said.
    A change without columns says that the row went.
    """

    __tablename__ = "changes"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root_kind: Mapped[str] = mapped_column(ShortText)
    root_id: Mapped[UUID]
    rev: Mapped[int]
    table_name: Mapped[str] = mapped_column(ShortText)
    row_id: Mapped[UUID]
    leaf: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "row_id", "seq"), Index(None, "root_id", "rev"))


class Disclosure(Logged):
    """The salts and new values of one change, as canonical JSON ``{column: [salt, value]}``; redaction erases here."""

    __tablename__ = "disclosures"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fields: Mapped[str] = mapped_column(LongText)


class EventSubject(Derived):
    """A thing with a page whose trail shows an event."""

    __tablename__ = "event_subjects"

    kind: Mapped[str] = mapped_column(ShortText, primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class LogHead(Derived):
    """The size and frontier of the tree, one row; whoever appends holds it until the commit.

    ``mac`` is an HMAC-SHA-256 over the frontier, so that nobody without the key can add to the log; that of the empty
    log has none.
    """

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime | None] = mapped_column(Moment)


class Counter(Derived):
    """The last short number that was given out in a series."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(ShortText, primary_key=True)
    last: Mapped[int]
