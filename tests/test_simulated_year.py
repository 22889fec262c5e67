"""A year of a desk's work, small at every run and whole in the slow one: all features are used, all invariants hold."""

import platform
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks import dated
from tests.conftest import bring_up
from tests.engines import Databases, Kind
from tests.simulation.checks import check
from tests.simulation.year import Size, Year, lived
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.models import Event, LogHead

KEY = b"a key that is kept outside the database"
SMALL, WHOLE = Size(people=8, claims=45), Size(people=20, claims=5000)

NOT_IN_A_YEAR = {
    Action.DESK_SET_UP: "The test sets the desk up, without the command that records this.",
    Action.DEMO_LOADED: "The demo desk is another one.",
    Action.REPORT_TAKEN_IN: "The year has one desk; what another desk reports is taken in where there are two.",
    Action.RECORD_RESTORED: "The year has no disaster; what follows a restored backup is tested where seals are.",
}
"""What a year of work does not record, each with the reason."""


def told(database: Database) -> Counter[str]:
    """Count what the record tells, by action."""
    with closing(database.reading()) as session:
        return Counter(session.scalars(select(Event.action)))


def test_every_invariant_holds_after_a_small_year(app: Flask, database: Database) -> None:
    year = lived(database, SMALL, "a small year", app, app.extensions["tracker"].sealer)
    assert len(told(database)) > 80
    assert len(check(year)) == 12


def test_two_years_by_the_same_chance_come_to_the_same_log_on_both_engines(databases: Databases) -> None:
    """Invariant 12, after all that a desk does."""
    roots = []
    for kind in Kind:
        bring_up(databases, kind)
        url = databases.migrated(kind)
        database = Database(url, KEY)
        lived(database, Size(people=6, claims=15), "one year")
        with closing(database.reading()) as session:
            leaves = session.scalars(select(Event.leaf).order_by(Event.seq)).all()
            roots.append((len(leaves), leaves, session.get_one(LogHead, 1).frontier))
        database.engine.dispose()
        databases.drop(url)
    assert roots[0] == roots[1]


@pytest.mark.slow
def test_every_invariant_holds_after_a_year_of_twenty_people_and_five_thousand_claims(
    app: Flask, database: Database
) -> None:
    began = time.perf_counter()
    year = lived(database, WHOLE, "a whole year", app, app.extensions["tracker"].sealer)
    worked = time.perf_counter() - began
    counted = told(database)
    assert {action for action in Action if action.value not in counted} <= NOT_IN_A_YEAR.keys()
    found = check(year)
    checked = time.perf_counter() - began - worked
    dated.write("simulated-year", "A year of a desk's work", _lines(year, counted, found, worked, checked))


def _lines(year: Year, counted: Counter[str], found: dict[str, str], worked: float, checked: float) -> list[str]:
    size = Path(str(year.database.engine.url.database)).stat().st_size
    return [
        f"{year.size.people} people, {counted['claim.annotated']:,} claims annotated, on {year.size.days} days of a "
        f"year, by `tests/simulation` with a seed. {platform.machine()}, Python {platform.python_version()}, SQLite. "
        f"{sum(counted.values()):,} events. {worked / 60:.0f} minutes of work, {checked / 60:.1f} of checking, on a "
        f"machine that others used too. The database holds {size / 2**20:,.0f} MB. "
        f"{sum(year.refused.values()):,} things were refused by a rule, and left nothing behind.",
        "",
        "## What was checked",
        "",
        "| invariant | looked at |",
        "|---|---|",
        *(f"| {name} | {what} |" for name, what in found.items()),
        "",
        "12, the same log on both engines, has a test of its own on a smaller year.",
        "",
        "## What happened",
        "",
        "| action | times |",
        "|---|---|",
        *(f"| `{action.value}` | {_times(action, counted)} |" for action in Action),
        "",
        "## What was refused most",
        "",
        "| times | what, and why |",
        "|---|---|",
        *(f"| {many:,} | {why} |" for why, many in year.refused.most_common(12)),
    ]


def _times(action: Action, counted: Counter[str]) -> str:
    many = counted[action.value]
    return f"{many:,}" if many else NOT_IN_A_YEAR[action]
