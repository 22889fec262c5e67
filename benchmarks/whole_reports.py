"""Measure whole reports, taken in and out again, to ``benchmarks/results/whole-reports-DATE.md``.

Run as ``python -m benchmarks.whole_reports``. Each measurement has a process of its own, so that its peak of memory is
its own. The report is that of the tests over and over: every five claims have articles, captures and passages of their
own.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import select

from benchmarks import dated
from benchmarks.engines import NAMES, both
from benchmarks.exporting import peak
from tests.engines import Kind
from tests.report_desk import DESK, KEY, report_desk
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actors import Program
from tracker.domain.formats import ReportFormat
from tracker.exports import files
from tracker.exports.plain_json import dumped
from tracker.models import Claim, User
from tracker.services import people, reports, whole_reports
from tracker.services.verification import verify

CLAIMS = 10_000
BENCH = Program("bench")
_TOGETHER = 40
_ONCE = ("scale", "person", "source", "ownership")


def main() -> None:
    """Measure both engines and write what was found."""
    found = []
    with TemporaryDirectory(prefix="tracker-whole-reports-") as folder, both("whole-reports") as databases:
        report = Path(folder) / "report.jsonl"
        rows = _write(report, databases.migrated(Kind.SQLITE))
        size = report.stat().st_size / 1e6
        for kind, name in NAMES.items():
            url = databases.migrated(kind)
            for what in _STEPS:
                found.append(f"| {name} | {_measured(what, report, url, rows)} |")
                print(found[-1])
    lines = [
        f"A report of {CLAIMS:,} claims with all that they rest on: {rows:,} rows, {size:,.0f} MB of JSON lines. It is",
        "looked through, entered into an empty desk, entered once more, checked with `verify`, and taken out of there",
        "again, whole. Other work went on beside it on the two cores, which the time of the processor does not count;",
        "that of PostgreSQL's server is not in it either. The peak is that of the whole process.",
        "",
        "| engine | what | s | s of processor | rows a second of it | peak, MB |",
        "|---|---|---|---|---|---|",
        *found,
    ]
    print(f"Written to {dated.write('whole-reports', 'Whole reports, taken in and out', lines)}")


def look(report: Path, url: str) -> None:
    """Look the report through."""
    with report.open("rb") as file:
        looked = whole_reports.look_through(file)
    assert not looked.damages, looked.damaged[:3]


def enter(report: Path, url: str) -> None:
    """Enter the report, in as many transactions as the command takes."""
    database = Database(url, KEY)
    said = whole_reports.Report("Harbour desk", "Many", "0" * 64, "nobody's")
    with report.open("rb") as file:
        for share in whole_reports.shares(whole_reports.things(file)):
            with closing(database.writing()) as session:
                outcome = whole_reports.enter(session, said, share, by=BENCH)
                session.commit()
                assert not outcome.refused, outcome.refused[:3]


def check(report: Path, url: str) -> None:
    """Check the record, and the desk against it."""
    with closing(Database(url, KEY).snapshot()) as session:
        faults = list(verify(session, KEY))
        assert not faults, faults[:3]


def take_out(report: Path, url: str) -> None:
    """Take the report out again, as one of its people who was let in."""
    database = Database(url, KEY)
    with closing(database.writing()) as session:
        by = session.scalars(select(User).order_by(User.id)).first()
        assert by is not None
        people.reactivate(session, by, by=BENCH)
        session.commit()
        person = by.id
    with closing(database.reading()) as session:
        ids = session.scalars(select(Claim.id).order_by(Claim.id)).all()
        by = session.get_one(User, person)
        told = reports.for_claims(session, ids, title="Many", filters={}, desk=DESK, person=by, whole=True)
        for _ in files.parts(told, ReportFormat.JSON_LINES):
            pass


_STEPS: dict[str, tuple[str, Callable[[Path, str], None]]] = {
    "look": ("look through", look),
    "enter": ("enter", enter),
    "again": ("enter once more", enter),
    "check": ("verify", check),
    "out": ("take out, whole", take_out),
}


def measure(what: str, report: Path, url: str) -> None:
    """Do one step and print what it took, as JSON."""
    began, worked = time.perf_counter(), time.process_time()
    _STEPS[what][1](report, url)
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps({"took": took, "work": work, "peak": peak()}))


def _measured(what: str, report: Path, url: str, rows: int) -> str:
    command = [sys.executable, "-m", "benchmarks.whole_reports", what, str(report), url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    speed = rows / told["work"]
    return f"{_STEPS[what][0]} | {told['took']:.0f} | {told['work']:.0f} | {speed:,.0f} | {told['peak']:.0f}"


def _write(report: Path, url: str) -> int:
    """Write the report and return how many rows it has."""
    desk = report_desk(url)
    with closing(desk.database.reading()) as session:
        told = reports.for_article(session, desk.article, desk=DESK, person=desk.ines, whole=True)
        lines = b"".join(files.parts(told, ReportFormat.JSON_LINES)).splitlines()
    head, end = json.loads(lines[0]), lines[-1]
    things = [line for line in map(json.loads, lines) if line["line"] == "thing"]
    rows = 0
    with report.open("wb") as file:
        file.write(dumped(head | {"claim_count": CLAIMS}) + b"\n")
        for one in _over_and_over(things):
            rows += len(one["rows"])
            file.write(dumped(one) + b"\n")
        file.write(end + b"\n")
    return rows


def _over_and_over(things: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the things so often that there are enough claims, those of each round with ids and numbers of their own."""
    yield from (one for one in things if one["kind"] in _ONCE)
    rest = [one for one in things if one["kind"] not in _ONCE]
    rounds = CLAIMS // sum(one["kind"] == "claim" for one in rest)
    for first in range(0, rounds, _TOGETHER):
        several = [_renewed(rest, at) for at in range(first, min(first + _TOGETHER, rounds))]
        # As a report has them, which tells what many claims share before them.
        yield from (one for of_kind in zip(*several, strict=True) for one in of_kind)


def _renewed(things: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    new = {row["id"]: str(chance.new_id()) for one in things for row in one["rows"]}
    return [{**one, "rows": [_row(row, new, at) for row in one["rows"]]} for one in things]


def _row(row: dict[str, Any], new: dict[str, str], at: int) -> dict[str, Any]:
    renewed = {name: new.get(value, value) if _is_id(value) else value for name, value in row.items()}
    if row.get("number") is not None:
        renewed["number"] = row["number"] + at * 10
    return renewed


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    else:
        main()
