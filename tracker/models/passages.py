"""The voices in a text."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Voice
from tracker.models.articles import Article, Snapshot
from tracker.models.base import Part
from tracker.models.types import Document, ShortText, closed

if TYPE_CHECKING:
    from tracker.models.citations import Citation


class Passage(Part):
    """Ranges of a snapshot that have a voice; its citations are the trail that claims in it inherit.

    ``ranges`` are [start, end] in the snapshot's text, in code points, end-exclusive, in order.
    """

    __tablename__ = "passages"
    kind = "passage"

    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("snapshots.id"), index=True)
    voice: Mapped[Voice] = mapped_column(closed(Voice, "voice"))
    ranges: Mapped[list[list[int]]] = mapped_column(Document)
    label: Mapped[str] = mapped_column(ShortText, default="")

    snapshot: Mapped[Snapshot] = relationship()
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="passage", order_by="[Citation.position, Citation.id]"
    )

    @property
    def root(self) -> Article:
        return self.snapshot.article
