"""Where the trails of a claim end, and why an end does not count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.domain.origins.graph import SUPPORTING, Graph, Id, Place, Step, Work
from tracker.domain.origins.texts import texts_of
from tracker.domain.origins.words import Apart
from tracker.domain.vocabulary import Basis, Beyond, Stance, StepCheck

_AGAINST = {Stance.DENIES: Apart.DENIES, Stance.DOUBTS: Apart.DOUBTS}
_BAD = {StepCheck.OVERSTATED: Apart.OVERSTATED, StepCheck.NOT_THERE: Apart.NOT_THERE}
UNREAD = {StepCheck.NOT_CHECKED: Apart.NOT_READ, StepCheck.COULD_NOT_OBTAIN: Apart.COULD_NOT_OBTAIN}

NOBODY = (Apart.TRAIL_NOT_ENTERED, Apart.NAME_LOST)


@dataclass(frozen=True)
class End:
    """The far end of a trail: a step, or a place whose article says so itself (``step`` is None then).

    ``source`` is None where an article without a known publisher is the end, or nobody is. ``work`` is the one that the
    end speaks in, as far as it is known: the work cited, else the nearest towards the reader. ``heard_by`` is the
    source that has it from there, in the work ``heard_in``, which is None where nobody entered it. ``apart`` lists why
    it does not count; an end without such reasons does.
    """

    place: Place
    step: Step | None
    source: Id | None
    named: bool
    work: Id
    heard_by: Id | None = None
    heard_in: Id | None = None
    apart: tuple[Apart, ...] = ()

    @property
    def id(self) -> tuple[Id, Id | None]:
        """Return its place's id and its step's; a passage's step is the end of every trail that inherits it."""
        return self.place.id, self.step.id if self.step is not None else None

    @property
    def voice(self) -> Id:
        """Return who speaks: its source, the work where that is unknown, or nobody but itself."""
        if self.source is not None:
            return self.source
        return ("nobody", self.id) if self.nobody else ("work", self.work)

    @property
    def nobody(self) -> bool:
        """Tell whether nobody is known to speak there."""
        return any(reason in NOBODY for reason in self.apart)

    @property
    def counts(self) -> bool:
        """Tell whether it counts."""
        return not self.apart

    @property
    def supports(self) -> bool:
        """Tell whether it says that the claim is so."""
        return not {Apart.DENIES, Apart.DOUBTS, Apart.NOT_FROM_SUPPORT}.intersection(self.apart)

    @property
    def states_basis(self) -> bool:
        """Tell whether it says how it knows."""
        return not {Apart.NO_BASIS, Apart.TOLD_BY_NOBODY, *NOBODY}.intersection(self.apart)


@dataclass(frozen=True)
class Hop:
    """A step on its way: the one before it, the work that cites it, and what checks found against the way so far."""

    step: Step
    place: Place
    before: Step | None
    cited_from: Id
    failed: tuple[Apart, ...]

    @property
    def work(self) -> Id:
        """Return the nearest work that is known: the one cited here, or the one that cites."""
        return self.cited_from if self.step.cited is None else self.step.cited

    def citing(self, graph: Graph) -> Id:
        """Return who cites: the source of the step before, or the article's voice."""
        return self.before.source if self.before is not None else graph.works[self.place.work].voice


@dataclass
class Walk:
    """All trails, walked once: their ends, their hops, and where they go on.

    ``carried`` are the hops that are no ends, since the trail goes on in the work that they cite; ``restating`` the
    places that say flatly what their work gives to somebody elsewhere, so that their trails are the trails there.
    """

    ends: list[End] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
    carried: list[Hop] = field(default_factory=list)
    restating: list[Place] = field(default_factory=list)


def walk(graph: Graph) -> Walk:
    """Walk all trails of a claim once, in time that grows with their steps."""
    found = Walk()
    carrying = {place.work for place in graph.places if place.stance in SUPPORTING}
    attributing = {place.work for place in graph.places if place.stance in SUPPORTING and place.steps}
    last: list[Hop | Place] = []
    for place in graph.places:
        if place.steps:
            last += _last(place, carrying, found)
        elif place.work in attributing and _flat(place):
            found.restating.append(place)
        else:
            last.append(place)
    rooted = _rooted(last, found.carried)
    judge = _Judge(graph)
    found.ends = [judge.of_hop(one) if isinstance(one, Hop) else judge.of_place(one) for one in last]
    found.ends += [judge.in_circle(hop) for hop in found.carried if hop.step.cited not in rooted]
    found.carried = [hop for hop in found.carried if hop.step.cited in rooted]
    return found


def _flat(place: Place) -> bool:
    return place.stance in SUPPORTING and place.basis is Basis.NOT_STATED and place.beyond is not Beyond.LOST


def _last(place: Place, carrying: set[Id], found: Walk) -> list[Hop]:
    """List the last hops of a place, but for those where the trail goes on in a work that carries the claim."""
    known = {step.id for step in place.steps}
    beyond: dict[Id | None, list[Step]] = {}
    for step in place.steps:
        beyond.setdefault(step.via if step.via in known else None, []).append(step)
    last: list[Hop] = []
    for hop in _hops(place, beyond):
        found.hops.append(hop)
        if hop.step.id not in beyond:
            goes_on = hop.step.cited in carrying and hop.step.stance in (None, *SUPPORTING) and not hop.failed
            (found.carried if goes_on else last).append(hop)
    return last


