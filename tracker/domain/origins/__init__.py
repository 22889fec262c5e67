"""Who said it first, and who else really says so: the independent origins of a claim.

The ends of trails are taken from the places that assert or report the claim. An end counts when the desk has read it,
it states a basis, no step of its trail is overstated or not there, and nobody marked it as having a stake; whatever is
unknown counts as nothing. Ends that are one source, have a confirmed owner in common, stand in one text, are the
unnamed people of one work, speak at one briefing or from one document, or of which one cites the other, are one origin.
Joining is transitive, also through ends that do not count. All of it takes time in proportion to the steps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.origins.ends import UNREAD, End, Walk, walk
from tracker.domain.origins.flags import Found, flags
from tracker.domain.origins.graph import Graph, Id, Place
from tracker.domain.origins.joinings import Joining, joinings
from tracker.domain.origins.union import Union
from tracker.domain.vocabulary import SourceKind

_OWNABLE = (SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.ORGANISATION, SourceKind.ACCOUNT)


@dataclass(frozen=True)
class Group:
    """Ends that are one origin; ``letter`` is what pictures and sentences call it."""

    letter: str
    ends: tuple[End, ...]
    joinings: tuple[Joining, ...]

    @property
    def counts(self) -> bool:
        """Tell whether it is one of the independent origins."""
        return any(end.counts for end in self.ends)

    @property
    def named(self) -> bool:
        """Tell whether a named source says so on whom it may count."""
        return any(end.counts and end.named for end in self.ends)

    @property
    def supports(self) -> bool:
        """Tell whether anybody in it says that the claim is so."""
        return any(end.supports for end in self.ends)


@dataclass(frozen=True)
class Origins:
    """The independent origins of a claim and what was found on the way.

    ``restating`` are the places whose trails are those of their work elsewhere. ``steps`` and ``read`` count the steps
    of all trails once each. ``if_owned`` is what the number would fall to if those whose owners nobody examined had one
    in common with another. ``if_joined`` and ``named_if_joined`` leave out
    the partings that no editor confirmed; the gate asks for these.
    """

    groups: tuple[Group, ...]
    found: tuple[Found, ...]
    restating: tuple[Place, ...]
    steps: int
    read: int
    if_owned: int
    if_joined: int
    named_if_joined: int

    @property
    def independent(self) -> int:
        """Return how many independent origins there are."""
        return sum(group.counts for group in self.groups)

    @property
    def named(self) -> int:
        """Return how many of the independent origins are named."""
        return sum(group.named for group in self.groups)


def origins(graph: Graph) -> Origins:
    """Work out the independent origins of a claim."""
    found = walk(graph)
    groups = grouped(found.ends, joinings(graph, found))
    sure = _as_the_gate_has_it(graph, found, groups)
    steps = {hop.step.id: hop.step for hop in found.hops}
    return Origins(
        groups=groups,
        found=tuple(flags(graph, found, [group.ends for group in groups])),
        restating=tuple(found.restating),
        steps=len(steps),
        read=sum(step.check not in UNREAD for step in steps.values()),
        if_owned=_if_owned(graph, groups),
        if_joined=sum(group.counts for group in sure),
        named_if_joined=sum(group.named for group in sure),
    )


def grouped(ends: Sequence[End], joined: Iterable[Joining]) -> tuple[Group, ...]:
    """Put ends that are one origin together, in the order in which the first of each comes."""
    kept = list(joined)
    union: Union[Id] = Union()
    for joining in kept:
        union.join(joining.one.id, joining.other.id)
    together: dict[Id, tuple[list[End], list[Joining]]] = {}
    for end in ends:
        together.setdefault(union.find(end.id), ([], []))[0].append(end)
    for joining in kept:
        together[union.find(joining.one.id)][1].append(joining)
    return tuple(
        Group(letter(at), tuple(of_group), tuple(pairs)) for at, (of_group, pairs) in enumerate(together.values())
    )


def letter(at: int) -> str:
    """Return the letter of a group by its place: A to Z, then AA."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _as_the_gate_has_it(graph: Graph, found: Walk, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups without the partings that no editor confirmed."""
    sure = tuple(ruling for ruling in graph.rulings if ruling.joins or ruling.confirmed)
    if sure == graph.rulings:
        return groups
    return grouped(found.ends, joinings(graph._replace(rulings=sure), found))


def _if_owned(graph: Graph, groups: Iterable[Group]) -> int:
    counted = [group for group in groups if group.counts]
    unexamined = [group for group in counted if all(_unexamined(graph, end) for end in group.ends if end.counts)]
    return max(len(counted) - len(unexamined), min(1, len(counted)))


def _unexamined(graph: Graph, end: End) -> bool:
    if end.source is None:
        return True
    speaker = graph.speakers[end.source]
    return speaker.kind in _OWNABLE and not speaker.owners_examined
