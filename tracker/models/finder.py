"""What search and the finding of near-copies read: rebuilt at any time from recorded rows."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.articles import Snapshot
from tracker.models.base import Derived
from tracker.models.sources import Source, SourceName
from tracker.models.types import KeyText, LongText, ShortText


class SearchEntry(Derived):
    """The folded words by which a thing is found; each engine keeps its own full-text index over ``words``."""

    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(ShortText)
    thing_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(LongText)

    __table_args__ = (Index(None, "thing_id", "kind", unique=True),)


class Shingle(Derived):
    """One value of the sketch of a snapshot's text; texts that share many are near-copies."""

    __tablename__ = "shingles"

    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("snapshots.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    snapshot: Mapped[Snapshot] = relationship()

    __table_args__ = (Index(None, "value"),)


class NameWord(Derived):
    """A word of a source's name, folded, and the rest of the name from it on: what a prefix typed finds."""

    __tablename__ = "name_words"

    name_id: Mapped[UUID] = mapped_column(ForeignKey("source_names.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    rest: Mapped[str] = mapped_column(KeyText)

    name: Mapped[SourceName] = relationship()
    source: Mapped[Source] = relationship()

    __table_args__ = (Index(None, "rest"),)