def _hops(place: Place, beyond: dict[Id | None, list[Step]]) -> Iterator[Hop]:
    """Yield the steps of a place from the reader outwards, each before those beyond it."""
    waiting = [Hop(step, place, None, place.work, _failed(step)) for step in reversed(beyond.get(None, []))]
    while waiting:
        hop = waiting.pop()
        yield hop
        for step in reversed(beyond.get(hop.step.id, [])):
            waiting.append(Hop(step, place, hop.step, hop.work, _failed(step, hop.failed)))


def _failed(step: Step, before: tuple[Apart, ...] = ()) -> tuple[Apart, ...]:
    bad = _BAD.get(step.check)
    return before if bad is None or bad in before else (*before, bad)


def _rooted(last: Iterable[Hop | Place], carried: Iterable[Hop]) -> set[Id]:
    """Return the works whose trails end somewhere, and do not only lead round in a circle."""
    citing: dict[Id, list[Id]] = {}
    for hop in carried:
        citing.setdefault(hop.step.cited, []).append(hop.place.work)
    waiting = [one.place.work if isinstance(one, Hop) else one.work for one in last]
    rooted = set(waiting)
    while waiting:
        for work in citing.get(waiting.pop(), ()):
            if work not in rooted:
                rooted.add(work)
                waiting.append(work)
    return rooted


class _Judge:
    """Says of each end why it does not count."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.texts = texts_of(graph)
        texts = self.texts
        self.staked = {texts[one] for one in texts if graph.works[one].publisher in graph.stakes}
        self.given = {(texts[place.work], place.words) for place in graph.places if place.steps and place.work in texts}

    def of_place(self, place: Place) -> End:
        """Return the end that an article is which says so itself."""
        work = self.graph.works[place.work]
        against = _against(place, None)
        if place.beyond is Beyond.LOST and not against:
            return End(place, None, None, False, work.id, apart=(Apart.NAME_LOST,))
        if place.beyond is Beyond.NOT_ENTERED and place.basis is Basis.NOT_STATED and not against:
            return End(place, None, None, False, work.id, apart=(Apart.TRAIL_NOT_ENTERED,))
        reasons = [*against, *self._stake_in(work)]
        if self._copied(work, place):
            reasons.append(Apart.COPIED)
        if not work.captured:
            reasons.append(Apart.NOT_READ)
        reasons += self._basis(place.basis, place.known_from)
        return End(place, None, work.publisher, self._named(work.publisher), work.id, apart=tuple(reasons))

    def of_hop(self, hop: Hop) -> End:
        """Return the end that a last step is, or what lies lost beyond it."""
        step, place = hop.step, hop.place
        against = _against(place, step)
        if step.beyond is Beyond.LOST:
            return self._end(hop, None, (Apart.NAME_LOST, *against))
        unread = [UNREAD[step.check]] if step.check in UNREAD else []
        basis = self._basis(step.basis, step.known_from)
        return self._end(hop, step.source, (*against, *self._stake(step.source), *unread, *hop.failed, *basis))

    def in_circle(self, hop: Hop) -> End:
        """Return the end that a step is whose trail comes back to where it began."""
        return self._end(hop, hop.step.source, (Apart.IN_A_CIRCLE,))

    def _end(self, hop: Hop, source: Id | None, apart: tuple[Apart, ...]) -> End:
        heard_in = hop.before.cited if hop.before is not None else hop.place.work
        heard_by = hop.citing(self.graph)
        return End(hop.place, hop.step, source, self._named(source), hop.work, heard_by, heard_in, apart)

    def _copied(self, work: Work, place: Place) -> bool:
        """Tell whether a work gives to nobody what another copy of its text gives to somebody."""
        return (self.texts.get(work.id), place.words) in self.given

    def _stake(self, source: Id | None) -> list[Apart]:
        return [Apart.HAS_STAKE] if source in self.graph.stakes else []

    def _stake_in(self, work: Work) -> list[Apart]:
        """Return the stake of whoever publishes a work, or another copy of its text."""
        return (
            [Apart.HAS_STAKE] if work.publisher in self.graph.stakes or self.texts.get(work.id) in self.staked else []
        )

    def _basis(self, basis: Basis, known_from: Id | None) -> list[Apart]:
        if basis is Basis.NOT_STATED:
            return [Apart.NO_BASIS]
        if basis is Basis.TOLD_BY and not self._named(known_from):
            return [Apart.TOLD_BY_NOBODY]
        return []

    def _named(self, source: Id | None) -> bool:
        return source is not None and self.graph.speakers[source].kind.named


def _against(place: Place, step: Step | None) -> list[Apart]:
    """List what an end's stance, or its article's, has against its counting as support."""
    own = step.stance if step is not None else None
    if own in _AGAINST:
        return [_AGAINST[own]]
    if place.stance in _AGAINST:
        return [_AGAINST[place.stance] if own is None else Apart.NOT_FROM_SUPPORT]
    return []
