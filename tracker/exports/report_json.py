"""A report as JSON, lossless and documented in docs/formats.md; one claim a line, so that a long one can stream."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tracker.domain.reports import SCHEMA, Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.findings import Findings, Tally
from tracker.domain.reports.sentences import checked_by_sentence, scope_sentence

MEDIA_TYPE = "application/json"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as JSON (RFC 8259) in UTF-8, walking its claims once."""
    tally = Tally()
    yield b"{\n"
    for name, value in head(report).items():
        yield _member(name, value) + b",\n"
    yield b'"claims": ['
    for place, claim in enumerate(report.claims):
        tally.add(claim)
        yield (b",\n" if place else b"\n") + dumped(claim_members(claim))
    yield b"\n],\n"
    yield b",\n".join(_member(name, value) for name, value in tail(report, tally.findings()).items())
    yield b"\n}\n"


def plain(value: Any) -> Any:
    """Return a value as JSON has it: moments in RFC 3339 and UTC, ids and words of closed lists as strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Iterable):
        return [plain(inner) for inner in value]
    return value


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


def tail(report: Report, found: Findings) -> dict[str, Any]:
    """Return what stands after the claims of a report."""
    return {
        "not_checked": report.not_checked,
        "counts": found.counts,
        "sources": found.sources,
        "unknowns": found.unknowns,
        "asked": found.asked,
        "would_change": found.would_change,
        "checked_by": found.checked_by,
        "sentences": {"scope": scope_sentence(report, found), "checked_by": checked_by_sentence(found.checked_by)},
    }


def _member(name: str, value: Any) -> bytes:
    return dumped(name) + b": " + dumped(plain(value))


def dumped(value: Any) -> bytes:
    """Return a plain value as JSON in UTF-8, on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
