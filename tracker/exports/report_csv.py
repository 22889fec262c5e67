"""A report as CSV: one row a claim, for spreadsheets; what a claim has several of stands in one cell, a line each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from tracker.domain.reports import Report
from tracker.domain.reports.claims import (
    ReportAssessment,
    ReportClaim,
    ReportEnquiry,
    ReportEvidence,
    ReportWithheld,
)
from tracker.domain.reports.ends import lines
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.vocabulary import EvidenceStance
from tracker.exports import cells

MEDIA_TYPE = "text/csv"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as CSV, walking its claims once; those that nobody checked come last, nearly empty."""
    return cells.rows(_rows(report))


def _rows(report: Report) -> Iterator[list[str]]:
    yield list(COLUMNS)
    as_of = "" if report.log.last is None else str(report.log.last)
    for claim in report.claims:
        yield [as_of if name == "as_of_event" else cell(claim) for name, cell in COLUMNS.items()]
    for left in report.not_checked:
        known = {
            "as_of_event": as_of,
            "claim": str(left.number),
            "statement": left.statement,
            "stage": left.triage.label,
        }
        yield [known.get(name, "") for name in COLUMNS]


def _first(say: Callable[[ReportQuote], object]) -> Callable[[ReportClaim], str]:
    """Return a cell that says something of the first place where a claim appears."""
    return lambda claim: str(say(claim.quotes[0])) if claim.quotes else ""


def _ruled(say: Callable[[ReportClaim], object]) -> Callable[[ReportClaim], str]:
    """Return a cell that says something of the desk's verdict."""
    return lambda claim: str(say(claim)) if claim.decision else ""


def _evidence(stance: EvidenceStance) -> Callable[[ReportClaim], str]:
    return lambda claim: _lines(_piece(piece) for piece in claim.evidence if piece.stance is stance)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _publisher(quote: ReportQuote) -> str:
    return quote.article.publisher.name if quote.article.publisher else ""


def _trail(claim: ReportClaim) -> str:
    return _lines(dict.fromkeys(line for quote in claim.quotes for line in _trail_lines(quote)))


def _trail_lines(quote: ReportQuote) -> Iterator[str]:
    start = _publisher(quote) or quote.article.title
    for line in lines(quote.trail):
        yield " ← ".join([start, *(step.source.name for step in line)])


def _checks(claim: ReportClaim) -> str:
    steps = [step for quote in claim.quotes for line in lines(quote.trail) for step in line]
    return _lines(dict.fromkeys(f"{step.source.name}: {step.check.label}" for step in steps))


def _piece(piece: ReportEvidence) -> str:
    return " ".join(part for part in (piece.title, piece.address, "(direct)" if piece.direct else "") if part)


def _enquiry(enquiry: ReportEnquiry) -> str:
    asked = f"{enquiry.asked.name}: " if enquiry.asked else ""
    answer = f" {enquiry.answer}" if enquiry.answer else ""
    return f"{asked}{enquiry.words} [{enquiry.outcome.label}]{answer}"


def _assessment(review: ReportAssessment) -> str:
    who = review.by.name or f"{review.by.role} {review.by.number}"
    return f"{who}: {review.verdict.label if review.verdict else 'taken back'}. {review.words}".strip()


def _withheld(one: ReportWithheld) -> str:
    return f"{_moment(one.at)} {one.basis}: {one.why} [{', '.join(one.what)}]"


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


COLUMNS: dict[str, Callable[[ReportClaim], str]] = {
    "as_of_event": lambda claim: "",
    "claim": lambda claim: str(claim.number),
    "statement": lambda claim: claim.statement,
    "what_is_checked": lambda claim: claim.checked.label,
    "kind": lambda claim: claim.kind.label,
    "stage": lambda claim: claim.stage.label,
    "verdict": lambda claim: claim.verdict.label if claim.verdict else "",
    "rating": lambda claim: str(claim.verdict.rating or "") if claim.verdict else "",
    "verdict_as_of": _ruled(lambda claim: claim.decisions[0].as_of),
    "reason": _ruled(lambda claim: claim.decisions[0].reason),
    "would_change": _ruled(lambda claim: claim.decisions[0].would_change),
    "override": _ruled(lambda claim: claim.decisions[0].override),
    "one_person": _ruled(lambda claim: "yes" if claim.decisions[0].one_person else "no"),
    "places": lambda claim: str(len(claim.quotes)),
    "article": _first(lambda quote: quote.article.number),
    "title": _first(lambda quote: quote.article.title),
    "publisher": _first(_publisher),
    "published": _first(lambda quote: quote.article.published),
    "address": _first(lambda quote: quote.article.address),
    "version": _first(lambda quote: quote.version),
    "captured_at": _first(lambda quote: _moment(quote.captured_at)),
    "snapshot_sha256": _first(lambda quote: quote.snapshot_sha256),
    "quote": _first(lambda quote: quote.exact),
    "start": _first(lambda quote: quote.start),
    "end": _first(lambda quote: quote.end),
    "lost": _first(lambda quote: "yes" if quote.lost else "no"),
    "voice": _first(lambda quote: quote.voice.label if quote.voice else ""),
    "stance": _first(lambda quote: quote.stance.label),
    "hedge": _first(lambda quote: quote.hedge),
    "translation": _first(lambda quote: quote.translation),
    "trail": _trail,
    "independent_origins": lambda claim: str(claim.origins.independent),
    "named_origins": lambda claim: str(claim.origins.named),
    "origins": lambda claim: " · ".join(claim.origins.sentence),
    "found": lambda claim: _lines(f"{one.about}: {one.flag.label}" for one in claim.origins.flags),
    "steps": lambda claim: str(claim.origins.steps),
    "steps_read": lambda claim: str(claim.origins.read),
    "did_they_say_it": _checks,
    "evidence_for": _evidence(EvidenceStance.SUPPORTS),
    "evidence_against": _evidence(EvidenceStance.REFUTES),
    "context": _evidence(EvidenceStance.CONTEXT),
    "enquiries": lambda claim: _lines(map(_enquiry, claim.enquiries)),
    "assessments": lambda claim: _lines(_assessment(one) for one in claim.assessments if not one.superseded),
    "related": lambda claim: _lines(f"{link.relation.label} {link.number}" for link in claim.links if link.outgoing),
    "tags": lambda claim: _lines(claim.tags),
    "withheld": lambda claim: _lines(map(_withheld, claim.withheld)),
    "events": lambda claim: " ".join(str(event.number) for event in claim.events),
}
"""The columns in order, each with how it is told of a claim; docs/formats.md says what they hold."""
