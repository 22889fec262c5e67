"""What a claim rests on, as rows: evidence, searches, assessments, decisions and events."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tracker.domain.reports.claims import ReportClaim
from tracker.exports.tables.cells import Row, day, lines, who


def _evidence(claim: ReportClaim) -> Iterator[Row]:
    for piece in claim.evidence:
        yield {
            "id": str(piece.id),
            "stance": piece.stance.label,
            "title": piece.title,
            "address": piece.address,
            "archived": piece.archived,
            "excerpt": piece.excerpt,
            "publisher": piece.publisher.name if piece.publisher else None,
            "had_from": lines(source.name for source in piece.had_from),
            "published": day(piece.published),
            "file_sha256": piece.file_sha256,
            "direct": piece.direct,
            "note": piece.note,
            "added_at": piece.added_at,
        }


def _searches(claim: ReportClaim) -> Iterator[Row]:
    for enquiry in claim.enquiries:
        yield {
            "id": str(enquiry.id),
            "kind": enquiry.kind.label,
            "words": enquiry.words,
            "asked": enquiry.asked.name if enquiry.asked else None,
            "asked_on": day(enquiry.asked_on),
            "outcome": enquiry.outcome.label,
            "answer": enquiry.answer,
            "answered_on": day(enquiry.answered_on),
        }


def _assessments(claim: ReportClaim) -> Iterator[Row]:
    for review in claim.assessments:
        yield {
            "id": str(review.id),
            "by": who(review.by),
            "at": review.at,
            "verdict": review.verdict.label if review.verdict else None,
            "rating": review.verdict.rating if review.verdict else None,
            "ticks": lines(review.ticks),
            "reasons": lines(review.reasons),
            "words": review.words,
            "rests_on": lines(map(str, review.rests_on)),
            "claim_rev": review.claim_rev,
            "superseded": review.superseded,
        }


def _decisions(claim: ReportClaim) -> Iterator[Row]:
    for decision in claim.decisions:
        yield {
            "id": str(decision.id),
            "by": who(decision.by),
            "at": decision.at,
            "verdict": decision.verdict.label if decision.verdict else None,
            "rating": decision.verdict.rating if decision.verdict else None,
            "as_of": day(decision.as_of),
            "reason": decision.reason,
            "would_change": decision.would_change,
            "override": decision.override,
            "one_person": decision.one_person,
            "gate": lines(_asked(asked) for asked in decision.gate),
            "drawn_from": lines(map(str, decision.drawn_from)),
            "claim_rev": decision.claim_rev,
        }


def _events(claim: ReportClaim) -> Iterator[Row]:
    for event in claim.events:
        known: Row = {"event": event.number, "at": event.at, "action": event.action}
        yield {**known, "sentence": event.sentence, "why": event.why}


PARTS: dict[str, Callable[[ReportClaim], Iterator[Row]]] = {
    "evidence": _evidence,
    "searches": _searches,
    "assessments": _assessments,
    "decisions": _decisions,
    "events": _events,
}
"""What yields the rows of each table of one claim."""


def _asked(asked: Mapping[str, Any]) -> str:
    return f"{asked['key']}: {'met' if asked['met'] else 'not met'} {asked.get('why') or ''}".strip()
