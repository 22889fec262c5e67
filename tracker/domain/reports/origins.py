"""The origins of a claim as pages and reports tell them: how many, which groups, and why."""

from dataclasses import dataclass

from tracker.domain.directions import isolated
from tracker.domain.origins import Group, Origins
from tracker.domain.origins.ends import End
from tracker.domain.origins.flags import Found
from tracker.domain.origins.graph import Graph
from tracker.domain.origins.telling import end_name, listed, name, sentence, why_joined
from tracker.domain.origins.words import Flag


@dataclass(frozen=True)
class ReportEnd:
    """Where trails end: ``source`` is its number, None where nobody is known; ``apart`` says why it does not count."""

    source: int | None
    name: str
    named: bool
    counts: bool
    supports: bool
    apart: tuple[str, ...]


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
    """Something found along the trails, and about whom."""

    flag: Flag
    about: str


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


def account(graph: Graph, origins: Origins) -> ReportOrigins:
    """Tell the origins of a claim."""
    return ReportOrigins(
        independent=origins.independent,
        named=origins.named,
        sentence=sentence(graph, origins),
        groups=tuple(_group(graph, group) for group in origins.groups),
        flags=tuple(dict.fromkeys(ReportFlag(found.flag, _about(graph, found)) for found in origins.found)),
        steps=origins.steps,
        read=origins.read,
        if_owned=origins.if_owned,
        if_joined=origins.if_joined,
    )


def _group(graph: Graph, group: Group) -> ReportGroup:
    joinings = (
        ReportJoining(end_name(graph, one.one), end_name(graph, one.other), why_joined(graph, one))
        for one in group.joinings
        if one.one.voice != one.other.voice
    )
    ends = dict.fromkeys(_end(graph, end) for end in group.ends)
    return ReportGroup(group.letter, group.counts, tuple(ends), tuple(dict.fromkeys(joinings)))


def _end(graph: Graph, end: End) -> ReportEnd:
    number = graph.speakers[end.source].number if end.source is not None else None
    apart = tuple(reason.label for reason in end.apart)
    return ReportEnd(number, end_name(graph, end), end.named, end.counts, end.supports, apart)


def _about(graph: Graph, found: Found) -> str:
    """Name what something was found about: the sources, or else the works."""
    if found.sources:
        return listed([name(graph, source) for source in found.sources])
    return listed([isolated(graph.works[work].title) for work in found.works])
