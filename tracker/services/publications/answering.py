"""Requests for corrections that a report is to answer: those that were upheld on what it tells, and it has not told."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import reports as account
from tracker.domain.corrections import UPHELD
from tracker.domain.errors import Refusal
from tracker.models import Appearance, Correction, Edition, EditionClaim, EditionCorrection, Report
from tracker.services import same_claims

MOST_OWED = 50


def owed(session: Session, report: Report) -> Sequence[Correction]:
    """List the upheld requests that the next version of a report is to answer, the oldest first; none before the first.

    They are about the report itself, a claim that its newest version tells, or an article in which one appears.
    """
    newest = report.newest
    if newest is None:
        return []
    told = same_claims.with_merged_of(select(EditionClaim.claim_id).where(EditionClaim.edition_id == newest.id))
    places = select(Appearance.article_id).where(Appearance.claim_id.in_(told), Appearance.withdrawn.is_(False))
    own = select(Edition.id).where(Edition.report_id == report.id)
    about = or_(
        Correction.edition_id.in_(own),
        Correction.claim_id.in_(told),
        Correction.article_id.in_(places),
    )
    answered = select(EditionCorrection.correction_id).where(EditionCorrection.edition_id.in_(own))
    query = select(Correction).where(about, Correction.outcome.in_(UPHELD), Correction.id.not_in(answered))
    return session.scalars(query.order_by(Correction.id).limit(MOST_OWED)).all()


def refuse_strange(session: Session, report: Report, numbers: Collection[int]) -> None:
    """Raise Refusal where a request is not one that the next version of a report is to answer."""
    open_ones = {one.number for one in owed(session, report)} if numbers else set()
    if strange := sorted(set(numbers) - open_ones):
        message = f"Correction {strange[0]} is not one that this report is to tell now. Look at it again."
        raise Refusal(message, field="corrections")


def numbered(session: Session, numbers: Collection[int]) -> Sequence[Correction]:
    """Return some requests by their numbers, in their order."""
    query = select(Correction).where(Correction.number.in_(numbers)).order_by(Correction.id)
    return session.scalars(query).all() if numbers else []


def in_reports(requests: Collection[Correction]) -> tuple[account.Request, ...]:
    """Return requests as reports name them: by number and kind, never by who asked."""
    return tuple(account.Request(one.number or 0, one.asked_for.label) for one in requests)


def of_editions(session: Session, editions: Collection[Edition]) -> dict[UUID, list[Correction]]:
    """Return the requests that published versions answer, by the id of the version, in one statement."""
    query = select(EditionCorrection).where(EditionCorrection.edition_id.in_([one.id for one in editions]))
    query = query.options(joinedload(EditionCorrection.correction)).order_by(EditionCorrection.id)
    found: dict[UUID, list[Correction]] = {}
    for row in session.scalars(query):
        found.setdefault(row.edition_id, []).append(row.correction)
    return found
