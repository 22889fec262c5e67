"""What is found along the trails of a claim and named: circles, impossible times, steps that fail, and the like."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain import dates
from tracker.domain.origins.circles import circles, components, onward
from tracker.domain.origins.ends import End, Hop, Walk
from tracker.domain.origins.graph import SUPPORTING, Graph, Id
from tracker.domain.origins.words import Apart, Flag
from tracker.domain.vocabulary import ReadAs, Stance, StepCheck

MANY = 3
"""How many works it takes that all have a claim from one origin alone, for "many repeat one"."""


@dataclass(frozen=True)
class Found:
    """Something found, and about what: steps, places and works by id, and sources by id, in order."""

    flag: Flag
    steps: tuple[Id, ...] = ()
    places: tuple[Id, ...] = ()
    works: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


def flags(graph: Graph, found: Walk, groups: Sequence[Sequence[End]]) -> Iterator[Found]:
    """Yield what is found; ``groups`` are the ends by origin."""
    yield from _circles(graph, found)
    yield from _step_flags(graph, found)
    yield from _recurring(graph, found)
    yield from _dropped(found)
    yield from _contradicting(graph)
    yield from _two_voices(groups)
    yield from _repeating(found, groups)
    yield from _unnamed(found)
    yield from _sourceless(found)


def _circles(graph: Graph, found: Walk) -> Iterator[Found]:
    """Name works that cite each other, and sources that do where it is not known in which works."""
    in_works = [(hop.step.id, hop.cited_from, hop.step.cited) for hop in found.hops if hop.step.cited is not None]
    known = set()
    for works, steps in _rounds(in_works):
        voices = [graph.works[work].voice for work in works]
        known.update(voices)
        yield Found(Flag.CIRCLE, steps, works=works, sources=tuple(one for one in voices if one in graph.speakers))
    from_works = (hop for hop in found.hops if hop.before is None or hop.before.cited is not None)
    cites = [(hop.step.id, hop.citing(graph), hop.step.source) for hop in from_works]
    for sources, steps in _rounds([way for way in cites if way[1] != way[2]]):
        if not known.issuperset(sources):
            yield Found(Flag.CIRCLE, steps, sources=sources)


def _rounds(ways: Sequence[tuple[Id, Id, Id]]) -> list[tuple[tuple[Id, ...], tuple[Id, ...]]]:
    """Return circles among steps, each with who cites and who is cited: who is in them, and the steps that go round."""
    rounds = circles(onward((one, other) for _, one, other in ways))
    number = {one: at for at, together in enumerate(rounds) for one in together}
    steps: list[dict[Id, None]] = [{} for _ in rounds]
    for step, one, other in ways:
        if one in number and number[one] == number.get(other):
            steps[number[one]][step] = None
    return [(tuple(together), tuple(round_)) for together, round_ in zip(rounds, steps, strict=True)]


def _step_flags(graph: Graph, found: Walk) -> Iterator[Found]:
    tests: dict[Flag, Callable[[Hop], bool]] = {
        Flag.SELF_CITATION: lambda hop: _cites_itself(graph, hop),
        Flag.IMPOSSIBLE_TIME: lambda hop: _too_late(graph, hop),
        Flag.OVERSTATES: lambda hop: hop.step.check is StepCheck.OVERSTATED,
        Flag.NOT_THERE: lambda hop: hop.step.check is StepCheck.NOT_THERE,
        Flag.MACHINE_TRANSLATION: lambda hop: hop.step.read_as is ReadAs.MACHINE_TRANSLATION,
    }
    for flag, test in tests.items():
        hops = {hop.step.id: hop for hop in found.hops if test(hop)}.values()
        for hop in hops:
            yield Found(flag, steps=(hop.step.id,), places=(hop.place.id,), sources=(hop.step.source,))


def _cites_itself(graph: Graph, hop: Hop) -> bool:
    author = graph.works[hop.cited_from].author
    return hop.step.source in (hop.citing(graph), author) or hop.step.cited == hop.cited_from


def _too_late(graph: Graph, hop: Hop) -> bool:
    """Tell whether a work cites one that was surely published after it."""
    if hop.step.cited is None:
        return False
    cited, citing = graph.works[hop.step.cited], graph.works[hop.cited_from]
    return dates.could_be(cited.published)[0] > dates.could_be(citing.published)[1]


def _recurring(graph: Graph, found: Walk) -> Iterator[Found]:
    """Name sources that stand more than once on one way from the reader outwards."""
    told: set[tuple[Id, Id]] = set()
    way: list[Hop] = []
    on_way: Counter[Id] = Counter()
    place: Id = None
    for hop in found.hops:
        if hop.place.id != place:
            place, way = hop.place.id, []
            on_way = Counter([graph.works[hop.place.work].voice])
        while way and way[-1].step is not hop.before:
            on_way[way.pop().step.source] -= 1
        way.append(hop)
        on_way[hop.step.source] += 1
        twice = on_way[hop.step.source] > 1 and hop.step.source != hop.citing(graph)
        if twice and (hop.place.id, hop.step.source) not in told:
            told.add((hop.place.id, hop.step.source))
            yield Found(Flag.RECURS, steps=(hop.step.id,), places=(hop.place.id,), sources=(hop.step.source,))


def _dropped(found: Walk) -> Iterator[Found]:
    """Name places that say flatly what their work attributes to somebody in another place."""
    for place in found.restating:
        yield Found(Flag.ATTRIBUTION_DROPPED, places=(place.id,), works=(place.work,))


def _contradicting(graph: Graph) -> Iterator[Found]:
    supporting = {place.work for place in graph.places if place.stance in SUPPORTING}
    denying = {place.work for place in graph.places if place.stance is Stance.DENIES}
    for work in dict.fromkeys(place.work for place in graph.places):
        if work in graph.contradicting or (work in supporting and work in denying):
            yield Found(Flag.CONTRADICTION, works=(work,))


def _two_voices(groups: Sequence[Sequence[End]]) -> Iterator[Found]:
    for ends in groups:
        against = [end for end in ends if Apart.DENIES in end.apart]
        support = [end for end in ends if end.supports]
        if against and support:
            voices = [end.source for end in (*support, *against) if end.source is not None]
            yield Found(Flag.TWO_VOICES, sources=tuple(dict.fromkeys(voices)))


def _repeating(found: Walk, groups: Sequence[Sequence[End]]) -> Iterator[Found]:
    """Name origins that many works have the claim from, and from nobody else."""
    leads: dict[Id, set[int]] = {}
    for number, ends in enumerate(groups):
        for end in ends:
            if end.supports:
                leads.setdefault(end.place.work, set()).add(number)
    onwards = onward((hop.place.work, hop.step.cited) for hop in found.carried)
    for works in components(onwards):
        together = {number for work in works for number in leads.get(work, ())}
        together.update(number for work in works for to in onwards[work] for number in leads.get(to, ()))
        leads.update((work, set(sorted(together)[:2])) for work in works)
    repeating: dict[int, list[Id]] = {}
    for work, numbers in leads.items():
        if len(numbers) == 1:
            repeating.setdefault(next(iter(numbers)), []).append(work)
    for number, works in sorted(repeating.items()):
        if len(works) >= MANY:
            sources = dict.fromkeys(end.source for end in groups[number] if end.source is not None)
            yield Found(Flag.MANY_REPEAT_ONE, works=tuple(works), sources=tuple(sources))


def _unnamed(found: Walk) -> Iterator[Found]:
    ends = {end.step.id: end for end in found.ends if end.step is not None and not (end.named or end.nobody)}
    for step, end in ends.items():
        yield Found(Flag.UNNAMED_ORIGIN, steps=(step,), places=(end.place.id,), sources=(end.source,))


def _sourceless(found: Walk) -> Iterator[Found]:
    """Name works that say so on nobody's word, not even that of an author who tells how he knows."""
    places: dict[Id, list[Id]] = {}
    for end in found.ends:
        if end.step is None and end.supports and Apart.NO_BASIS in end.apart:
            places.setdefault(end.place.work, []).append(end.place.id)
    for work, stating in places.items():
        yield Found(Flag.NO_SOURCE, places=tuple(stating), works=(work,))
