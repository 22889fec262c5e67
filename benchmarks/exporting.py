"""Measure writing reports in every format, to ``benchmarks/results/exporting-DATE.md``.

Run as ``python -m benchmarks.exporting``. Each measurement has a process of its own, so that its peak of memory is its
own. The claims come from a generator, as they do from a database; reading them from one is not measured.
"""

import json
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import dated
from benchmarks.engines import both
from tests.engines import Kind
from tests.many_claims import long_report
from tests.report_desk import DESK, report_desk
from tracker.domain.formats import ReportFormat
from tracker.domain.reports import Report
from tracker.exports import files, tables
from tracker.services import reports

ON_PAPER = (ReportFormat.HTML, ReportFormat.PDF, ReportFormat.DOCX)
PAPER_CLAIMS, LONG_CLAIMS = (24, 100, 500), (10_000, 100_000)


def main() -> None:
    """Measure every format and write what was found."""
    with TemporaryDirectory(prefix="tracker-exporting-") as folder:
        kept = Path(folder) / "report"
        report = _report()
        kept.write_bytes(pickle.dumps(report))
        in_tables = sum(1 for _ in tables.rows(report)) / report.claim_count
        paper = list(_rows(kept, ON_PAPER, PAPER_CLAIMS))
        others = list(_rows(kept, [form for form in ReportFormat if form not in ON_PAPER], LONG_CLAIMS))
    names = ("format", "claims", "s", "s of processor", "claims a second of it", "first byte, s", "MB", "peak, MB")
    head = [f"| {' | '.join((*names, 'pages'))} |", "|---" * (len(names) + 1) + "|"]
    lines = [
        "Claims like those of the tests, with quotes, steps, evidence, assessments, decisions and events: as tables "
        f"they are {in_tables:.1f} rows each. Other work went on beside it on the two cores, which the time of the "
        "processor does not count. The peak is that of the whole process.",
        "",
    ]
    lines += ["For paper:", "", *head, *paper, "", "Of any length:", "", *head, *others]
    print(f"Written to {dated.write('exporting', 'Writing reports', lines)}")


def measure(kept: Path, form: ReportFormat, claims: int) -> None:
    """Write a report and print what it took, as JSON."""
    report: Report = long_report(pickle.loads(kept.read_bytes()), claims)
    began, worked = time.perf_counter(), time.process_time()
    first, size, content = 0.0, 0, b""
    for chunk in files.parts(report, form):
        first = first or time.perf_counter() - began
        size += len(chunk)
        content = chunk if form is ReportFormat.PDF else b""
    took, work = time.perf_counter() - began, time.process_time() - worked
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    print(json.dumps({"took": took, "work": work, "first": first, "size": size / 1e6, "peak": peak(), "pages": pages}))


def peak() -> float:
    """Return the most memory that this process had, in MB; what its parent had does not count, as it does elsewhere."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def _rows(kept: Path, forms: Sequence[ReportFormat], counts: Sequence[int]) -> Iterator[str]:
    for form in forms:
        for claims in counts:
            command = [sys.executable, "-m", "benchmarks.exporting", str(kept), form.value, str(claims)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            told = json.loads(done.stdout)
            speed = f"{told['took']:.2f} | {told['work']:.2f} | {claims / told['work']:,.0f} | {told['first']:.3f}"
            size = f"{told['size']:.1f} | {told['peak']:.0f} | {told['pages'] or ''}"
            row = f"| {form.value} | {claims:,} | {speed} | {size} |"
            print(row)
            yield row


def _report() -> Report:
    """Return the report of the tests, whole."""
    with both("exporting") as databases:
        desk = report_desk(databases.migrated(Kind.SQLITE))
        with closing(desk.database.reading()) as session:
            report = reports.for_article(session, desk.article, desk=DESK, person=desk.ines)
            return replace(report, claims=tuple(report.claims))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]), ReportFormat(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
