"""What the desk stands by in public: the newest version of each report in use, and the decided claims that it tells."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, undefer

from tracker.domain.errors import NotFound
from tracker.domain.formats import ReportFormat
from tracker.models import Capture, Claim, Edition, EditionClaim, EditionFile, Report
from tracker.services.paging import Page, newest_first

Node = Mapping[str, Any]


@dataclass(frozen=True)
class PublicClaim:
    """A decided claim as the newest report that tells it says: ``review`` is its ClaimReview, without context."""

    number: int
    told: EditionClaim
    edition: Edition
    review: Node


def page(session: Session, *, after: str | None = None, limit: int = 50) -> Page[Edition]:
    """Return a page of the versions that stand, the newest first."""
    query = select(Edition).join(Edition.report).options(contains_eager(Edition.report)).where(*_standing())
    return newest_first(session, query, Edition.id, after=after, limit=limit)


def claims_of(session: Session, edition: Edition) -> Sequence[tuple[int, EditionClaim]]:
    """List what a version says of its claims in short, each with the claim's number, in the order of the report."""
    query = select(Claim.number, EditionClaim).join(EditionClaim.claim).where(EditionClaim.edition_id == edition.id)
    return [(number or 0, told) for number, told in session.execute(query.order_by(EditionClaim.position))]


def claim(session: Session, number: int) -> PublicClaim:
    """Return a claim as the newest report in use tells it; raise NotFound for one that none tells as decided."""
    query = select(EditionClaim, Edition).join(EditionClaim.edition).join(Edition.report).join(EditionClaim.claim)
    query = query.options(contains_eager(EditionClaim.edition).contains_eager(Edition.report))
    rows = session.execute(query.where(Claim.number == number, *_standing()).order_by(Edition.id.desc()))
    for told, edition in rows:
        for review in reviews_of(session, edition):
            if str(review.get("@id", "")).endswith(f"/claims/{number}"):
                return PublicClaim(number, told, edition, review)
    raise NotFound(f"The desk has published no verdict on a claim {number}.")


def reviews_of(session: Session, edition: Edition) -> Iterator[Node]:
    """Yield the ClaimReviews that a version was published with."""
    query = select(Capture).join(EditionFile, EditionFile.capture_id == Capture.id).options(undefer(Capture.content))
    here = (EditionFile.edition_id == edition.id, EditionFile.format == ReportFormat.CLAIM_REVIEW.value)
    kept = session.scalar(query.where(*here))
    for element in json.loads(kept.content)["dataFeedElement"] if kept is not None else ():
        yield element["item"]


def _standing() -> tuple[ColumnElement[bool], ...]:
    newest = select(func.max(Edition.version)).where(Edition.report_id == Report.id).correlate(Report).scalar_subquery()
    return Edition.version == newest, Report.withdrawn.is_(False)
