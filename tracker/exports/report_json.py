"""A report as JSON, lossless and documented in docs/formats.md; one claim a line, so that a long one can stream."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from tracker.domain.reports import SCHEMA, Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.findings import Tally, asked, unknowns, would_change
from tracker.domain.reports.sentences import checked_by_sentence, scope_sentence
from tracker.domain.reports.things import Thing
from tracker.exports.plain_json import LongList, dumped, plain

MEDIA_TYPE = "application/json"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as JSON (RFC 8259) in UTF-8, walking its claims once."""
    with closing(Ending(report)) as ending:
        yield b"{\n"
        for name, value in head(report).items():
            yield dumped(name) + b": " + dumped(plain(value)) + b",\n"
        yield from _listed("claims", map(ending.passing, report.claims))
        yield from _listed("things", map(thing_members, report.things))
        for place, (name, chunks) in enumerate(ending.members()):
            yield (b",\n" if place else b"") + dumped(name) + b": "
            yield from chunks
        yield b"\n}\n"


def head(report: Report) -> dict[str, Any]:
    """Return what stands before the claims of a report."""
    return {
        "schema": SCHEMA,
        "title": report.title,
        "desk": report.desk,
        "scope": report.scope,
        "log": report.log,
        "generated_by": report.generated_by,
        "scale": report.scale,
        "edition": report.edition,
        "summary": report.summary,
        "options": report.options,
        "corrections": report.corrections,
        "since": report.since,
        "claim_count": report.claim_count,
    }


def claim_members(claim: ReportClaim) -> dict[str, Any]:
    """Return a claim as JSON has it; the sources named in it stand once in the report."""
    members: dict[str, Any] = plain(claim)
    # Sources stand once in the report, and are named by number everywhere else.
    del members["sources"]
    return members | {"verdict": plain(claim.verdict)}


def thing_members(thing: Thing) -> dict[str, Any]:
    """Return what a report rests on as JSON has it: each row with its table before its columns."""
    return {"kind": thing.kind, "rows": [{"table": row.table, **plain(row.columns)} for row in thing.rows]}


class Ending:
    """What stands after the claims of a report: gathered claim by claim, what grows with them on disk."""

    def __init__(self, report: Report) -> None:
        self._report, self._tally = report, Tally()
        self._unknowns, self._asked, self._would_change = LongList(), LongList(), LongList()

    def close(self) -> None:
        """Forget what was gathered."""
        for values in (self._unknowns, self._asked, self._would_change):
            values.close()

    def passing(self, claim: ReportClaim) -> dict[str, Any]:
        """Take a claim in, and return it as JSON has it."""
        self._tally.count(claim)
        for values, found in (
            (self._unknowns, unknowns(claim)),
            (self._asked, asked(claim)),
            (self._would_change, would_change(claim)),
        ):
            for value in found:
                values.add(value)
        return claim_members(claim)

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield what stands after the claims: each name, with its value as JSON on one line, part by part."""
        found = self._tally.findings()
        yield "not_checked", _at_once(self._report.not_checked)
        yield "counts", _at_once(found.counts)
        yield "sources", _at_once(found.sources)
        yield "unknowns", self._unknowns.read()
        yield "asked", self._asked.read()
        yield "would_change", self._would_change.read()
        yield "checked_by", _at_once(found.checked_by)
        said = {"scope": scope_sentence(self._report, found), "checked_by": checked_by_sentence(found.checked_by)}
        yield "sentences", _at_once(said)


def _at_once(value: Any) -> Iterator[bytes]:
    yield dumped(plain(value))


def _listed(name: str, values: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a list with each of its values on a line."""
    yield dumped(name) + b": ["
    for place, value in enumerate(values):
        yield (b",\n" if place else b"\n") + dumped(value)
    yield b"\n],\n"
