"""What always holds of independent origins, whatever the graph."""

import itertools
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.effort import effort_below
from tests.tracing import graph_of
from tracker.domain.origins import Origins, origins
from tracker.domain.origins.ends import walk
from tracker.domain.origins.graph import Graph, Id, Place, Speaker, Step, Work
from tracker.domain.origins.texts import texts_of
from tracker.domain.owners import Owning, Register
from tracker.domain.vocabulary import Basis, Beyond, SourceKind, Stance, StepCheck

OUTLETS = ["Ada", "Bell", "Coast", "Dawn"]
UNNAMED = ["officials", "people"]
WORKS = [f"{outlet}/{at}" for outlet in OUTLETS for at in (1, 2)]
SOURCES = [*OUTLETS, *UNNAMED]
DATES = ["", "2010", "2014-05", "2016-09-21"]

checks = st.sampled_from([StepCheck.YES, StepCheck.YES, StepCheck.NOT_CHECKED, StepCheck.NOT_THERE])
bases = st.sampled_from([Basis.WITNESSED, Basis.OWN_ACT, Basis.NOT_STATED, Basis.DOCUMENT])
stances = st.sampled_from([None, None, None, Stance.DENIES])

beyonds = st.sampled_from([Beyond.GIVES_NONE, Beyond.GIVES_NONE, Beyond.NOT_ENTERED, Beyond.LOST])


