"""A report as JSON lines, lossless: the report first, a claim a line, what they rest on, at last what they come to."""

from collections.abc import Iterator
from contextlib import closing

from tracker.domain.reports import Report
from tracker.exports.plain_json import dumped, plain
from tracker.exports.report_json import Ending, head, thing_members

MEDIA_TYPE = "application/jsonl"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as JSON lines in UTF-8, walking its claims once; ``line`` says what each is."""
    with closing(Ending(report)) as ending:
        yield dumped({"line": "report", **plain(head(report))}) + b"\n"
        for claim in report.claims:
            yield dumped({"line": "claim", **ending.passing(claim)}) + b"\n"
        for thing in report.things:
            yield dumped({"line": "thing", **thing_members(thing)}) + b"\n"
        yield b'{"line": "end"'
        for name, chunks in ending.members():
            yield b", " + dumped(name) + b": "
            yield from chunks
        yield b"}\n"
