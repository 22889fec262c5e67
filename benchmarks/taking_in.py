"""Measure taking lists in, to ``benchmarks/results/taking_in-DATE.md``.

Run as ``python -m benchmarks.taking_in``. Each measurement has a process of its own, so that its peak of memory is its
own: reading a list through alone, and taking it in on a desk of its own.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import select

from benchmarks import dated
from benchmarks.engines import NAMES, both
from tests.annotating import KEY
from tests.cast import employ
from tests.engines import Kind
from tests.taking_in import NODE, hands
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.models import User
from tracker.services import intakes, scales

READ = (10_000, 100_000)
TAKEN = {Kind.SQLITE: 10_000, Kind.POSTGRESQL: 2_000}
FORMS = ("jsonl", "json", "csv", "xlsx")
HEADINGS = ("Claim", "Verdict", "Rating value", "Reviewer", "URL", "Review date", "Speaker", "Claim URL", "Claim date")


def main() -> None:
    """Measure reading every form, and taking reviews and rows in on both engines, and write what was found."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="tracker-lists-") as folder:
        for form in FORMS:
            for count in READ:
                path = _list(Path(folder), form, count)
                found = _run("read", str(path))
                rows.append(
                    f"| read {form}, {path.stat().st_size / 1e6:.1f} MB | | {count:,} | {_figures(found, count)} |"
                )
                print(rows[-1], flush=True)
        with both("taking_in") as databases:
            for kind, count in TAKEN.items():
                path = _list(Path(folder), "jsonl", count)
                found = _run("take", str(path), databases.migrated(kind))
                rows.append(f"| take in jsonl | {NAMES[kind]} | {count:,} | {_figures(found, count)} |")
                rows.append(f"| the same again | {NAMES[kind]} | {count:,} | {_figures(found, count, 'again')} |")
                print(*rows[-2:], sep="\n", flush=True)
    lines = [
        "Reviews with a rating, a reviewer, a person who said it and a work, all different; as table rows the same.",
        "Reading is what a survey does. Taking in writes three events an entry, in one process. Other work went on",
        "beside it on the two cores. The peak is that of the whole process.",
        "",
        "| what | engine | entries | s | s of processor | entries a second of it | peak, MB |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]
    print(f"Written to {dated.write('taking_in', 'Taking lists in', lines)}")


def read(path: Path) -> None:
    """Look a list through, and print what that took, as JSON."""
    content = path.read_bytes()
    began, worked = time.perf_counter(), time.process_time()
    looked = intakes.looked_through(content, path.name)
    survey = intakes.look(content, looked[0], tuple(looked[1]), "")
    assert not survey.refused
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps({"took": took, "took_work": work, "peak": _peak()}))


def take(path: Path, url: str) -> None:
    """Take a list in twice, and print what that took, as JSON."""
    database = Database(url, KEY)
    employ(database)
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        session.commit()
    content, took = path.read_bytes(), []
    for _ in range(2):
        began, worked = time.perf_counter(), time.process_time()
        looked = intakes.looked_through(content, path.name)
        with closing(database.writing()) as session:
            anton = session.scalars(select(User).where(User.login == "anton")).one()
            intake = intakes.open_list(session, content, path.name, looked, by=anton)
            session.flush()
            job = intakes.begin(session, intake, seen=None, by=anton).id
            session.commit()
        hands(database).take_in(job)
        took.append((time.perf_counter() - began, time.process_time() - worked))
    database.engine.dispose()
    names = (("took", "took_work"), ("again", "again_work"))
    told = {
        name: one for pair, measured in zip(names, took, strict=True) for name, one in zip(pair, measured, strict=True)
    }
    print(json.dumps(told | {"peak": _peak()}))


def _figures(found: dict[str, float], count: int, what: str = "took") -> str:
    work = found[f"{what}_work"]
    return f"{found[what]:.1f} | {work:.1f} | {count / work:,.0f} | {found['peak']:.0f}"


def _run(*words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.taking_in", *words], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _peak() -> float:
    """Return the most memory that this process had, in MB."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def _list(folder: Path, form: str, count: int) -> Path:
    path = folder / f"{count}.{form}"
    if path.exists():
        return path
    if form in ("jsonl", "json"):
        nodes = [json.dumps(node) for node in _nodes(count)]
        path.write_text("\n".join(nodes) if form == "jsonl" else f"[{','.join(nodes)}]", "utf-8")
    elif form == "csv":
        written = io.StringIO()
        csv.writer(written).writerows([HEADINGS, *_cells(count)])
        path.write_text(written.getvalue(), "utf-8")
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in (HEADINGS, *_cells(count)):
            sheet.append(row)
        book.save(path)
    return path


def _nodes(count: int) -> Iterator[dict[str, object]]:
    for at, (claim, verdict, value, reviewer, url, day, who, work, said_on) in enumerate(_cells(count)):
        rating = {"ratingValue": value, "bestRating": "5", "worstRating": "1", "alternateName": verdict}
        item = {"@type": "Claim", "author": {"name": who}, "url": work, "datePublished": said_on}
        yield {**NODE, "name": f"Review {at}", "claimReviewed": claim, "url": url, "datePublished": day,
               "author": {"name": reviewer}, "reviewRating": rating, "itemReviewed": item}  # fmt: skip


def _cells(count: int) -> Iterator[tuple[str, ...]]:
    for at in range(count):
        yield (
            f"Convoy {at} took the coast road past {at % 97} posts and lost {at % 13} trucks near kilometre {at % 211}",
            ("False", "Falso", "Misleading", "True")[at % 4],
            ("1", "1", "3", "5")[at % 4],
            f"Checks {at % 20}",
            f"https://checks.example/{at}",
            f"2026-{at % 12 + 1:02}-{at % 28 + 1:02}",
            f"Speaker {at % 500}",
            f"https://posts.example/{at}",
            f"2025-{at % 12 + 1:02}-{at % 28 + 1:02}",
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", path]:
            read(Path(path))
        case ["take", path, url]:
            take(Path(path), url)
        case _:
            main()
