"""Measure how fast a long record is checked, and in how much memory, to ``benchmarks/results/verifying-DATE.md``.

Run as ``python -m benchmarks.verifying``. Each check runs in a process of its own, so that its memory is its alone.
"""

import multiprocessing
import os
import platform
import re
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median

from benchmarks import dated
from benchmarks.engines import NAMES, both
from benchmarks.long_record import LongRecord
from tests.engines import Kind
from tests.small_desk import KEY
from tracker.db import Database
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger

SIZES = (50_000, 200_000)
ROUNDS = 3
HEADS = ("check", "events", "changes", "events/s", "per second of processor", "memory, MB")
# A copy of this process would begin with all that this one holds.
PROCESSES = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Took:
    """What a check read, its seconds by the clock and of its own processor time, and by how much its memory grew."""

    events: int
    changes: int
    seconds: float
    busy: float
    megabytes: float


def main() -> None:
    """Measure both engines and write what was found."""
    lines = _head()
    with both("verifying") as databases, tempfile.TemporaryDirectory() as folder:
        for kind in Kind:
            lines += _engine(databases.migrated(kind), kind, Path(folder, kind))
    print(f"Written to {dated.write('verifying', 'Checking a long record', lines)}")


def _engine(url: str, kind: Kind, home: Path) -> list[str]:
    record, rows = LongRecord(url, home), []
    for size in SIZES:
        record.grow(size)
        for check in ("full", "quick"):
            cells = _cells([_measured(url, quick=check == "quick") for _ in range(ROUNDS)])
            rows.append(f"| {check} | {' | '.join(cells)} |")
            print(f"{NAMES[kind]}: {rows[-1]}")
    record.desk.database.engine.dispose()
    return [f"## {NAMES[kind]}", "", f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS), *rows, ""]


def _cells(took: list[Took]) -> list[str]:
    rate = median(one.events / one.seconds for one in took)
    alone = median(one.events / one.busy for one in took)
    figures = (took[0].events, took[0].changes, rate, alone)
    return [*(f"{figure:,.0f}" for figure in figures), f"{max(one.megabytes for one in took):.0f}"]


def _measured(url: str, *, quick: bool) -> Took:
    pipe, end = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_check, args=(url, quick, end))
    process.start()
    end.close()
    took: Took = pipe.recv()
    process.join()
    return took


def _check(url: str, quick: bool, end: Pipe) -> None:
    database, read = Database(url, KEY), Ledger()
    with closing(database.snapshot()) as session:
        session.connection()  # It is made before the clock runs.
        held, begun, busy = _memory("VmRSS"), time.perf_counter(), time.process_time()
        faults = list(verify(session, KEY, read, quick=quick))
        seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    if faults:
        raise RuntimeError(f"the record has faults: {faults[:3]}")
    end.send(Took(read.events, read.changes, seconds, busy, (_memory("VmHWM") - held) / 1024))
    database.engine.dispose()


def _memory(what: str) -> int:
    """Return a figure of this process's memory in kB, as Linux tells it: now (VmRSS), or the most so far (VmHWM)."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


def _head() -> list[str]:
    return [
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. Claims are annotated, "
        "reworded, withdrawn and remarked on through the program's own append, 500 events a transaction, each followed "
        "by a seal. *full* is `tracker verify`: leaves, HMACs, values, tree, seals, revisions, every row both ways. "
        "*quick* is `tracker verify --quick`: leaves, HMACs, tree and seals. Rates are the middle ones of "
        f"{ROUNDS} checks, by the clock and by the processor time of the check alone, without that of PostgreSQL's own "
        "process. Memory is by how much the process grew at most, in MB; on SQLite up to 32 of them are the cache of "
        "the database. `python -m benchmarks.verifying` runs it.",
        "",
    ]


if __name__ == "__main__":
    main()
