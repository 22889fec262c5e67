"""The rule on origins beside what a reader of the gold's articles said of them before the rule was written."""

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.origins import Origins, origins
from tracker.domain.origins.ends import End
from tracker.domain.origins.graph import SUPPORTING, Graph, Id, Place, Ruling, Speaker, Step, Work
from tracker.domain.origins.telling import sentence
from tracker.domain.origins.words import Apart, Joined
from tracker.domain.owners import Owning, Register
from tracker.domain.vocabulary import Basis, Beyond, Control, ReadAs, SourceKind, Stance, Standing, StepCheck

DATA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "gold_origins.json").read_text("utf-8"))
SITUATIONS = [(case, situation) for case in DATA["cases"] for situation in case["situations"]]
_FORMS = {"briefing": SourceKind.EVENT, "document": SourceKind.DOCUMENT}
_ONE_PLACE = {name: _FORMS[work["form"]] for name, work in DATA["works"].items() if work["form"] in _FORMS}
NAMES = [f"{case.get('claim', 'read')} {case['name']}: {situation['name']}" for case, situation in SITUATIONS]


@pytest.mark.parametrize(("case", "situation"), SITUATIONS, ids=NAMES)
def test_the_rule_finds_what_the_reader_expected(case: dict[str, Any], situation: dict[str, Any]) -> None:
    expected = situation["expected"]
    graph = _graph(case, situation["given"])
    found = origins(graph)
    ends = [end for group in found.groups for end in group.ends]
    assert found.independent == expected["independent"]
    assert {(frozenset(map(_name, group.ends)), group.counts) for group in found.groups} == {
        (frozenset(group["ends"]), group["counts"]) for group in expected["groups"]
    }
    assert {_name(end): {reason.value for reason in end.apart} for end in ends if end.apart} == {
        end: set(reasons) for end, reasons in expected["apart"].items()
    }
    voices = {_name(end): end.voice for end in ends}
    assert _joined(found) >= {
        (frozenset(voices[end] for end in one["ends"]), one["reason"]) for one in expected["joined"]
    }
    assert {f"{place.id}:AUTHOR" for place in found.restating} == set(expected.get("restates", ()))
    flags = {one.flag.value for one in found.found}
    assert set(expected["flags"]) <= flags <= {*expected["flags"], *expected.get("flags_may", ())}
    told = " · ".join(sentence(graph, found)).replace("1 step ", "1 steps ")
    assert [part for part in expected["sentence_must_say"] if part not in told] == [], told


def _name(end: End) -> str:
    """Name an end as the data does."""
    if Apart.NAME_LOST in end.apart:
        return f"{end.place.id}:LOST"
    if end.step is not None:
        return str(end.step.id)
    return f"{end.place.id}:{'NOT_ENTERED' if Apart.TRAIL_NOT_ENTERED in end.apart else 'AUTHOR'}"


def _joined(found: Origins) -> set[tuple[frozenset[Id], str]]:
    """Return who is joined with whom and why; what joins all to one joins each to each."""
    buckets: dict[tuple[Joined, Id], set[Id]] = {}
    for group in found.groups:
        for one in group.joinings:
            buckets.setdefault((one.why, one.by), set()).update((one.one.voice, one.other.voice))
    return {
        (frozenset((one, other)), why.value)
        for (why, _), voices in buckets.items()
        for one in voices
        for other in voices
    }


