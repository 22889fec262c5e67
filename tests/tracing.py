"""Trails written in a line, for tests of the rule on origins.

``"Blog/2 (denies): FARS, Tasnim < Sputnik Arabic (read witnessed)"`` is one appearance in the second article of Blog,
which has it from FARS and Tasnim; Tasnim has it from Sputnik Arabic. What is known stands in brackets, parted by
spaces: ``read``, ``overstated``, ``missing`` (not there) or ``unobtained``; ``witnessed``, ``document``, ``told`` or
``act``, with ``by:somebody``; ``denies`` or ``doubts``; ``lost`` or ``none`` for what lies beyond; ``cites:Blog/2``; of
an article ``words:these``. A name that begins with a small letter is unnamed, but for briefings, which are events.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.domain.origins import Origins, origins
from tracker.domain.origins.graph import Copy, Graph, Id, Place, Ruling, Speaker, Step, Work
from tracker.domain.owners import Owning, Register
from tracker.domain.vocabulary import Basis, Beyond, SourceKind, Stance, StepCheck

_WRITTEN = re.compile(r"\s*(?P<name>[^(]*[^( ])\s*(?:\((?P<marks>[^)]*)\))?\s*")
_CHECKS = {
    "read": StepCheck.YES,
    "overstated": StepCheck.OVERSTATED,
    "missing": StepCheck.NOT_THERE,
    "unobtained": StepCheck.COULD_NOT_OBTAIN,
}
_BASES = {
    "witnessed": Basis.WITNESSED,
    "document": Basis.DOCUMENT,
    "told": Basis.TOLD_BY,
    "act": Basis.OWN_ACT,
}
_STANCES = {"denies": Stance.DENIES, "doubts": Stance.DOUBTS, "reports": Stance.REPORTS}
_BEYOND = {"lost": Beyond.LOST, "none": Beyond.GIVES_NONE}


def graph_of(
    *lines: str,
    owners: Iterable[Owning[Any]] = (),
    reposts: Mapping[str, str] | None = None,
    copies: Iterable[tuple[str, str, int]] = (),
    dates: Mapping[str, str] | None = None,
    stakes: Iterable[str] = (),
    rulings: Iterable[Ruling] = (),
    examined: Iterable[str] = (),
) -> Graph:
    """Read lines as the graph of one claim."""
    owners, rulings, examined = tuple(owners), tuple(rulings), set(examined)
    places = tuple(_place(at, line) for at, line in enumerate(lines))
    steps = [step for place in places for step in place.steps]
    titles = {str(place.work) for place in places} | {str(step.cited) for step in steps if step.cited is not None}
    speakers = {_outlet(title) for title in titles} | {str(step.source) for step in steps}
    known_from = [place.known_from for place in places] + [step.known_from for step in steps]
    speakers |= {str(one) for one in known_from if one is not None}
    speakers |= {end for edge in owners for end in (edge.owned, edge.owner)}
    speakers |= {str(source) for ruling in rulings for source in (ruling.one, ruling.other)}
    return Graph(
        places=places,
        works={
            title: Work(title, title, _outlet(title), (dates or {}).get(title, ""), True, (reposts or {}).get(title))
            for title in sorted(titles)
        },
        speakers={name: Speaker(name, name, _kind(name), name in examined) for name in sorted(speakers)},
        owners=Register(owners),
        copies=tuple(Copy(*copy) for copy in copies),
        stakes=frozenset(stakes),
        rulings=rulings,
    )


def traced(*lines: str, **known: Any) -> Origins:
    """Return the origins of a claim from its lines."""
    return origins(graph_of(*lines, **known))


def together(found: Origins) -> set[frozenset[str]]:
    """Return the groups as sets of the names of their ends."""
    return {frozenset(str(end.source) for end in group.ends) for group in found.groups}


def joined(found: Origins) -> set[str]:
    """Return why different sources are joined: "FARS + Tasnim: common_owner"."""
    return {
        f"{' + '.join(sorted((str(one.one.source), str(one.other.source))))}: {one.why.value}"
        for group in found.groups
        for one in group.joinings
        if one.one.source != one.other.source
    }


def apart(found: Origins) -> dict[str, tuple[str, ...]]:
    """Return why ends do not count, by the names of their sources."""
    return {
        str(end.source): tuple(reason.value for reason in end.apart) for group in found.groups for end in group.ends
    }


def _outlet(title: str) -> str:
    return title.partition("/")[0]


def _kind(name: str) -> SourceKind:
    if name.startswith("briefing"):
        return SourceKind.EVENT
    return SourceKind.UNNAMED if name[0].islower() else SourceKind.OUTLET


def _marks(written: str) -> tuple[str, dict[str, Any], dict[str, str]]:
    """Return a name, what its bare words say, and what its pairs say."""
    found = _WRITTEN.fullmatch(written)
    assert found is not None, written
    said: dict[str, Any] = {}
    pairs: dict[str, str] = {}
    for mark in (found["marks"] or "").split():
        key, _, value = mark.partition(":")
        if value:
            pairs[key] = value
        else:
            fields = (("check", _CHECKS), ("basis", _BASES), ("stance", _STANCES), ("beyond", _BEYOND))
            said.update({field: words[key] for field, words in fields if key in words})
    return found["name"], said, pairs


def _place(at: int, line: str) -> Place:
    head, _, trail = line.partition(": ")
    steps: list[Step] = []
    via: Id | None = None
    for level in filter(None, map(str.strip, trail.split("<"))):
        for name in level.split(","):
            steps.append(_step(f"{at}.{len(steps)}", name, via))
        via = steps[-1].id
    title, said, pairs = _marks(head)
    return Place(at, title, known_from=pairs.get("by"), steps=tuple(steps), words=pairs.get("words", ""), **said)


def _step(id_: str, written: str, via: Id | None) -> Step:
    name, said, pairs = _marks(written)
    return Step(id_, name, via, known_from=pairs.get("by"), cited=pairs.get("cites"), **said)
