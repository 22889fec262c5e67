"""What goes on behind the pages: checks of the record, undoing that takes long, taking lists in, publishing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from tracker.domain import chance
from tracker.domain.reports.editions import Renewal
from tracker.models.base import Operational
from tracker.models.types import Document, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Job(Operational):
    """Work that a person has begun and that goes on behind the pages: when it last gave a sign of life, and its end."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=chance.new_id)
    started_at: Mapped[datetime] = mapped_column(Moment)
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    seen_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr
    @classmethod
    def started_by(cls) -> Mapped[User]:
        return relationship(foreign_keys=[cls.__dict__["started_by_id"]])


class Check(Job):
    """One check of the record: how far it has read, and the first faults it found."""

    __tablename__ = "checks"

    events: Mapped[int] = mapped_column(BigInteger)
    read: Mapped[int] = mapped_column(BigInteger, default=0)
    faults: Mapped[list[str]] = mapped_column(Document, default=list)


class LongUndoing(Job):
    """Undoing what one person did since a moment: how much of it there is, how far it is, and what came of it.

    ``first``, ``down_to`` and ``below`` are places in the log: since which, down to where in this go, and below which
    it goes on, None at its end. ``since`` and ``why`` are what was typed, ``older`` says that there is more below
    ``down_to``, and ``problem`` why it could not go on, "" where it could.
    """

    __tablename__ = "long_undoings"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    since: Mapped[str] = mapped_column(ShortText)
    why: Mapped[str] = mapped_column(LongText)
    first: Mapped[int] = mapped_column(BigInteger)
    down_to: Mapped[int] = mapped_column(BigInteger)
    below: Mapped[int | None] = mapped_column(BigInteger)
    older: Mapped[bool]
    events: Mapped[int] = mapped_column(BigInteger)
    weighed: Mapped[int] = mapped_column(BigInteger)
    undone: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[int] = mapped_column(BigInteger)
    problem: Mapped[str] = mapped_column(LongText, default="")

    person: Mapped[User] = relationship(foreign_keys=[person_id])


class TakingIn(Job):
    """Taking a list of claims in: how many of its entries there are, how far it is, and what became of them so far.

    ``place`` is the position of the entry that is next, ``problem`` why it could not go on, "" where it could. Of a
    whole report, ``kinds`` say what became of things by kind, written entered.claim=2, and ``notes`` what else to know.
    """

    __tablename__ = "takings_in"

    intake_id: Mapped[UUID] = mapped_column(ForeignKey("intakes.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    entries: Mapped[int]
    added: Mapped[int] = mapped_column(default=0)
    renewed: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    kinds: Mapped[list[str] | None] = mapped_column(Document)
    notes: Mapped[list[str] | None] = mapped_column(Document)
    problem: Mapped[str] = mapped_column(LongText, default="")


class Publishing(Job):
    """Publishing a report: how many of its formats are written, out of how many, and what came of it.

    ``rev`` is the revision that was shown; ``renewal`` and ``words`` say why it replaces the version before, and
    ``corrections`` are the numbers of the requests for corrections that it answers.
    ``version`` is the one that was published, None before, and ``problem`` why none was, "" where one was.
    """

    __tablename__ = "publishings"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), index=True)
    rev: Mapped[int]
    renewal: Mapped[Renewal | None] = mapped_column(closed(Renewal, "renewal"))
    words: Mapped[str] = mapped_column(LongText)
    claims: Mapped[int] = mapped_column(default=0)
    written: Mapped[int] = mapped_column(default=0)
    formats: Mapped[int] = mapped_column(default=0)
    corrections: Mapped[list[int] | None] = mapped_column(Document)
    version: Mapped[int | None]
    problem: Mapped[str] = mapped_column(LongText, default="")
