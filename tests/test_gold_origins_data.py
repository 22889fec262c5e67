"""The expected origins of the gold name what exists, in closed words, and agree with themselves."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gold import KINDS
from tracker.domain.vocabulary import Basis, Beyond, Relation, SourceKind, Stance, Standing, StepCheck

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "gold_origins.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["cases"]
SITUATIONS = [(case, situation) for case in CASES for situation in case["situations"]]
NAMES = [f"{case.get('claim', 'read')} {case['name']}: {situation['name']}" for case, situation in SITUATIONS]
JOININGS = {
    *("same_source", "same_text", "common_owner", "unnamed_of_one_work"),
    *("one_briefing", "one_document", "one_cites_other", "by_person"),
}
REASONS = {
    *("not_read", "no_basis", "told_by_nobody", "name_lost", "trail_not_entered", "overstated"),
    *("not_there", "could_not_obtain", "denies", "doubts", "has_stake", "in_a_circle"),
}
FLAGS = {
    *("circle", "self_citation", "recurs", "impossible_time", "overstates", "not_there", "attribution_dropped"),
    *("contradiction", "many_repeat_one", "unnamed_origin", "no_source", "two_voices", "machine_translation"),
}
GIVEN = {
    *("checks", "read_as", "basis", "owners", "stake", "person", "same_as", "contradicts", "updates", "also"),
    *("instead", "cites", "dates", "captured", "reposts", "authors", "stances"),
}
WANTED = {
    *("chain_of_two", "chain_of_three", "inherited", "repost", "unnamed_of_one_work", "coordinated", "denial"),
    *("author_alone", "owner_at_the_end", "range", "update", "confirmed_by_unnamed", "rivals", "self_citation"),
    *("contradiction", "attribution_dropped", "two_voices", "same_as", "circle", "name_lost", "trail_not_entered"),
}

each = pytest.mark.parametrize(("case", "situation"), SITUATIONS, ids=NAMES)


def _appearances(case: dict[str, Any], given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the appearances that a situation counts, by the name that its steps and ends begin with."""
    short = next(name for name, file in DATA["files"].items() if file == case["file"])
    own = case.get("appearances") or {case["claim"]: DATA["appearances"][f"{short} {case['claim']}"]}
    same = {claim: DATA["appearances"][f"{short} {claim}"] for claim in given.get("same_as", ())}
    return {**own, **same, **given.get("also", {}), **given.get("instead", {})}


