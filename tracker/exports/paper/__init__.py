"""A report as it stands on paper: blocks in reading order, which PDF and DOCX each set in their own way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.domain import vocabulary
from tracker.domain.errors import TooLarge
from tracker.domain.reports import Report
from tracker.domain.reports.findings import findings
from tracker.exports.paper.appendix import appendix
from tracker.exports.paper.blocks import Block, Heading, plain
from tracker.exports.paper.claims import claims_in_full
from tracker.exports.paper.first_page import first_page
from tracker.exports.paper.runs import Words
from tracker.exports.paper.together import together
from tracker.exports.report_html import MOST_CLAIMS


@dataclass(frozen=True)
class Paper:
    """What a file says of itself, the line at the foot of its pages, its blocks; ``seal`` is signed, "" without one."""

    title: str
    author: str
    language: str
    size: vocabulary.Paper
    at: datetime | None
    foot: str
    blocks: tuple[Block, ...]
    seal: str = ""


def paper(report: Report) -> Paper:
    """Lay a report out; raises TooLarge where it has more claims than people print."""
    if report.claim_count > MOST_CLAIMS:
        raise TooLarge(
            f"A printable report holds at most {MOST_CLAIMS} claims, and this would have {report.claim_count:,}. "
            "Filter the list further, or take it as a spreadsheet or JSON."
        )
    return Paper(
        title=f"{report.title} · {report.desk.name}",
        author=report.desk.name,
        language=report.options.language,
        size=report.options.paper,
        at=report.log.at,
        foot=_foot(report),
        blocks=tuple(_blocks(report)),
        seal=report.edition.seal if report.edition else "",
    )


def _blocks(report: Report) -> Iterator[Block]:
    claims = tuple(report.claims)
    found = findings(claims)
    words = Words(report.desk.zone)
    yield from first_page(report, claims, found, words)
    if report.scope.article is not None and len(claims) > 1:
        yield from together(claims, report.scope.article.number)
    if claims:
        yield Heading(2, plain("The claims in full"), anchor="in-full", new_page=True)
        yield from claims_in_full(claims, words)
    yield from appendix(report, claims, found, words)


def _foot(report: Report) -> str:
    """Return what stands at the foot of each page: up to where the record goes, and the beginning of its root."""
    if report.log.last is None:
        return report.desk.name
    return f"{report.desk.name} · recorded up to event {report.log.last:,} · {report.log.root[:16]}"
