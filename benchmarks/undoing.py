"""Measure undoing a thousand changes of one person, to ``benchmarks/results/undoing-DATE.md``.

Run as ``python -m benchmarks.undoing``. The changes are of eight kinds, on a hundred claims.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import UUID

from sqlalchemy import func, select

from benchmarks import dated
from benchmarks.engines import NAMES, both
from tests.assessing import KEY, Desk, desk_at
from tests.undoing import add_evidence, annotate, ask, worked_on, write_a_note
from tracker.db import Database
from tracker.domain.trails import parse
from tracker.models import Claim, Event, LongUndoing, Source
from tracker.services import appearances, claims, jobs, sources, tags, trails
from tracker.services.claims import Wording
from tracker.services.trails import Entry
from tracker.services.undo import going_on, sweeps
from tracker.services.undo.scopes import Scope

CHANGES, CLAIMS = 1000, 100


def main() -> None:
    """Measure both engines and write what was found."""
    rows = []
    with both("undoing") as databases:
        for kind, name in NAMES.items():
            rows.append(_measured(databases.migrated(kind), name))
            print(rows[-1])
    lines = [
        f"{CHANGES:,} changes on {CLAIMS} claims: the list, the transaction in the request, and those behind the page.",
        "",
        "| engine | list, s | first, s | others | slowest, s | all, s | undone | left |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
    ]
    print(f"Written to {dated.write('undoing', 'Undoing all of one person’s changes', lines)}")


def _measured(url: str, name: str) -> str:
    with desk_at(url) as desk:
        scope = _work(desk)
        began = time.perf_counter()
        seen = sweeps.preview(desk.session, scope, person=desk.edda).position
        listed = time.perf_counter() - began
        desk.session.rollback()
        began = time.perf_counter()
        job = going_on.begin(desk.session, scope, seen=seen, why="Not his.", by=desk.edda).job
        desk.session.commit()
        first = time.perf_counter() - began
    database = Database(url, KEY)
    others = [] if job is None else list(_others(database, job))
    with closing(database.reading()) as session:
        done = jobs.newest(session, LongUndoing)
        told = f"{done.undone:,} | {done.held:,}" if done is not None else "all | 0"
    database.engine.dispose()
    figures = f"{listed:.2f} | {first:.2f} | {len(others)} | {max(others):.2f} | {first + sum(others):.0f}"
    return f"| {name} | {figures} | {told} |"


def _others(database: Database, job: UUID) -> Iterator[float]:
    """Go on to the end, and yield how long each transaction took."""
    most, more = sweeps.BATCH, True
    while more:
        with closing(database.writing()) as session:
            began = time.perf_counter()
            more = going_on.go_on(session, job, most)
            session.commit()
            took = time.perf_counter() - began
        most = sweeps.fitting(most, took)
        yield took


def _work(desk: Desk) -> Scope:
    """Let Boris make his changes, each a transaction of its own."""
    worked_on(desk)
    found = [desk.claim(f"Depot {number} was hit.") for number in range(CLAIMS)]
    desk.session.commit()
    first = desk.session.scalars(select(func.max(Event.seq))).one() + 1
    for number in range(CHANGES):
        _ACTS[number % len(_ACTS)](desk, found[number * 7 % CLAIMS], number)
        desk.session.commit()
    return Scope(desk.boris, first, "then")


def _reword(desk: Desk, claim: Claim, number: int) -> None:
    claims.edit(desk.session, claim, Wording(f"At least {number} were hit."), seen=claim.rev, by=desk.boris)


def _tag(desk: Desk, claim: Claim, number: int) -> None:
    tags.set_tags(desk.session, claim, ["Syria", f"Day {number}"], by=desk.boris)


def _name(desk: Desk, claim: Claim, number: int) -> None:
    source = desk.session.scalars(select(Source).order_by(Source.id).limit(1)).one()
    sources.add_name(desk.session, source, name=f"Name {number}", seen=source.rev, by=desk.boris)


def _plain(act: Callable[[Desk, Claim], None]) -> Callable[[Desk, Claim, int], None]:
    return lambda desk, claim, number: act(desk, claim)


def _enter_a_trail(desk: Desk, claim: Claim, number: int) -> None:
    [place] = appearances.of_claim(desk.session, claim)
    entry = Entry(parse(f"Outlet {number % 37} < Sputnik < a pilot"))
    trails.enter(desk.session, place, entry, place=None, seen=place.rev, by=desk.boris)


_ACTS = [_reword, _tag, _name, _enter_a_trail, *map(_plain, (add_evidence, ask, write_a_note, annotate))]


if __name__ == "__main__":
    main()
