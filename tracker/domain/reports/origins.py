"""The origins of a claim as pages and reports tell them: how many, which groups, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tracker.domain.directions import isolated
from tracker.domain.origins import Group, Origins
from tracker.domain.origins.ends import End
from tracker.domain.origins.flags import Found
from tracker.domain.origins.graph import Graph, Id
from tracker.domain.origins.telling import end_name, listed, name, sentence, why_joined
from tracker.domain.origins.words import Flag, Joined


@dataclass(frozen=True)
class ReportTrailEnd:
    """The far end of one trail, by the ids of its quote and its step, which is None where the article says so itself.

    ``owner`` is the confirmed owner that it has in common with others of its group, "" where there is none.
    """

    quote: Id
    step: Id | None
    owner: str


@dataclass(frozen=True)
class ReportEnd:
    """Where trails end: ``source`` is its number, None where nobody is known; ``apart`` says why it does not count."""

    source: int | None
    name: str
    named: bool
    counts: bool
    supports: bool
    apart: tuple[str, ...]
    trails: tuple[ReportTrailEnd, ...] = ()


@dataclass(frozen=True)
class ReportJoining:
    """Two ends that are one origin, by name, and why."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class ReportGroup:
    """Ends that are one origin; trails that end with the same source are told once."""

    letter: str
    counts: bool
    ends: tuple[ReportEnd, ...]
    joinings: tuple[ReportJoining, ...]


@dataclass(frozen=True)
class ReportFlag:
    """Something found along the trails, about whom, and the ids of the steps where it is seen."""

    flag: Flag
    about: str
    steps: tuple[Id, ...] = ()


@dataclass(frozen=True)
class ReportOrigins:
    """The independent origins of a claim.

    ``sentence`` says it in words, part by part, the number first. ``steps`` and ``read`` count the steps of its trails,
    ``if_owned`` and ``if_joined`` say what the number would be if owners that nobody examined were one, and without the
    partings that no editor confirmed.
    """

    independent: int
    named: int
    sentence: tuple[str, ...]
    groups: tuple[ReportGroup, ...]
    flags: tuple[ReportFlag, ...]
    steps: int
    read: int
    if_owned: int
    if_joined: int


def account(graph: Graph, origins: Origins, *, as_id: Callable[[Any], Id] = lambda one: one) -> ReportOrigins:
    """Tell the origins of a claim; ``as_id`` gives ids of quotes and steps the form that the rest of a report has."""
    return ReportOrigins(
        independent=origins.independent,
        named=origins.named,
        sentence=sentence(graph, origins),
        groups=tuple(_group(graph, group, as_id) for group in origins.groups),
        flags=tuple(_flags(graph, origins, as_id)),
        steps=origins.steps,
        read=origins.read,
        if_owned=origins.if_owned,
        if_joined=origins.if_joined,
    )


def _group(graph: Graph, group: Group, as_id: Callable[[Any], Id]) -> ReportGroup:
    joinings = (
        ReportJoining(end_name(graph, one.one), end_name(graph, one.other), why_joined(graph, one))
        for one in group.joinings
        if one.one.voice != one.other.voice
    )
    return ReportGroup(group.letter, group.counts, tuple(_ends(graph, group, as_id)), tuple(dict.fromkeys(joinings)))


def _ends(graph: Graph, group: Group, as_id: Callable[[Any], Id]) -> Iterator[ReportEnd]:
    """Tell trails that end alike once."""
    owners = _owners(graph, group)
    alike: dict[ReportEnd, list[ReportTrailEnd]] = {}
    for end in group.ends:
        place, step = end.id
        step = None if step is None else as_id(step)
        trail = ReportTrailEnd(as_id(place), step, owners.get(_dated(graph, end), ""))
        alike.setdefault(_end(graph, end), []).append(trail)
    for told, trails in alike.items():
        yield replace(told, trails=tuple(trails))


def _owners(graph: Graph, group: Group) -> dict[tuple[Id, str], str]:
    """Return by source and date whom most of a group's ends have as their confirmed owner in common."""
    owned: dict[Id, set[tuple[Id, str]]] = {}
    for joining in group.joinings:
        if joining.why is Joined.COMMON_OWNER:
            owned.setdefault(joining.by, set()).update(_dated(graph, end) for end in (joining.one, joining.other))
    owners: dict[tuple[Id, str], str] = {}
    for owner, theirs in sorted(owned.items(), key=lambda one: -len(one[1])):
        for end in theirs:
            owners.setdefault(end, name(graph, owner))
    return owners


def _dated(graph: Graph, end: End) -> tuple[Id, str]:
    return end.source, graph.works[end.work].published


def _flags(graph: Graph, origins: Origins, as_id: Callable[[Any], Id]) -> Iterator[ReportFlag]:
    """Tell what was found about the same once, with all its steps."""
    alike: dict[ReportFlag, dict[Id, None]] = {}
    for found in origins.found:
        alike.setdefault(ReportFlag(found.flag, _about(graph, found)), {}).update(
            dict.fromkeys(map(as_id, found.steps))
        )
    for told, steps in alike.items():
        yield replace(told, steps=tuple(steps))


def _end(graph: Graph, end: End) -> ReportEnd:
    number = graph.speakers[end.source].number if end.source is not None else None
    apart = tuple(reason.label for reason in end.apart)
    return ReportEnd(number, end_name(graph, end), end.named, end.counts, end.supports, apart)


def _about(graph: Graph, found: Found) -> str:
    """Name what something was found about: the sources, or else the works."""
    if found.sources:
        return listed([name(graph, source) for source in found.sources])
    return listed([isolated(graph.works[work].title) for work in found.works])
