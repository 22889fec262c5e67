"""What speaks for and against claims, and how they were assessed and decided, as a report shows it."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.domain import leaves
from tracker.domain.reports.claims import (
    ReportAssessment,
    ReportDecision,
    ReportEnquiry,
    ReportEvidence,
    ReportLook,
)
from tracker.domain.reports.people import ReportVerdict
from tracker.domain.reports.quotes import SourceRef
from tracker.models import (
    Capture,
    Decision,
    DecisionGround,
    Enquiry,
    Evidence,
    EvidenceStep,
    Look,
    Review,
    ReviewGround,
    Source,
)
from tracker.services.access import unsealed, visible
from tracker.services.reports.reading import Reading, grouped
from tracker.services.reports.works import known_reference, reference


def evidence(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportEvidence]]:
    """Return the evidence of claims by claim, the oldest first; what was withdrawn is left out."""
    query = (
        select(Evidence, Source, Capture.sha256)
        .outerjoin(Source, Source.id == Evidence.publisher_id)
        .outerjoin(Capture, Capture.id == Evidence.capture_id)
        .where(Evidence.claim_id.in_(ids), Evidence.withdrawn.is_(False))
        .order_by(Evidence.created_at, Evidence.id)
    )
    had_from = _had_from(reading, ids)
    return grouped(
        (piece.claim_id, _piece(piece, publisher, sha256, had_from[piece.id]))
        for piece, publisher, sha256 in reading.session.execute(query)
        if visible(piece, reading.person)
    )


def enquiries(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportEnquiry]]:
    """Return the searches and questions on claims by claim, the oldest first."""
    query = (
        select(Enquiry, Source)
        .outerjoin(Source, Source.id == Enquiry.asked_id)
        .where(Enquiry.claim_id.in_(ids), Enquiry.withdrawn.is_(False))
        .order_by(Enquiry.created_at, Enquiry.id)
    )
    return grouped(
        (row.claim_id, _enquiry(row, asked))
        for row, asked in reading.session.execute(query)
        if visible(row, reading.person)
    )


def assessments(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportAssessment]]:
    """Return all assessments of claims by claim, the newest first, superseded ones marked.

    What is sealed stands in no report, also not in one that its author takes out.
    """
    standing = select(Review).where(Review.claim_id.in_(ids), unsealed(None)).order_by(Review.id.desc())
    reviews = reading.visible(standing.options(joinedload(Review.claim)))
    query = select(ReviewGround).where(ReviewGround.review_id.in_([review.id for review in reviews]))
    rows = reading.session.scalars(query.where(ReviewGround.only_seen.is_not(True)).order_by(ReviewGround.id))
    grounds = grouped((row.review_id, ground) for row in rows if (ground := row.evidence_id or row.enquiry_id))
    superseded = {review.supersedes_id for review in reviews}
    return grouped(
        (review.claim_id, _assessment(reading, review, grounds[review.id], review.id in superseded))
        for review in reviews
    )


def decisions(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportDecision]]:
    """Return all decisions on claims by claim, the newest first."""
    rows = reading.visible(select(Decision).where(Decision.claim_id.in_(ids)).order_by(Decision.id.desc()))
    query = select(DecisionGround.decision_id, DecisionGround.review_id)
    query = query.where(DecisionGround.decision_id.in_([row.id for row in rows])).order_by(DecisionGround.id)
    drawn_from = grouped((row.decision_id, row.review_id) for row in reading.session.execute(query))
    return grouped((row.claim_id, _decision(reading, row, drawn_from[row.id])) for row in rows)


def looks(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportLook]]:
    """Return by claim why decided claims wait to be looked at again."""
    query = select(Look).where(Look.claim_id.in_(ids), Look.settled_at.is_(None)).order_by(Look.id)
    return grouped((look.claim_id, ReportLook(look.cause, look.opened_at)) for look in reading.visible(query))


def _verdict(reading: Reading, verdict_id: UUID | None) -> ReportVerdict | None:
    return reading.verdicts[verdict_id] if verdict_id else None


def _had_from(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[SourceRef]]:
    """Return whom the publishers of evidence have it from, by the evidence."""
    query = select(EvidenceStep).join(EvidenceStep.evidence).where(Evidence.claim_id.in_(ids))
    steps = reading.session.scalars(
        query.order_by(EvidenceStep.evidence_id, EvidenceStep.position).options(joinedload(EvidenceStep.entered_source))
    )
    return grouped((step.evidence_id, known_reference(step.source)) for step in steps)


def _piece(
    row: Evidence, publisher: Source | None, sha256: str | None, had_from: Sequence[SourceRef]
) -> ReportEvidence:
    return ReportEvidence(
        id=row.id,
        stance=row.stance,
        title=row.title,
        address=row.address,
        excerpt=row.excerpt,
        publisher=reference(publisher),
        published=row.published,
        file_sha256=sha256 or "",
        direct=row.direct,
        note=row.note,
        added_at=row.created_at,
        archived=row.archived or "",
        had_from=tuple(had_from),
    )


def _enquiry(row: Enquiry, asked: Source | None) -> ReportEnquiry:
    return ReportEnquiry(
        id=row.id,
        kind=row.enquiry_kind,
        words=row.words,
        asked=reference(asked),
        asked_on=row.asked_on,
        outcome=row.outcome,
        answer=row.answer,
        answered_on=row.answered_on,
    )


def _assessment(reading: Reading, row: Review, grounds: Iterable[UUID], superseded: bool) -> ReportAssessment:
    return ReportAssessment(
        id=row.id,
        by=reading.people.known(row.created_by_id),
        at=row.created_at,
        verdict=_verdict(reading, row.verdict_id),
        ticks=tuple(row.ticks),
        reasons=reading.reasons(row.ticks, row.verdict_id),
        words=row.words,
        rests_on=tuple(grounds),
        claim_rev=row.claim_rev,
        superseded=superseded,
    )


def _decision(reading: Reading, row: Decision, drawn_from: Iterable[UUID]) -> ReportDecision:
    return ReportDecision(
        id=row.id,
        by=reading.people.known(row.created_by_id),
        at=row.created_at,
        verdict=_verdict(reading, row.verdict_id),
        as_of=row.as_of,
        reason=row.reason,
        would_change=row.would_change,
        override=row.override,
        one_person=row.one_person,
        gate=tuple(leaves.in_order(row.gate)),
        drawn_from=tuple(drawn_from),
        claim_rev=row.claim_rev,
    )
