"""What is sealed is looked through for nobody: that would tell an admin what stands in it, word by word."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Claim, Review
from tracker.services.access import unsealed
from tracker.services.redaction.copies import Fields, Key
from tracker.services.redaction.sought import Sought


def anything(session: Session) -> bool:
    """Tell whether assessments of any claim are sealed, so that words in them are not found yet."""
    return session.scalar(select(Claim.id).where(Claim.blind.is_not(None)).limit(1)) is not None


def leave_out(session: Session, fields: Fields) -> Fields:
    """Return fields without those of sealed assessments."""
    sealed = _rows(session, fields)
    return {key: found for key, found in fields.items() if key.row_id not in sealed}


def allowed(session: Session, sought: Sought) -> Sought:
    """Return what may be sought of what is asked for: whole fields that are not sealed."""
    sealed = _rows(session, sought.whole)
    return replace(sought, whole=frozenset(key for key in sought.whole if key.row_id not in sealed))


def _rows(session: Session, keys: Collection[Key]) -> set[UUID]:
    ids = [key.row_id for key in keys if key.table == Review.__tablename__]
    return set(session.scalars(select(Review.id).where(Review.id.in_(ids), ~unsealed(None)))) if ids else set()
