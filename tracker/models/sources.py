"""Whoever can say something, under what names, and who stands behind whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Control, SourceKind, Standing
from tracker.models.base import Numbered, Part, Root
from tracker.models.types import LongText, Moment, ShortText, closed
from tracker.models.users import User


class Source(Numbered, Root):
    """Somebody or something that says things; ``name`` is the one it is shown under.

    ``merged_into`` is the source that a person found it to be; what names the merged one keeps naming it, and is shown
    under the other.
    """

    __tablename__ = "sources"
    kind = "source"

    name: Mapped[str] = mapped_column(ShortText)
    source_kind: Mapped[SourceKind] = mapped_column("kind", closed(SourceKind, "kind"))
    about: Mapped[str] = mapped_column(LongText, default="")
    contact: Mapped[str] = mapped_column(ShortText, default="")
    owners_examined: Mapped[bool | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    # Loaded along with a source wherever it comes from, so that lists of sources take no statement a row.
    merged_into: Mapped["Source | None"] = relationship(remote_side="Source.id", lazy="selectin", join_depth=4)
    names: Mapped[list["SourceName"]] = relationship(back_populates="source", order_by="SourceName.id")
    owners: Mapped[list["Ownership"]] = relationship(
        back_populates="owned", foreign_keys="Ownership.owned_id", order_by="Ownership.id"
    )
    created_by: Mapped[User | None] = relationship()

    @property
    def shown(self) -> "Source":
        """Return the source as which this one is shown: what it was merged into in the end, or itself."""
        source, passed = self, {self.id}
        while source.merged_into is not None and source.merged_into.id not in passed:
            source = source.merged_into
            passed.add(source.id)
        return source


def entered_as(before: Source | None, meant: Source | None) -> Source | None:
    """Return which source a row names once a person names ``meant``: the one before, where that is shown as it."""
    return before if before is not None and meant is not None and before.shown is meant.shown else meant


class SourceName(Part):
    """A name of a source, in any script, with the form it is compared by."""

    __tablename__ = "source_names"
    kind = "source_name"

    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"))
    name: Mapped[str] = mapped_column(ShortText)
    folded: Mapped[str] = mapped_column(ShortText)
    language: Mapped[str] = mapped_column(ShortText, default="")

    source: Mapped[Source] = relationship(back_populates="names")

    __table_args__ = (UniqueConstraint("source_id", "folded"), Index(None, "folded"))

    @property
    def root(self) -> Source:
        return self.source


class Ownership(Part):
    """One source owns, controls or publishes another, between two dates (EDTF), on some basis."""

    __tablename__ = "ownerships"
    kind = "ownership"

    owned_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    control: Mapped[Control] = mapped_column(closed(Control, "control"))
    since: Mapped[str] = mapped_column(ShortText, default="")
    until: Mapped[str] = mapped_column(ShortText, default="")
    basis: Mapped[str] = mapped_column(LongText, default="")
    standing: Mapped[Standing] = mapped_column(closed(Standing, "standing"), default=Standing.ASSERTED)
    asserted_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    owned: Mapped[Source] = relationship(back_populates="owners", foreign_keys=[owned_id])
    entered_owner: Mapped[Source] = relationship(foreign_keys=[owner_id])
    confirmed_by: Mapped[User | None] = relationship()

    @property
    def owner(self) -> Source:
        """The owner, as it is shown."""
        return self.entered_owner.shown

    @owner.setter
    def owner(self, meant: Source) -> None:
        self.entered_owner = meant

    @property
    def root(self) -> Source:
        return self.owned
