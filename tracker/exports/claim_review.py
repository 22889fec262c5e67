"""Decided claims as schema.org ClaimReview in JSON-LD: one, for its page, or all of a report as a feed.

What is still in work is not handed out, nor what waits for another look. A verdict off the line has its word and no
number. Read in schema.org 30.0 and in Google's guide to fact check markup.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim, ReportEvidence
from tracker.domain.reports.quotes import ReportArticle, ReportQuote, SourceRef
from tracker.domain.vocabulary import ClaimStage, SourceKind, Stance
from tracker.exports.named import claim_address, is_web_address, iso_date, urn

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"
BEST, WORST = 5, 1

_PEOPLE = (SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.ACCOUNT)
_NOBODY = (SourceKind.DOCUMENT, SourceKind.EVENT, SourceKind.GENERAL_OPINION, SourceKind.UNKNOWN)
_CARRIES = (Stance.ASSERTS, Stance.REPORTS)

Node = dict[str, Any]


def write(report: Report) -> Iterator[bytes]:
    """Yield the decided claims of a report as a DataFeed, one a line, walking its claims once."""
    yield _dumped({"@context": CONTEXT, "@type": "DataFeed", "name": report.title})[:-1]
    yield b', "dataFeedElement": ['
    between = b"\n"
    for claim in report.claims:
        if is_reviewed(claim):
            item = {"@type": "DataFeedItem", "dateModified": _decided_at(claim), "item": claim_review(report, claim)}
            yield between + _dumped(item)
            between = b",\n"
    yield b"\n]}\n"


def is_reviewed(claim: ReportClaim) -> bool:
    """Tell whether a claim is decided, so that its verdict may go out."""
    return claim.decision is not None and claim.stage is ClaimStage.DECIDED


def embedded(report: Report, claim: ReportClaim) -> str:
    """Return a decided claim as JSON-LD that may stand between script tags: nothing in it ends them."""
    return between_tags({"@context": CONTEXT, **claim_review(report, claim)})


def between_tags(node: Mapping[str, Any]) -> str:
    """Return JSON-LD that may stand between script tags."""
    told = json.dumps(node, ensure_ascii=False)
    return told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def claim_review(report: Report, claim: ReportClaim) -> Node:
    """Return a decided claim as a ClaimReview, without context."""
    decision = claim.decision
    if decision is None:
        raise ValueError(f"claim {claim.number} is not decided")
    address = claim_address(report, claim.number)
    return _known(
        {
            "@type": "ClaimReview",
            "@id": address,
            "url": address,
            "claimReviewed": claim.statement,
            "reviewBody": decision.reason,
            "inLanguage": report.options.language,
            "datePublished": _moment(report.edition.published_at if report.edition else decision.at),
            "dateModified": _decided_at(claim),
            "author": _desk(report),
            "reviewRating": _rating(claim),
            "itemReviewed": _claim(claim),
            "citation": [_evidence(piece) for piece in claim.evidence],
            "correction": _corrections(report, claim),
        }
    )


def _rating(claim: ReportClaim) -> Node:
    assert claim.decision is not None
    verdict = claim.decision.verdict
    assert verdict is not None
    numbers = {"ratingValue": verdict.rating, "bestRating": BEST, "worstRating": WORST}
    return _known(
        {
            "@type": "Rating",
            "alternateName": verdict.label,
            "ratingExplanation": verdict.definition,
            **(numbers if verdict.rating is not None else {}),
        }
    )


def _desk(report: Report) -> Node:
    desk = report.desk
    return _known({"@type": "Organization", "name": desk.name, "url": desk.address, "email": desk.contact})


def _claim(claim: ReportClaim) -> Node:
    carrying = [quote for quote in claim.quotes if quote.stance in _CARRIES]
    appearances = _works(carrying)
    dated = sorted((one for one in appearances if "datePublished" in one), key=lambda one: str(one["datePublished"]))
    return _known(
        {
            "@type": "Claim",
            "@id": urn(claim.id),
            "name": claim.statement,
            "author": _author(claim, carrying),
            "datePublished": dated[0]["datePublished"] if dated else "",
            "firstAppearance": dated[0] if dated else None,
            "appearance": appearances,
        }
    )


def _author(claim: ReportClaim, carrying: Sequence[ReportQuote]) -> Node | None:
    """Return who said it: the named source with which its trails end first, else the first publisher."""
    known = {source.number: source for source in claim.sources}
    ends = [end for group in claim.origins.groups for end in group.ends if end.supports and end.named]
    speakers = [SourceRef(one.number, one.name, one.kind) for end in ends if (one := known.get(end.source or 0))]
    publishers = [quote.article.publisher for quote in carrying if quote.article.publisher]
    said = (_speaker(one) for one in (*speakers, *publishers) if one.kind not in _NOBODY)
    return next(said, None)


def _speaker(source: SourceRef) -> Node:
    return {"@type": "Person" if source.kind in _PEOPLE else "Organization", "name": source.name}


def _works(quotes: Sequence[ReportQuote]) -> list[Node]:
    """Return the articles in which a claim stands, each once."""
    return [_work(article) for article in {quote.article.number: quote.article for quote in quotes}.values()]


def _work(article: ReportArticle) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "url": article.address if is_web_address(article.address) else "",
            "headline": article.title,
            "datePublished": iso_date(article.published),
            "inLanguage": article.language,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": _publisher(article.publisher),
        }
    )


def _publisher(source: SourceRef | None) -> Node | None:
    return _speaker(source) if source is not None and source.kind not in _NOBODY else None


def _evidence(piece: ReportEvidence) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "name": piece.title,
            "url": piece.address if is_web_address(piece.address) else "",
            "text": piece.excerpt,
            "datePublished": iso_date(piece.published),
            "publisher": _publisher(piece.publisher),
        }
    )


def _corrections(report: Report, claim: ReportClaim) -> list[Node]:
    """Return the report's corrections where this claim is one of those that changed."""
    if not any(one.claim == claim.number for one in report.since):
        return []
    return [
        {"@type": "CorrectionComment", "text": one.words, "datePublished": _moment(one.on)}
        for one in report.corrections
    ]


def _decided_at(claim: ReportClaim) -> str:
    return _moment(claim.decision.at) if claim.decision else ""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _known(node: Node) -> Node:
    """Leave out what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _dumped(node: Node) -> bytes:
    return json.dumps(node, ensure_ascii=False, allow_nan=False).encode("utf-8")
