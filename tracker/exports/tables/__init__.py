"""A report as tables: claims, where they stand, the steps of their trails, sources and owners, and all they rest on.

Every table has the number of the claim, so that a spreadsheet or a database joins them. Cells have types; what is not
known is None. docs/formats.md says what the columns hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.exports.tables.cells import Row, Value, day, lines, who
from tracker.exports.tables.grounds import PARTS


@dataclass(frozen=True)
class Table:
    """The name of a table and its columns."""

    name: str
    columns: tuple[str, ...]


def _table(name: str, columns: str) -> Table:
    return Table(name, tuple(columns.split()))


TABLES = {
    table.name: table
    for table in (
        _table(
            "claims",
            "claim id statement what_is_checked kind readings stage verdict rating verdict_as_of reason would_change "
            "override one_person decided_by decided_at annotated_by annotated_at places independent_origins "
            "named_origins origins found steps steps_read related tags withheld",
        ),
        _table(
            "places",
            "claim quote_id article title publisher byline published language address version captured_at "
            "snapshot_sha256 start end quote before after how score confirmed_by lost voice stance hedge translation "
            "translator beyond",
        ),
        _table(
            "steps",
            "claim quote_id step_id nearer_step_id depth source name kind named_as manner stance basis cue "
            "cited_article cited_title note check read_as checked_by checked_at inherited beyond",
        ),
        _table("sources", "source name kind other_names"),
        _table("owners", "source owner name control since until basis standing"),
        _table(
            "evidence",
            "claim id stance title address archived excerpt publisher had_from published file_sha256 direct note"
            " added_at",
        ),
        _table("searches", "claim id kind words asked asked_on outcome answer answered_on"),
        _table("assessments", "claim id by at verdict rating ticks reasons words rests_on claim_rev superseded"),
        _table(
            "decisions",
            "claim id by at verdict rating as_of reason would_change override one_person gate drawn_from claim_rev",
        ),
        _table("events", "claim event at action sentence why"),
        _table("not_checked", "claim statement triage"),
    )
}
"""All tables by name, in order."""


def rows(report: Report) -> Iterator[tuple[str, Row]]:
    """Yield the rows of all tables, each with the name of its table, walking the claims once."""
    told: set[int] = set()
    for claim in report.claims:
        yield "claims", _claim(claim)
        for quote in claim.quotes:
            yield "places", {"claim": claim.number, **_place(quote)}
            for step in _steps(quote.trail, None, 1):
                yield "steps", {"claim": claim.number, "quote_id": str(quote.id), **step}
        yield from _sources(claim, told)
        for name, theirs in PARTS.items():
            for row in theirs(claim):
                yield name, {"claim": claim.number, **row}
    for left in report.not_checked:
        yield "not_checked", {"claim": left.number, "statement": left.statement, "triage": left.triage.label}


def _claim(claim: ReportClaim) -> Row:
    decision, verdict = claim.decision, claim.verdict
    return {
        "claim": claim.number,
        "id": str(claim.id),
        "statement": claim.statement,
        "what_is_checked": claim.checked.label,
        "kind": claim.kind.label,
        "readings": lines(claim.readings),
        "stage": claim.stage.label,
        "verdict": verdict.label if verdict else None,
        "rating": verdict.rating if verdict else None,
        "verdict_as_of": day(decision.as_of) if decision else None,
        "reason": decision.reason if decision else None,
        "would_change": decision.would_change if decision else None,
        "override": decision.override if decision else None,
        "one_person": decision.one_person if decision else None,
        "decided_by": who(decision.by) if decision else None,
        "decided_at": decision.at if decision else None,
        "annotated_by": who(claim.annotated_by),
        "annotated_at": claim.annotated_at,
        "places": len(claim.quotes),
        "independent_origins": claim.origins.independent,
        "named_origins": claim.origins.named,
        "origins": " · ".join(claim.origins.sentence),
        "found": lines(f"{one.about}: {one.flag.label}" for one in claim.origins.flags),
        "steps": claim.origins.steps,
        "steps_read": claim.origins.read,
        "related": lines(f"{link.relation.label} {link.number}" for link in claim.links if link.outgoing),
        "tags": lines(claim.tags),
        "withheld": lines(f"{one.basis}: {one.why} [{', '.join(one.what)}]" for one in claim.withheld),
    }


def _place(quote: ReportQuote) -> Row:
    article = quote.article
    return {
        "quote_id": str(quote.id),
        "article": article.number,
        "title": article.title,
        "publisher": article.publisher.name if article.publisher else None,
        "byline": article.byline,
        "published": day(article.published),
        "language": article.language,
        "address": article.address,
        "version": quote.version,
        "captured_at": quote.captured_at,
        "snapshot_sha256": quote.snapshot_sha256,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.exact,
        "before": quote.before,
        "after": quote.after,
        "how": quote.how.label if quote.how else None,
        "score": quote.score,
        "confirmed_by": who(quote.confirmed_by),
        "lost": quote.lost,
        "voice": quote.voice.label if quote.voice else None,
        "stance": quote.stance.label,
        "hedge": quote.hedge,
        "translation": quote.translation,
        "translator": quote.translator,
        "beyond": None if quote.trail else quote.beyond.label,
    }


def _steps(trail: Iterable[ReportStep], nearer: str | None, depth: int) -> Iterator[dict[str, Value]]:
    """Yield the steps of a trail, each before those beyond it; the depth is 1 next to the reader."""
    for step in trail:
        yield {
            "step_id": str(step.id),
            "nearer_step_id": nearer,
            "depth": depth,
            "source": step.source.number,
            "name": step.source.name,
            "kind": step.source.kind.label,
            "named_as": step.named_as,
            "manner": step.manner.label,
            "stance": step.stance.label if step.stance else None,
            "basis": step.basis.label,
            "cue": step.cue,
            "cited_article": step.cited.number if step.cited else None,
            "cited_title": step.cited.title if step.cited else None,
            "note": step.note,
            "check": step.check.label,
            "read_as": step.read_as.label if step.read_as else None,
            "checked_by": who(step.checked_by),
            "checked_at": step.checked_at,
            "inherited": step.inherited,
            "beyond": None if step.had_from else step.beyond.label,
        }
        yield from _steps(step.had_from, str(step.id), depth + 1)


def _sources(claim: ReportClaim, told: set[int]) -> Iterator[tuple[str, Row]]:
    """Yield the sources of a claim that were not told before, and their owners."""
    for source in claim.sources:
        if source.number in told:
            continue
        told.add(source.number)
        known: Row = {"source": source.number, "name": source.name, "kind": source.kind.label}
        yield "sources", {**known, "other_names": lines(source.names)}
        for owner in source.owners:
            yield (
                "owners",
                {
                    "source": source.number,
                    "owner": owner.number,
                    "name": owner.name,
                    "control": owner.control.label,
                    "since": day(owner.since),
                    "until": day(owner.until),
                    "basis": owner.basis,
                    "standing": owner.standing.label,
                },
            )
