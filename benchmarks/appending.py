"""Measure saves by many writers at once, with the log and without, to ``benchmarks/results/appending-DATE.md``.

Run as ``python -m benchmarks.appending``. Each writer is a process that saves its own claim again and again. Both ways
do the same work by the same services on the same engine; without the log nothing is recorded or appended.
"""

import os
import platform
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median, quantiles

from sqlalchemy import func, select

from benchmarks import dated
from benchmarks.engines import both
from benchmarks.writers import KEY, WORKS, Bench, lay_out, write_at_once
from tests.engines import Databases, Kind
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.models import Event
from tracker.services.verification import verify

WRITERS = {Kind.POSTGRESQL: (1, 8, 24), Kind.SQLITE: (1, 20)}
NAMES = {Kind.POSTGRESQL: "PostgreSQL", Kind.SQLITE: "SQLite"}
ROUNDS, SECONDS = 3, 4.0
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "listen_addresses=")


@dataclass
class Measured:
    """What some writers did one way: saves a second by round, how long each save took in ms, and what went wrong."""

    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def row(self) -> list[str]:
        """Return rate, median, 99th of a hundred and slowest as cells of a table."""
        cuts = quantiles(self.took, n=100)
        figures = (cuts[49], cuts[98], max(self.took))
        return [f"{median(self.rates):,.0f}", *(f"{figure:.1f}" for figure in figures)]


def main() -> None:
    """Measure both engines and write what was found."""
    lines = _head()
    with both("appending", DURABLE) as databases:
        for kind in WRITERS:
            lines += _engine(databases, kind)
    print(f"Written to {dated.write('appending', 'Saves by many writers at once', lines)}")


def _engine(databases: Databases, kind: Kind) -> list[str]:
    most = max(WRITERS[kind])
    logged = lay_out(databases.migrated(kind), most, logged=True)
    bare = lay_out(databases.migrated(kind), most, logged=False)
    saves, rows = 0, []
    for work in WORKS:
        for writers in WRITERS[kind]:
            with_log, without = Measured(), Measured()
            for _ in range(ROUNDS):  # Turn and turn about, so that what else the machine does meets both.
                _measure(logged, work, writers, with_log)
                _measure(bare, work, writers, without)
            saves += len(with_log.took)
            share = median(with_log.rates) / median(without.rates)
            wrong = ", ".join(f"{count} {error}" for error, count in (with_log.errors + without.errors).items())
            cells = [work, str(writers), *with_log.row(), *without.row(), f"{share:.0%}", wrong or "none"]
            print(f"{NAMES[kind]}: {' | '.join(cells)}")
            rows.append(f"| {' | '.join(cells)} |")
    return [f"## {NAMES[kind]}", "", *_table_head(), *rows, "", _checked(logged, saves), ""]


def _measure(bench: Bench, work: str, writers: int, measured: Measured) -> None:
    done = write_at_once(bench, work, writers, SECONDS)
    measured.rates.append(len(done.took) / SECONDS)
    measured.took += done.took
    measured.errors.update(done.errors)


def _checked(bench: Bench, saves: int) -> str:
    database = Database(bench.url, KEY)
    with closing(database.snapshot()) as session:
        faults = list(verify(session, KEY))
        edits = select(func.count()).where(Event.action == Action.CLAIM_EDITED.value)
        events = session.scalar(edits) or 0
    database.engine.dispose()
    if faults or events != saves:
        raise RuntimeError(f"{saves} saves were acknowledged, {events} events are on record; {faults[:3]}")
    return f"Afterwards {events:,} events were on record for {saves:,} acknowledged saves, and `verify` found no fault."


def _head() -> list[str]:
    return [
        f"{os.cpu_count()} cores that writers and database share, {platform.machine()}, Python "
        f"{platform.python_version()}. Each writer is a process that saves a claim of its own again and again, as fast "
        f"as it can: {ROUNDS} rounds of {SECONDS:.0f} s with the log and without it, turn and turn about. Both engines "
        "wait for the disk at each commit. *edit* is the service behind the form of a claim's words; *row* reads one "
        "row and changes it, the least there is. Times are in milliseconds, from the start of a transaction to the "
        "end of its commit. `python -m benchmarks.appending` runs it.",
        "",
    ]


def _table_head() -> list[str]:
    one_way = "saves/s | p50 | p99 | slowest"
    return [f"| work | writers | {one_way} | without: {one_way} | share | errors |", "|" + "---|" * 12]


if __name__ == "__main__":
    main()
