"""A report as JSON lines, lossless: the report first, then a claim a line, at last what the claims come to."""

from collections.abc import Iterator

from tracker.domain.reports import Report
from tracker.domain.reports.findings import Tally
from tracker.exports.report_json import claim_members, dumped, head, plain, tail

MEDIA_TYPE = "application/jsonl"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as JSON lines in UTF-8, walking its claims once; ``line`` says what each is."""
    tally = Tally()
    yield dumped({"line": "report", **plain(head(report))}) + b"\n"
    for claim in report.claims:
        tally.add(claim)
        yield dumped({"line": "claim", **claim_members(claim)}) + b"\n"
    yield dumped({"line": "end", **plain(tail(report, tally.findings()))}) + b"\n"
