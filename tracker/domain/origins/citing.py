"""Which ends cite other ends: somebody who is an end here, and elsewhere has it from another end."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.origins.ends import End, Hop, Walk
from tracker.domain.origins.graph import Graph, Id

Pair = tuple[End, End]


def citing(graph: Graph, found: Walk) -> Iterator[Pair]:
    """Yield pairs of ends of which the first cites the second, through any number of others, in linear time.

    Of those who cite one end each is paired with it, or with another that is; so the pairs connect whatever does.
    """
    return _Citing.of(graph, found).pairs()


@dataclass
class _Citing:
    """An end of everybody who is one, the ends of each work, and where each trail goes on."""

    graph: Graph
    found: Walk
    known: dict[Id, End]
    standing_in: dict[Id, list[End]]
    onward: dict[Id, list[Id]]
    carried: set[Id]

    @classmethod
    def of(cls, graph: Graph, found: Walk) -> "_Citing":
        known: dict[Id, End] = {}
        standing_in: dict[Id, list[End]] = {}
        onward: dict[Id, list[Id]] = {}
        for end in found.ends:
            standing_in.setdefault(end.place.work, []).append(end)
            known.setdefault(end.voice, end)
        for hop in found.carried:
            onward.setdefault(hop.place.work, []).append(hop.step.cited)
        return cls(graph, found, known, standing_in, onward, {hop.step.id for hop in found.carried})

    def pairs(self) -> Iterator[Pair]:
        yield from self._along_trails()
        yield from self._by_basis()
        if self.carried:
            yield from self._into_works()

    def _along_trails(self) -> Iterator[Pair]:
        """Pair each step's source with the nearest before it that is an end too."""
        for hop, above in self._above():
            beyond = self.known.get(hop.step.source)
            if above is not None and beyond is not None and above is not beyond:
                yield above, beyond

    def _by_basis(self) -> Iterator[Pair]:
        for end in self.found.ends:
            known_from = (end.step or end.place).known_from
            if known_from is not None and known_from in self.known:
                yield end, self.known[known_from]

    def _into_works(self) -> Iterator[Pair]:
        """Pair whoever cites a work that has a trail of its own with the ends of that, and of those that it goes on to.

        The ends of a work once reached are one origin already: all are cited by the first who reached it.
        """
        reached: dict[Id, End | None] = {}
        for hop, above in self._above():
            citer = self.known.get(hop.step.source) or above
            if citer is not None and hop.step.id in self.carried:
                for end in self._beyond(hop.step.cited, reached):
                    yield citer, end

    def _beyond(self, first: Id, reached: dict[Id, End | None]) -> list[End]:
        """List the ends that lie in a work and beyond it; of a work reached before, one of them."""
        ends: list[End] = []
        new: list[Id] = []
        waiting = [first]
        while waiting:
            work = waiting.pop()
            if work in reached:
                ends += [end for end in [reached[work]] if end is not None]
                continue
            standing = self.standing_in.get(work, [])
            reached[work] = standing[0] if standing else None
            new.append(work)
            ends += standing
            waiting += self.onward.get(work, ())
        for work in new:
            reached[work] = reached[work] or next(iter(ends), None)
        return ends

    def _above(self) -> Iterator[tuple[Hop, End | None]]:
        """Yield every hop with an end of the nearest source before it that has one."""
        above: End | None
        place: Id = None
        nearest: dict[Id | None, End | None] = {}
        for hop in self.found.hops:
            if hop.place.id != place:
                place = hop.place.id
                nearest = {None: self.known.get(self.graph.works[hop.place.work].voice)}
            above = nearest[hop.before.id if hop.before is not None else None]
            yield hop, above
            nearest[hop.step.id] = self.known.get(hop.step.source) or above
