"""The quotes of a report as Web Annotations in JSON-LD (W3C Recommendation, 2017).

Each is about the words in the version of the text that the desk keeps, by place and by quote, and, where the article
has an address, about the same words on its page as it was. Places are code points from 0; the end is not included.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.people import ReportPerson
from tracker.domain.reports.quotes import ReportQuote
from tracker.exports.named import by_hash, claim_address, is_web_address, urn

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 64
"""How much of what stands before and after a quote goes along at most."""

Node = dict[str, Any]


def write(report: Report) -> Iterator[bytes]:
    """Yield the quotes of a report as a collection with one page, one a line, walking its claims once."""
    name = _collection(report)
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": report.title}
    page = {"id": f"{name}-page", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    yield _dumped(head)[:-1] + b', "first": ' + _dumped(page)[:-1] + b', "items": ['
    total = 0
    for claim in report.claims:
        for quote in claim.quotes:
            yield (b",\n" if total else b"\n") + _dumped(annotation(report, claim, quote))
            total += 1
    yield b'\n]}, "total": %d}\n' % total


def annotation(report: Report, claim: ReportClaim, quote: ReportQuote) -> Node:
    """Return a quote of a claim as an annotation, without context."""
    return _known(
        {
            "id": urn(quote.id),
            "type": "Annotation",
            "motivation": "assessing" if claim.decision else "identifying",
            "creator": _creator(claim.annotated_by, report),
            "created": _moment(claim.annotated_at),
            "body": list(_bodies(report, claim, quote)),
            "target": list(_targets(quote)),
        }
    )


def _bodies(report: Report, claim: ReportClaim, quote: ReportQuote) -> Iterator[Node]:
    """Yield what is said of the words: which claim they make, in the desk's words, its verdict and its tags."""
    language = report.options.language
    yield {"type": "SpecificResource", "source": claim_address(report, claim.number), "purpose": "identifying"}
    yield _text(claim.statement, "describing", language)
    if claim.decision and claim.verdict:
        yield _text(claim.verdict.label, "assessing", language)
        if claim.decision.reason:
            yield _text(claim.decision.reason, "commenting", language)
    if quote.translation:
        yield _text(quote.translation, "describing", "")
    for tag in claim.tags:
        yield _text(tag, "tagging", "")


def _text(value: str, purpose: str, language: str) -> Node:
    node = {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose, "language": language}
    return _known(node)


def _targets(quote: ReportQuote) -> Iterator[Node]:
    words = _known(
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": quote.before[-AROUND:],
            "suffix": quote.after[:AROUND],
        }
    )
    kept = by_hash(quote.snapshot_sha256) if quote.snapshot_sha256 else ""
    if is_web_address(quote.article.address):
        state = {"type": "TimeState", "cached": kept}
        if quote.captured_at:
            state["sourceDate"] = _moment(quote.captured_at)
        yield _target(quote.article.address, [words], state, quote.article.language, "")
    if kept:
        place = {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
        yield _target(kept, [place, words], None, quote.article.language, "text/plain")


def _target(address: str, selectors: list[Node], state: Node | None, language: str, media_type: str) -> Node:
    source = {"id": address, "type": "Text", "language": language, "format": media_type}
    seen = _known(state) if state else None
    return _known({"type": "SpecificResource", "source": _known(source), "selector": selectors, "state": seen})


def _creator(person: ReportPerson | None, report: Report) -> list[Node]:
    """Return the desk, and who entered the claim as the report names people."""
    desk = _known({"type": "Organization", "name": report.desk.name, "homepage": report.desk.address})
    if person is None:
        return [desk]
    named = {"name": person.name} if person.name else {"nickname": f"{person.role} {person.number}"}
    return [{"type": "Person", **named}, desk]


def _collection(report: Report) -> str:
    if report.edition is not None and report.edition.address:
        return f"{report.edition.address}#quotes"
    return f"{report.desk.address}/reports#event-{report.log.last if report.log.last is not None else 'none'}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _known(node: Node) -> Node:
    """Leave out what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _dumped(node: Node) -> bytes:
    return json.dumps(node, ensure_ascii=False, allow_nan=False).encode("utf-8")