def _graph(case: dict[str, Any], given: dict[str, Any]) -> Graph:
    short = next(name for name, file in DATA["files"].items() if file == case["file"])
    own = case.get("appearances") or {case["claim"]: DATA["appearances"][f"{short} {case['claim']}"]}
    same = {claim: DATA["appearances"][f"{short} {claim}"] for claim in given.get("same_as", ())}
    appearances = {**own, **same, **given.get("also", {}), **given.get("instead", {})}
    owners = [_owning(one) for one in given.get("owners", ())]
    bases = [one["teller"] for one in given.get("basis", {}).values() if isinstance(one, dict) and "teller" in one]
    kinds = {name: SourceKind(kind) for name, kind in DATA["sources"].items()}
    others = {end for one in owners for end in (one.owned, one.owner)} | set(bases)
    others |= {work[key] for work in DATA["works"].values() for key in ("publisher", "author") if key in work}
    others |= set(given.get("authors", {}).values())
    return Graph(
        places=tuple(_place(name, one, given) for name, one in appearances.items()),
        works={name: _work(name, work, given) for name, work in DATA["works"].items()},
        speakers={
            **{name: Speaker(name, name, kinds.get(name, SourceKind.PERSON)) for name in {*kinds, *others}},
            **{name: Speaker(name, name, kind) for name, kind in _ONE_PLACE.items()},
        },
        owners=Register(owners),
        stakes=frozenset(_source(appearances, end, given) for end in given.get("stake", ())),
        rulings=tuple(_ruling(appearances, one, given) for one in given.get("person", ())),
        contradicting=_contradicting(short, own, given),
    )


def _owning(one: dict[str, str]) -> Owning[Id]:
    since, until = one.get("since", ""), one.get("until", "")
    return Owning(one["owned"], one["owner"], Control.OWNS, since, until, Standing(one["standing"]))


def _work(name: str, work: dict[str, Any], given: dict[str, Any]) -> Work:
    author = given.get("authors", {}).get(name, work.get("author"))
    captured = work.get("captured", False) or name in given.get("captured", ())
    repost_of = given.get("reposts", {}).get(name, work.get("repost_of"))
    return Work(
        name, name, work.get("publisher", author), given.get("dates", {}).get(name, ""), captured, repost_of, author
    )


def _place(name: str, one: dict[str, Any], given: dict[str, Any]) -> Place:
    stance = Stance(given.get("stances", {}).get(name, one["stance"]))
    beyond = Beyond(one.get("beyond", Beyond.GIVES_NONE))
    basis, known_from = _basis(given, f"{name}:AUTHOR")
    steps = tuple(_step(name, step, given) for step in one.get("steps", ()))
    return Place(name, one["work"], stance, basis, known_from, beyond, steps)


def _step(name: str, step: dict[str, Any], given: dict[str, Any]) -> Step:
    id_ = f"{name}:{step.get('key', step['source'])}"
    basis, known_from = _basis(given, id_)
    read_as = given.get("read_as", {}).get(id_)
    cited = given.get("cites", {}).get(id_, step.get("cites"))
    return Step(
        id_,
        step["source"],
        f"{name}:{step['via']}" if "via" in step else None,
        Stance(step["stance"]) if "stance" in step else None,
        basis,
        cited if cited in _ONE_PLACE else known_from,
        Beyond(step.get("beyond", Beyond.NOT_ENTERED)),
        cited,
        StepCheck(given.get("checks", {}).get(id_, StepCheck.NOT_CHECKED)),
        ReadAs(read_as) if read_as else None,
    )


def _basis(given: dict[str, Any], end: str) -> tuple[Basis, str | None]:
    basis = given.get("basis", {}).get(end, Basis.NOT_STATED)
    return (Basis(basis["basis"]), basis.get("teller")) if isinstance(basis, dict) else (Basis(basis), None)


def _source(appearances: dict[str, Any], end: str, given: dict[str, Any]) -> Id:
    name, _, step = end.partition(":")
    if step == "AUTHOR":
        return _work(appearances[name]["work"], DATA["works"][appearances[name]["work"]], given).publisher
    return str(next(one["source"] for one in appearances[name]["steps"] if one.get("key", one["source"]) == step))


def _ruling(appearances: dict[str, Any], one: dict[str, Any], given: dict[str, Any]) -> Ruling:
    left, right = (_source(appearances, end, given) for end in one["ends"])
    return Ruling(left, right, one["do"] == "join", one["because"])


def _contradicting(short: str, own: dict[str, Any], given: dict[str, Any]) -> frozenset[Id]:
    against = {DATA["appearances"][f"{short} {claim}"]["work"] for claim in given.get("contradicts", ())}
    return frozenset(
        one["work"] for one in own.values() if one["work"] in against and Stance(one["stance"]) in SUPPORTING
    )
