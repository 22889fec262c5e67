"""A report as a file: written once, hashed as it is written, under a name that every system takes."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from tracker.domain.formats import ReportFormat
from tracker.domain.reports import Report
from tracker.domain.text import one_line
from tracker.exports import (
    claim_review,
    prov_json,
    report_csv,
    report_docx,
    report_html,
    report_json,
    report_jsonl,
    report_pdf,
    report_tables,
    report_xlsx,
    web_annotation,
)

_IN_MEMORY = 4 * 1024 * 1024
_LONGEST_NAME = 60
# What some system does not take in the name of a file, and the signs that turn its direction.
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')

_WRITERS: dict[ReportFormat, tuple[Callable[[Report], Iterator[bytes]], str]] = {
    ReportFormat.HTML: (report_html.write, report_html.MEDIA_TYPE),
    ReportFormat.PDF: (report_pdf.write, report_pdf.MEDIA_TYPE),
    ReportFormat.DOCX: (report_docx.write, report_docx.MEDIA_TYPE),
    ReportFormat.XLSX: (report_xlsx.write, report_xlsx.MEDIA_TYPE),
    ReportFormat.CSV: (report_csv.write, report_csv.MEDIA_TYPE),
    ReportFormat.TABLES: (report_tables.write, report_tables.MEDIA_TYPE),
    ReportFormat.JSON: (report_json.write, report_json.MEDIA_TYPE),
    ReportFormat.JSON_LINES: (report_jsonl.write, report_jsonl.MEDIA_TYPE),
    ReportFormat.CLAIM_REVIEW: (claim_review.write, claim_review.MEDIA_TYPE),
    ReportFormat.ANNOTATIONS: (web_annotation.write, web_annotation.MEDIA_TYPE),
    ReportFormat.PROV: (prov_json.write, prov_json.MEDIA_TYPE),
}
# How the names of files end whose format is told apart by more than its name.
_ENDINGS = {
    ReportFormat.CLAIM_REVIEW: "claimreview.jsonld",
    ReportFormat.ANNOTATIONS: "annotations.jsonld",
    ReportFormat.PROV: "prov.json",
}


@dataclass(frozen=True)
class ReportFile:
    """A written report, at its beginning; a long one lies on disk until it is closed. ``size`` is in bytes."""

    file: IO[bytes]
    name: str
    media_type: str
    size: int
    sha256: str


def parts(report: Report, form: ReportFormat) -> Iterator[bytes]:
    """Yield a report in a format, part by part; raises the refusals of that format."""
    writer, _ = _WRITERS[form]
    return writer(report)


def write(report: Report, form: ReportFormat) -> ReportFile:
    """Write a report in a format; raises the refusals of that format."""
    _, media_type = _WRITERS[form]
    digest = hashlib.sha256()
    file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it.
    try:
        for chunk in parts(report, form):
            digest.update(chunk)
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    return ReportFile(file, file_name(report, form), media_type, size, digest.hexdigest())


def file_name(report: Report, form: ReportFormat) -> str:
    """Return the name of a report's file: its title in any script, and the event that it is as of."""
    title = one_line(_UNUSABLE.sub(" ", report.title), _LONGEST_NAME).strip(" .…") or "report"
    as_of = "" if report.log.last is None else f" (event {report.log.last})"
    return f"{title}{as_of}.{_ENDINGS.get(form, form.value)}"
