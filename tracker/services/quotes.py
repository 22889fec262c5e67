"""The quotes that stand in one version of an article."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.models import Anchor, Appearance, Claim, Snapshot


def of_snapshot(session: Session, snapshot: Snapshot) -> Sequence[Anchor]:
    """List the quotes of the claims of a version in the order of the text, each where it was last placed."""
    query = (
        select(Anchor)
        .join(Appearance, Anchor.appearance_id == Appearance.id)
        .join(Claim, Appearance.claim_id == Claim.id)
        .where(Anchor.snapshot_id == snapshot.id, Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False))
        .order_by(Anchor.id)
        .options(selectinload(Anchor.appearance).selectinload(Appearance.claim).selectinload(Claim.verdict))
    )
    newest = {one.appearance_id: one for one in session.scalars(query)}
    return sorted(newest.values(), key=lambda one: (one.start, one.end, one.id))
