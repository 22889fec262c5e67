"""Checkable statements in the desk's words, and the tags people give them."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import Checked, ClaimKind, ClaimStage, Triage
from tracker.models.base import Numbered, Part, Root
from tracker.models.scales import Verdict
from tracker.models.types import Document, LongText, Moment, ShortText, closed
from tracker.models.users import User

if TYPE_CHECKING:
    from tracker.models.appearances import Appearance


class Claim(Numbered, Root):
    """One statement that can be checked; ``verdict`` repeats the newest decision's, so that lists can filter by it.

    ``merged_into`` is the claim that a person found it to be; what belongs to the merged one stays with it, and is
    shown with the other too. ``blind`` is how many people assess it before anybody sees what another one said, none
    where its assessments are open.
    """

    __tablename__ = "claims"
    kind = "claim"

    statement: Mapped[str] = mapped_column(LongText)
    checked: Mapped[Checked] = mapped_column(closed(Checked, "checked"), default=Checked.WHAT_IS_SAID)
    claim_kind: Mapped[ClaimKind] = mapped_column("kind", closed(ClaimKind, "kind"), default=ClaimKind.FACTUAL)
    readings: Mapped[list[str]] = mapped_column(Document, default=list)
    triage: Mapped[Triage] = mapped_column(closed(Triage, "triage"), default=Triage.CHECK)
    stage: Mapped[ClaimStage] = mapped_column(closed(ClaimStage, "stage"), default=ClaimStage.TO_CHECK)
    verdict_id: Mapped[UUID | None] = mapped_column(ForeignKey("verdicts.id"))
    blind: Mapped[int | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    verdict: Mapped[Verdict | None] = relationship()
    # Loaded along with a claim wherever it comes from, so that lists of claims take no statement a row.
    merged_into: Mapped["Claim | None"] = relationship(remote_side="Claim.id", lazy="selectin", join_depth=4)
    created_by: Mapped[User | None] = relationship()
    appearances: Mapped[list["Appearance"]] = relationship(back_populates="claim", order_by="Appearance.id")
    taggings: Mapped[list["Tagging"]] = relationship(back_populates="claim", order_by="Tagging.id")

    __table_args__ = (
        Index(None, "stage", "id"),
        Index(None, "verdict_id", "id"),
        Index(None, "kind", "id"),
        Index(None, "created_by_id", "id"),
        Index(None, "triage", "id"),
        Index(None, "created_at"),
    )

    @property
    def shown(self) -> "Claim":
        """Return the claim as which this one is shown: what it was merged into in the end, or itself."""
        claim, passed = self, {self.id}
        while claim.merged_into is not None and claim.merged_into.id not in passed:
            claim = claim.merged_into
            passed.add(claim.id)
        return claim


# Few claims are withdrawn or merged, and only a list of those looks for them.
_WITHDRAWN = Claim.withdrawn.is_(True)
_MERGED = Claim.merged_into_id.is_not(None)
Index("ix_claims_merged_into_id", Claim.merged_into_id, sqlite_where=_MERGED, postgresql_where=_MERGED)
Index("ix_claims_withdrawn", Claim.id, sqlite_where=_WITHDRAWN, postgresql_where=_WITHDRAWN)


class Tag(Root):
    """A word that people file claims under, kept as first typed and found by its folded form."""

    __tablename__ = "tags"
    kind = "tag"

    name: Mapped[str] = mapped_column(ShortText)
    folded: Mapped[str] = mapped_column(ShortText, unique=True)


class Tagging(Part):
    """A tag on a claim."""

    __tablename__ = "taggings"
    kind = "tagging"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"))
    tag_id: Mapped[UUID] = mapped_column(ForeignKey("tags.id"), index=True)

    claim: Mapped[Claim] = relationship(back_populates="taggings")
    tag: Mapped[Tag] = relationship()

    __table_args__ = (UniqueConstraint("claim_id", "tag_id"),)

    @property
    def root(self) -> Claim:
        return self.claim
