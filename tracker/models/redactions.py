"""Words that were withheld: who asked for it, on what legal basis, who approved it, and where they stood."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import LegalBasis, RedactionState
from tracker.models.base import Numbered, Part, Root, Subject
from tracker.models.types import Document, LongText, Moment, ShortText, closed
from tracker.models.users import User


class Redaction(Numbered, Root):
    """A request to withhold words; masks take their place once a second admin approves. ``words`` say why.

    ``inside`` says that the words are withheld also where they are part of a longer one.
    """

    __tablename__ = "redactions"
    kind = "redaction"

    basis: Mapped[LegalBasis] = mapped_column(closed(LegalBasis, "basis"))
    words: Mapped[str] = mapped_column(LongText)
    inside: Mapped[bool] = mapped_column(default=False)
    state: Mapped[RedactionState] = mapped_column(closed(RedactionState, "state"), default=RedactionState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    fields: Mapped[list["RedactionField"]] = relationship(back_populates="redaction", order_by="RedactionField.id")

    __table_args__ = (Index(None, "state", "id"),)


class RedactionField(Part):
    """One column of one row in which words are withheld, in the row and in the record.

    ``copies`` are the values that hold them, each [event, change, spans, digest]: its place in the log, the spans (see
    domain/withholding.py) and, once approved, the SHA-256 of what is left. ``whole`` withholds each value whole; what
    ``follows`` goes along with another field, as a quote does with the text that it stands in. ``things`` are those
    with a page ([kind, id]) that the words stood on.
    """

    __tablename__ = "redaction_fields"
    kind = "redaction_field"

    redaction_id: Mapped[UUID] = mapped_column(ForeignKey("redactions.id"))
    table_name: Mapped[str] = mapped_column(ShortText)
    row_id: Mapped[UUID] = mapped_column(Uuid)
    column_name: Mapped[str] = mapped_column(ShortText)
    whole: Mapped[bool] = mapped_column(default=False)
    follows: Mapped[bool] = mapped_column(default=False)
    things: Mapped[list[list[str]]] = mapped_column(Document)
    copies: Mapped[list[list[Any]]] = mapped_column(Document)

    redaction: Mapped[Redaction] = relationship(back_populates="fields")

    __table_args__ = (UniqueConstraint("redaction_id", "table_name", "row_id", "column_name"),)

    @property
    def root(self) -> Redaction:
        return self.redaction

    def subjects(self) -> Iterable[Subject]:
        """List the withholding itself, and once it is approved what it was done to."""
        done = self.redaction.state is RedactionState.APPROVED
        return [("redaction", self.redaction_id), *((kind, UUID(id)) for kind, id in self.things if done)]