def _steps(appearance: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {step.get("key", step["source"]): step for step in appearance.get("steps", ())}


def _ends(name: str, appearance: dict[str, Any]) -> set[str]:
    steps = _steps(appearance)
    if not steps:
        beyond = Beyond(appearance.get("beyond", Beyond.GIVES_NONE))
        return {f"{name}:{'AUTHOR' if beyond is Beyond.GIVES_NONE else beyond.upper()}"}
    last = set(steps) - {step.get("via") for step in steps.values()}
    return {f"{name}:{'LOST' if steps[key].get('beyond') == Beyond.LOST else key}" for key in last}


@each
def test_what_is_given_and_expected_is_said_in_closed_words(case: dict[str, Any], situation: dict[str, Any]) -> None:
    given, expected = situation["given"], situation["expected"]
    assert set(given) <= GIVEN
    assert set(map(StepCheck, given.get("checks", {}).values())) <= set(StepCheck)
    for basis in given.get("basis", {}).values():
        assert Basis(basis["basis"] if isinstance(basis, dict) else basis)
    assert all(Standing(owner["standing"]) for owner in given.get("owners", ()))
    assert {one["reason"] for one in expected["joined"]} <= JOININGS
    assert {reason for reasons in expected["apart"].values() for reason in reasons} <= REASONS
    assert {*expected["flags"], *expected.get("flags_may", ())} <= FLAGS
    assert not set(expected["flags"]) & set(expected.get("flags_may", ()))
    assert situation["why"]
    assert f"{expected['independent']} independent" in expected["sentence_must_say"]


@each
def test_every_end_stands_in_one_group_and_the_joinings_hold_the_groups(
    case: dict[str, Any], situation: dict[str, Any]
) -> None:
    expected = situation["expected"]
    meant = {end for name, one in _appearances(case, situation["given"]).items() for end in _ends(name, one)}
    grouped = [end for group in expected["groups"] for end in group["ends"]]
    assert sorted([*grouped, *expected.get("restates", ())]) == sorted(meant)
    held = {end: {end} for end in grouped}
    for one, two in (joined["ends"] for joined in expected["joined"]):
        held[one] |= held[two]
        held.update(dict.fromkeys(held[one], held[one]))
    assert {frozenset(ends) for ends in held.values()} == {frozenset(group["ends"]) for group in expected["groups"]}


@each
def test_a_group_counts_when_one_of_its_ends_is_not_apart(case: dict[str, Any], situation: dict[str, Any]) -> None:
    expected = situation["expected"]
    assert expected["independent"] == sum(group["counts"] for group in expected["groups"])
    for group in expected["groups"]:
        assert group["counts"] == any(end not in expected["apart"] for end in group["ends"])
    assert set(expected["apart"]) <= {end for group in expected["groups"] for end in group["ends"]}


@each
def test_what_a_situation_speaks_of_is_there(case: dict[str, Any], situation: dict[str, Any]) -> None:
    given = situation["given"]
    appearances = _appearances(case, given)
    steps = {f"{name}:{key}" for name, one in appearances.items() for key in _steps(one)}
    ends = {end for name, one in appearances.items() for end in _ends(name, one)}
    assert {*given.get("checks", ()), *given.get("read_as", ()), *given.get("cites", ())} <= steps
    assert {*given.get("basis", ()), *given.get("stake", ())} <= ends
    assert all(set(one["ends"]) <= ends for one in given.get("person", ()))
    works = {one["work"] for one in appearances.values()} | set(given.get("cites", {}).values())
    works |= {*given.get("dates", ()), *given.get("captured", ()), *given.get("reposts", {}).values()}
    assert works <= set(DATA["works"])
    for one in appearances.values():
        assert Stance(one["stance"])
        assert {step["source"] for step in one.get("steps", ())} <= set(DATA["sources"])
        assert {step["via"] for step in one.get("steps", ()) if "via" in step} <= set(_steps(one))
        assert {step["cites"] for step in one.get("steps", ()) if "cites" in step} <= set(DATA["works"])


def test_every_wanted_kind_of_case_joining_reason_and_flag_is_there() -> None:
    expected = [situation["expected"] for _, situation in SITUATIONS]
    assert {kind for case in CASES for kind in case["covers"]} >= WANTED
    assert {joined["reason"] for one in expected for joined in one["joined"]} == JOININGS
    assert {reason for one in expected for reasons in one["apart"].values() for reason in reasons} == REASONS
    assert {flag for one in expected for flag in one["flags"]} == FLAGS
    assert sum("claim" in case for case in CASES) == 20
    for case in CASES:
        assert case["situations"][0]["name"].startswith("as entered")
        assert len(case["situations"]) > 1


def test_the_trails_are_those_of_the_gold(shared: Path) -> None:
    gold = {
        name: json.loads((shared / "gold" / f"{file}.json").read_text("utf-8")) for name, file in DATA["files"].items()
    }
    for name, appearance in DATA["appearances"].items():
        short, claim = name.split()
        meant = next(one for one in gold[short]["claims"] if one["id"] == claim)
        named = {one["id"]: one["name"] for one in gold[short]["sources"]}
        depth = {named[hop["source"]]: hop["step"] for hop in meant["attribution"]}
        steps = _steps(appearance)
        assert list(steps) == list(depth), name
        for source, step in steps.items():
            assert depth[source] == (depth[step["via"]] + 1 if "via" in step else 1)
        assert (appearance["stance"] == Stance.DENIES) == (meant["author_stance"] == "reject")


def test_the_relations_and_sources_are_those_of_the_gold(shared: Path) -> None:
    for case in CASES:
        gold = json.loads((shared / "gold" / f"{case['file']}.json").read_text("utf-8"))
        kinds = {one["name"]: KINDS.get(one["kind"]) or SourceKind(one["kind"]) for one in gold["sources"]}
        assert all(DATA["sources"][name] == kind for name, kind in kinds.items() if name in DATA["sources"])
        claims = {one["id"]: one for one in gold["claims"]}
        if "claim" not in case:
            assert case["read"]["article"] in {one["id"] for one in gold["articles"]}
            continue
        related = [*claims[case["claim"]]["contradicts"], *claims[case["claim"]]["rival_of"]]
        for situation in case["situations"]:
            assert set(situation["given"].get("contradicts", ())) <= set(related)
            assert situation["given"].get(Relation.UPDATES, []) in ([], sorted(claims[case["claim"]]["updates"]))
