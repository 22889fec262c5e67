"""What is found along the trails of a claim and named."""

from typing import Any

import pytest

from tests.tracing import graph_of, traced
from tracker.domain.origins import origins
from tracker.domain.origins.graph import Id
from tracker.domain.origins.words import Flag
from tracker.domain.owners import Owning


def told(*lines: str, **known: Any) -> set[tuple[Flag, tuple[Id, ...]]]:
    """What is found, each flag with the sources that it names."""
    return {(one.flag, one.sources) for one in traced(*lines, **known).found}


@pytest.mark.parametrize(
    ("lines", "known", "flag", "sources"),
    [
        (["A/1: B (cites:B/1)", "B/1: A (cites:A/1)"], {}, Flag.CIRCLE, ("A", "B")),
        (["A/1: B", "B/1: C", "C/1: A"], {}, Flag.CIRCLE, ("A", "B", "C")),
        (["A: A (read act)"], {}, Flag.SELF_CITATION, ("A",)),
        (["A/1: B < B"], {}, Flag.SELF_CITATION, ("B",)),
        (["A: B < C < B"], {}, Flag.RECURS, ("B",)),
        (["A: B < A"], {}, Flag.RECURS, ("A",)),
        (
            ["A: B (cites:B/1)"],
            {"dates": {"A": "2016-09-21", "B/1": "2016-09-22"}},
            Flag.IMPOSSIBLE_TIME,
            ("B",),
        ),
        (
            ["A: B (cites:B/1) < C (cites:C/1)"],
            {"dates": {"B/1": "2015", "C/1": "2016"}},
            Flag.IMPOSSIBLE_TIME,
            ("C",),
        ),
        (["A: B (overstated)"], {}, Flag.OVERSTATES, ("B",)),
        (["A: B (missing)"], {}, Flag.NOT_THERE, ("B",)),
        (["A: officials"], {}, Flag.UNNAMED_ORIGIN, ("officials",)),
        (
            ["A: Ministry (act)", "B: President (denies)"],
            {"owners": [Owning("Ministry", "State"), Owning("President", "State")]},
            Flag.TWO_VOICES,
            ("Ministry", "President"),
        ),
        (["A: S", "B: S", "C: S"], {}, Flag.MANY_REPEAT_ONE, ("S",)),
        (
            ["A: B (cites:B/1)", "B/1: C (cites:C/1)", "C/1: S"],
            {},
            Flag.MANY_REPEAT_ONE,
            ("S",),
        ),
    ],
)
def test_it_is_found_and_named(lines: list[str], known: dict[str, Any], flag: Flag, sources: tuple[str, ...]) -> None:
    assert (flag, sources) in told(*lines, **known)


@pytest.mark.parametrize(
    ("lines", "known", "flag"),
    [
        (["A/1: B (cites:B/1)", "B/1: C"], {}, Flag.CIRCLE),
        (["A: B, C", "D: C, B"], {}, Flag.CIRCLE),
        (["A: B, C < D"], {}, Flag.SELF_CITATION),
        (["A: B, C < D", "E: B"], {}, Flag.RECURS),
        (["A: B < C, D < C"], {}, Flag.SELF_CITATION),
        (["A: B (cites:B/1)"], {"dates": {"A": "2016-09-21", "B/1": "2016-09"}}, Flag.IMPOSSIBLE_TIME),
        (["A: B (cites:B/1)"], {"dates": {"A": "2016-09-21"}}, Flag.IMPOSSIBLE_TIME),
        (["A: S", "B: S", "C: S, T"], {}, Flag.MANY_REPEAT_ONE),
        (["A: S", "B: S"], {}, Flag.MANY_REPEAT_ONE),
        (["A: S", "B (denies): S"], {}, Flag.CONTRADICTION),
        (["A (lost)"], {}, Flag.UNNAMED_ORIGIN),
        (["A: B (lost)"], {}, Flag.UNNAMED_ORIGIN),
        (["A", "B: S"], {}, Flag.ATTRIBUTION_DROPPED),
        (["A (witnessed)", "A: S"], {}, Flag.ATTRIBUTION_DROPPED),
        (["A (none)", "A: S"], {}, Flag.NO_SOURCE),
        (["A"], {}, Flag.NO_SOURCE),
        (["A (lost)"], {}, Flag.NO_SOURCE),
        (["A (witnessed)"], {}, Flag.NO_SOURCE),
        (["A: B < C < B"], {}, Flag.CIRCLE),
        (["A: A"], {}, Flag.RECURS),
    ],
)
def test_what_merely_looks_like_it_is_not_named(lines: list[str], known: dict[str, Any], flag: Flag) -> None:
    assert flag not in {found for found, _ in told(*lines, **known)}


@pytest.mark.parametrize(
    ("lines", "flag", "places"),
    [
        (["A", "A: S"], Flag.ATTRIBUTION_DROPPED, (0,)),
        (["A (none)", "A (none)"], Flag.NO_SOURCE, (0, 1)),
    ],
)
def test_the_places_are_named(lines: list[str], flag: Flag, places: tuple[int, ...]) -> None:
    assert (flag, places) in {(one.flag, one.places) for one in traced(*lines).found}


@pytest.mark.parametrize(
    ("lines", "going_round"),
    [
        (["A/1: B (cites:B/1)", "B/1: A (cites:A/1)"], {"B", "A"}),
        (["A/1: B", "B/1: C < D", "C/1: A"], {"B", "C", "A"}),
        (["A: S", "B: S"], set()),
    ],
)
def test_the_steps_that_go_round_in_a_circle_are_named_and_no_others(lines: list[str], going_round: set[str]) -> None:
    graph = graph_of(*lines)
    steps = {step.id: step.source for place in graph.places for step in place.steps}
    named = {steps[step] for one in origins(graph).found if one.flag is Flag.CIRCLE for step in one.steps}
    assert named == going_round


def test_one_version_that_says_so_and_denies_it_contradicts_itself() -> None:
    found = traced("A: S", "A (denies): T", "B: S")
    assert [one.works for one in found.found if one.flag is Flag.CONTRADICTION] == [("A",)]


def test_a_contradiction_that_stands_in_another_claim_of_the_version_is_named_too() -> None:
    graph = graph_of("A: S", "B: S")._replace(contradicting=frozenset({"B"}))
    assert [one.works for one in origins(graph).found if one.flag is Flag.CONTRADICTION] == [("B",)]