@st.composite
def places(draw: st.DrawFn, at: int, most: int = 4) -> Place:
    """A place with a tree of steps."""
    steps: list[Step] = []
    for number in range(draw(st.integers(0, most))):
        via = draw(st.sampled_from([None, *(step.id for step in steps)]))
        basis = draw(bases)
        steps.append(
            Step(
                (at, number),
                draw(st.sampled_from(SOURCES)),
                via,
                draw(stances),
                basis,
                draw(st.sampled_from([None, "Register", *OUTLETS])) if basis is Basis.DOCUMENT else None,
                cited=draw(st.sampled_from([None] * 4 + WORKS)),
                check=draw(checks),
            )
        )
    stance = draw(st.sampled_from([Stance.ASSERTS, Stance.REPORTS, Stance.DENIES]))
    basis = draw(st.sampled_from([Basis.NOT_STATED, Basis.WITNESSED]))
    return Place(at, draw(st.sampled_from(WORKS)), stance, basis, None, draw(beyonds), tuple(steps), "")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A small world in which everything that can be connected now and then is."""
    owners = draw(
        st.lists(st.builds(Owning, *[st.sampled_from(OUTLETS)] * 2, until=st.sampled_from(DATES)), max_size=3)
    )
    reposts = draw(st.dictionaries(st.sampled_from(WORKS), st.sampled_from(WORKS), max_size=2))
    dates = draw(st.dictionaries(st.sampled_from(WORKS), st.sampled_from(DATES)))
    return Graph(
        places=tuple(draw(places(at)) for at in range(draw(st.integers(0, 5)))),
        works={
            work: Work(work, work, work.partition("/")[0], dates.get(work, ""), True, reposts.get(work))
            for work in WORKS
        },
        speakers={
            name: Speaker(name, name, SourceKind.UNNAMED if name in UNNAMED else SourceKind.OUTLET)
            for name in [*SOURCES, "Register", "Newcomer", "Somebody"]
        },
        owners=Register(owners),
        stakes=frozenset(draw(st.sets(st.sampled_from(OUTLETS), max_size=1))),
    )


def groups_of(found: Origins) -> set[frozenset[object]]:
    return {frozenset(end.id for end in group.ends) for group in found.groups}


@given(graphs(), st.randoms())
def test_the_order_of_entry_does_not_matter(graph: Graph, random: Any) -> None:
    shuffled = list(graph.places)
    random.shuffle(shuffled)
    for at, place in enumerate(shuffled):
        steps = list(place.steps)
        random.shuffle(steps)
        shuffled[at] = place._replace(steps=tuple(steps))
    one, other = origins(graph), origins(graph._replace(places=tuple(shuffled)))
    assert groups_of(one) == groups_of(other)
    assert (one.independent, one.named, one.if_owned) == (other.independent, other.named, other.if_owned)
    assert _named(one) == _named(other)


@given(graphs(), st.data())
def test_a_repost_never_raises_the_count(graph: Graph, data: st.DataObject) -> None:
    assume(graph.places)
    original = data.draw(st.sampled_from(graph.places))
    carries_trail = data.draw(st.booleans())
    repost = original._replace(
        id="repost",
        work="Newcomer/1",
        steps=tuple(
            step._replace(id=("repost", step.id), via=None if step.via is None else ("repost", step.via))
            for step in original.steps
        )
        if carries_trail
        else (),
    )
    work = Work("Newcomer/1", "Newcomer/1", "Newcomer", "", True, original.work)
    bigger = graph._replace(places=(*graph.places, repost), works={**graph.works, "Newcomer/1": work})
    assert origins(bigger).independent <= origins(graph).independent


@given(graphs(), st.sampled_from(OUTLETS), st.sampled_from(OUTLETS), st.integers(0, 3))
def test_a_confirmed_owner_in_common_never_raises_the_count(graph: Graph, one: Any, other: Any, deep: int) -> None:
    chain = [one, *(f"holding {at}" for at in range(deep)), "Somebody"]
    known = [Owning(owned, owner) for owned, owner in itertools.pairwise(chain)]
    before = list({edge for held in graph.owners._above.values() for edge in (dated.edge for dated in held)})
    bigger = graph._replace(owners=Register([*before, *known, Owning(other, "Somebody")]))
    assert origins(bigger).independent <= origins(graph).independent


@given(graphs(), st.data())
def test_a_further_step_to_a_source_that_does_not_count_never_raises_it(graph: Graph, data: st.DataObject) -> None:
    """A step from an article, or from a step that has others beyond it; whoever was an end stays one."""
    assume(any(place.steps for place in graph.places))
    place = data.draw(st.sampled_from([place for place in graph.places if place.steps]))
    passed = [step.via for step in place.steps]
    step = Step(
        "further", data.draw(st.sampled_from([*SOURCES, "Newcomer"])), data.draw(st.sampled_from([None, *passed]))
    )
    assert origins(_with_step(graph, place, step)).independent <= origins(graph).independent


@given(graphs(), st.data())
def test_a_further_step_to_a_source_counted_already_never_raises_it(graph: Graph, data: st.DataObject) -> None:
    counted = [end for end in walk(graph).ends if end.counts and end.named]
    assume(counted)
    place = data.draw(st.sampled_from([place for place in graph.places if place.steps] or [graph.places[0]]))
    assume(place.steps)
    passed = [step.via for step in place.steps]
    step = Step(
        "further",
        data.draw(st.sampled_from(counted)).source,
        data.draw(st.sampled_from([None, *passed])),
        basis=Basis.OWN_ACT,
        check=StepCheck.YES,
    )
    assert origins(_with_step(graph, place, step)).independent <= origins(graph).independent


@given(graphs(), st.booleans())
def test_a_read_named_unconnected_origin_with_a_basis_raises_the_count_by_exactly_one(graph: Graph, own: bool) -> None:
    step = Step("new", "Newcomer", basis=Basis.WITNESSED, check=StepCheck.YES)
    work = Work("new", "new", "Newcomer" if own else None)
    place = Place("new", "new", basis=Basis.WITNESSED) if own else Place("new", "new", steps=(step,))
    bigger = graph._replace(places=(*graph.places, place), works={**graph.works, "new": work})
    before, after = origins(graph), origins(bigger)
    assert (after.independent, after.named) == (before.independent + 1, before.named + 1)


@settings(max_examples=400)
@given(graphs())
def test_the_groups_are_those_that_comparing_every_pair_gives(graph: Graph) -> None:
    ends = walk(graph).ends
    cites = _who_cites_whom(graph)
    groups = {end.id: {end.id} for end in ends}
    for one, other in itertools.combinations(ends, 2):
        if _are_one(graph, cites, one, other) and groups[one.id] is not groups[other.id]:
            groups[one.id] |= groups[other.id]
            groups.update(dict.fromkeys(groups[other.id], groups[one.id]))
    assert groups_of(origins(graph)) == {frozenset(group) for group in groups.values()}


@given(graphs())
def test_the_count_is_the_groups_with_an_end_that_counts_and_never_more_than_those_ends(graph: Graph) -> None:
    found = origins(graph)
    counting = [end for end in walk(graph).ends if end.counts]
    assert found.independent <= len({end.source for end in counting})
    assert bool(found.independent) == bool(counting)
    assert found.named <= found.independent
    assert found.if_owned <= found.independent


@pytest.mark.parametrize(
    "lines",
    [
        [f"Blog/{at}: " + " < ".join(f"Outlet {at} {deep}" for deep in range(10)) for at in range(1000)],
        [f"Blog: {', '.join(f'S{at}' for at in range(5000))}"],
        [f"O{at}/1: O{(at + 1) % 5000} (cites:O{(at + 1) % 5000}/1)" for at in range(5000)],
        [f"O{at}/1: O{at + 1} (cites:O{at + 1}/1), S{at}" for at in range(5000)],
        [f"Same: S{at % 7}" for at in range(5000)],
        ["Blog: " + " < ".join(f"S{at % 3}" for at in range(5000))],
    ],
    ids=["trails ten deep", "a wide step", "one long circle", "a chain of works", "one article", "one deep trail"],
)
def test_no_graph_takes_long(lines: list[str]) -> None:
    graph = graph_of(*lines)
    with effort_below(4):
        origins(graph)


def _with_step(graph: Graph, place: Place, step: Step) -> Graph:
    more = place._replace(steps=(*place.steps, step))
    return graph._replace(places=tuple(more if one is place else one for one in graph.places))


def _named(found: Origins) -> set[tuple[object, ...]]:
    return {(one.flag, frozenset(one.works), frozenset(one.sources)) for one in found.found}


def _who_cites_whom(graph: Graph) -> set[Any]:
    """For each end, and each source with the work it speaks in, the ends that lie beyond it; the slow way."""
    found = walk(graph)
    onwards: dict[Id, set[Id]] = {}
    for hop in found.carried:
        onwards.setdefault(hop.place.work, set()).add(hop.step.cited)
    reached = {}
    for work in graph.works:
        seen, waiting = {work}, [work]
        while waiting:
            for to in onwards.get(waiting.pop(), ()):
                if to not in seen:
                    seen.add(to)
                    waiting.append(to)
        reached[work] = seen
    cites = set()
    for place in graph.places:
        steps = {step.id: step for step in place.steps}
        ways = [(step, _above(graph, place, steps, step)) for step in place.steps]
        carried = {hop.step.id: hop.step for hop in found.carried if hop.place is place}
        for step, above in ways:
            targets = {("source", step.source)}
            if step.id in carried:
                beyond = reached[step.cited]
                targets |= {("end", end.id) for end in found.ends if end.place.work in beyond}
                above = [*above, step.source]
            cites |= {(citer, target) for citer in above for target in targets}
    return cites


def _above(graph: Graph, place: Place, steps: dict[Id, Step], step: Step) -> list[Id]:
    """Everybody on the way to a step, the publisher among them."""
    above = [graph.works[place.work].voice]
    while step.via is not None:
        step = steps[step.via]
        above.append(step.source)
    return above


def _cites(cites: set[Any], one: Any, other: Any) -> bool:
    beyond = {(kind, target) for citer, (kind, target) in cites if citer == one.voice}
    return bool(beyond & {("source", other.voice), ("end", other.id)}) or _known_from(one) == other.source


def _known_from(end: Any) -> Any:
    return (end.step or end.place).known_from or "its own knowledge"


def _are_one(graph: Graph, cites: set[Any], one: Any, other: Any) -> bool:
    if one.voice == other.voice:
        return True
    if one.nobody or other.nobody:
        return _cites(cites, one, other) or _cites(cites, other, one)
    texts = texts_of(graph)
    owners = [set(graph.owners.reached(end.source, graph.works[end.work].published)) for end in (one, other)]
    if owners[0] & owners[1] or _of_one_text(graph, texts, one, other) or _unnamed_of_one_work(texts, one, other):
        return True
    if _known_from(one) == _known_from(other) != "its own knowledge":
        return True
    return _cites(cites, one, other) or _cites(cites, other, one)


def _unnamed_of_one_work(texts: dict[Id, Id], one: Any, other: Any) -> bool:
    if one.named or other.named or not one.step or not other.step:
        return False
    if one.heard_by == other.heard_by and None in (one.heard_in, other.heard_in):
        return True
    works = [texts.get(end.heard_in, end.heard_in) for end in (one, other)]
    return None not in works and works[0] == works[1]


def _of_one_text(graph: Graph, texts: dict[Id, Id], one: Any, other: Any) -> bool:
    text = texts.get(one.place.work)
    if text is None or text != texts.get(other.place.work):
        return False
    if one.step is None and other.step is None:
        return True
    quoted = {
        end.source for end in walk(graph).ends if end.step and not end.nobody and texts.get(end.place.work) == text
    }
    return (one.step is None or other.step is None) and len(quoted) == 1
