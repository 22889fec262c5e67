"""Whatever three people do, in whatever order: undoing an event brings back what it changed, and nothing else."""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

import pytest

from tests.afternoons import Harm, pass_afternoons
from tests.engines import Databases, Kind
from tracker.domain import undoing
from tracker.services.undo import conflicts, grounds, plans

SEEDS = range(6)
MANY = range(400)
"""Afternoons within which somebody comes upon each rule."""


@pytest.mark.parametrize("seed", SEEDS)
def test_undoing_touches_what_the_event_changed_and_nothing_else(databases: Databases, seed: int) -> None:
    pass_afternoons(databases, Kind.SQLITE, [seed])


def test_it_is_so_on_each_engine(databases: Databases, engine_kind: Kind) -> None:
    pass_afternoons(databases, engine_kind, range(12, 15))


@contextmanager
def changed(function: Any, line: str, instead: str) -> Iterator[None]:
    """Let a function be another inside this block, for all who call it."""
    source, was = textwrap.dedent(inspect.getsource(function)), function.__code__
    assert source.count(line) == 1
    made: dict[str, FunctionType] = {}
    exec(source.replace(line, instead), function.__globals__, made)
    function.__code__ = made[function.__name__].__code__
    try:
        yield
    finally:
        function.__code__ = was


@pytest.mark.slow
def test_undoing_touches_nothing_else_however_long_one_tries(databases: Databases) -> None:
    pass_afternoons(databases, Kind.SQLITE, range(1000, 1200))


LINES = [
    (conflicts._is_there_again, "return step.way", "return False and step.way"),
    (conflicts._leave_what_was_judged, "if seq is not None:", "if False:"),
    (conflicts._leave_what_was_judged, "only = judging or step.change.table not in JUDGED", "only = True"),
    (conflicts._is_judged, "return step.way is Way.RESTORE", "return False"),
    (conflicts._is_judged, "or step.way is Way.SUPERSEDE", ""),
    (conflicts._leave_outdated_verdicts, "if seq is not None:", "if False:"),
    (conflicts._leave_replaced_trails, "if seq is not None:", "if False:"),
    (conflicts._leave_halves_of_trails, "found += [", "[] and ["),
    (conflicts._leave_what_is_held, "step.way in GOING and (held", "False and (held"),
    (conflicts._held, "if owner in kept:", "if False:"),
    (conflicts._held, "around.stands(row_id) if belongs", "False if belongs"),
    (conflicts._held, "else around.counts(row_id, going)", "else False"),
    (conflicts._leave_the_unrooted, "if target not in remade and", "if False and"),
    (conflicts._entered_since, "(*added, *(", "(*added[:0], *("),
    (conflicts._entered_since, "for row_id in lost", "for row_id in lost[:0]"),
    (conflicts._leave_looks_of_the_undecided, "and holds is None", "and False"),
    (plans._going, "if changed:", "if False:"),
    (plans._restored, "if back.kept:", "if False:"),
    (undoing.bring_back, "if any(", "if False and any("),
]
"""Lines of the rules, each with what takes the rule away; other tests hold those that chance seldom comes upon."""


@pytest.mark.slow
@pytest.mark.parametrize(("function", "line", "instead"), LINES)
def test_each_rule_on_what_is_in_the_way_is_missed(
    databases: Databases, function: Any, line: str, instead: str
) -> None:
    with changed(function, line, instead), pytest.raises(Harm):
        pass_afternoons(databases, Kind.SQLITE, MANY)


@pytest.mark.slow
@pytest.mark.parametrize("table", ["appearances", "citations", "claims", "evidence", "origin_rulings", "stakes"])
def test_each_table_that_is_judged_by_is_missed(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    for module in (conflicts, grounds):
        monkeypatch.setattr(module, "JUDGED", undoing.JUDGED - {table})
    with pytest.raises(Harm):
        pass_afternoons(databases, Kind.SQLITE, MANY)


@pytest.mark.slow
@pytest.mark.parametrize("table", ["appearances", "citations"])
def test_each_table_that_belongs_is_missed(databases: Databases, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.delitem(undoing.BELONGS, table)
    with pytest.raises(Harm):
        pass_afternoons(databases, Kind.SQLITE, MANY)
