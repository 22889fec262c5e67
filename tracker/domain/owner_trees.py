"""All that stands above a source, or below it, as a tree: asserted ownerships too, each source opened once.

Ownerships are no tree: a source may have two owners that have one in common, and two may own each other. So a source
that comes a second time is a leaf that says why: it closes a circle, or it is opened elsewhere.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic

from tracker.domain.origins.circles import circles, onward
from tracker.domain.owners import Owning, Register, S, may_hold
from tracker.domain.vocabulary import Standing

DEEPEST = 12
"""How many ownerships long the ways are that a tree shows."""

MOST = 200
"""How many ownerships a tree shows."""


@dataclass(frozen=True)
class Branch(Generic[S]):
    """One ownership of a tree, the source at its far end, and the ownerships beyond that.

    ``joins`` says that all ownerships from the trunk to here are confirmed. ``circle`` are the sources of the circle
    that it closes, from its far end back to it; ``elsewhere`` says that the source is opened in another place.
    """

    edge: Owning[S]
    source: S
    joins: bool
    beyond: tuple["Branch[S]", ...] = ()
    circle: tuple[S, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True)
class Tree(Generic[S]):
    """The ownerships next to a source with all beyond them; ``cut`` says that some were too far or too many.

    ``circles`` are those that no branch closes by itself, since their sources are opened in several places.
    """

    branches: tuple[Branch[S], ...] = ()
    cut: bool = False
    circles: tuple[tuple[S, ...], ...] = ()

    def walk(self) -> Iterator[Branch[S]]:
        """Yield every branch, each before those beyond it."""
        waiting = list(reversed(self.branches))
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting.extend(reversed(branch.beyond))


def above(source: S, edges: Iterable[Owning[S]], when: str = "") -> Tree[S]:
    """Return the owners of a source at a date, and theirs; ``when`` is EDTF, "" for any time."""
    held = [edge for edge in dict.fromkeys(edges) if may_hold(edge, when)]
    joined = set(Register(held).reached(source))
    return _grown(source, held, joined, near=lambda edge: edge.owned, far=lambda edge: edge.owner)


def below(source: S, edges: Iterable[Owning[S]], when: str = "") -> Tree[S]:
    """Return what a source owns at a date, and what those own; ``when`` is EDTF, "" for any time."""
    held = [edge for edge in dict.fromkeys(edges) if may_hold(edge, when)]
    turned = [Owning(edge.owner, edge.owned, standing=edge.standing) for edge in held]
    joined = set(Register(turned).reached(source))
    return _grown(source, held, joined, near=lambda edge: edge.owner, far=lambda edge: edge.owned)


@dataclass(eq=False)
class _Bud(Generic[S]):
    """A branch while the tree grows."""

    edge: Owning[S]
    source: S
    joins: bool
    under: "_Bud[S] | None"
    depth: int
    beyond: "list[_Bud[S]]" = field(default_factory=list)
    circle: tuple[S, ...] = ()
    elsewhere: bool = False

    def way_down(self) -> Iterator[S]:
        """Yield the sources from the far end of this branch to the trunk, which is left out."""
        bud: _Bud[S] | None = self
        while bud is not None:
            yield bud.source
            bud = bud.under


def _grown(
    trunk: S,
    edges: Iterable[Owning[S]],
    joined: set[S],
    *,
    near: Callable[[Owning[S]], S],
    far: Callable[[Owning[S]], S],
) -> Tree[S]:
    """Grow a tree level by level, so that each source is opened where it is nearest to the trunk.

    A source that is joined by confirmed ownerships is opened where these lead to it, not where an asserted one does.
    """
    at: dict[S, list[Owning[S]]] = {}
    for edge in sorted(edges, key=_order):
        at.setdefault(near(edge), []).append(edge)
    opened, buds, cut = {trunk}, list[_Bud[S]](), False
    waiting: list[_Bud[S] | None] = [None]
    for under in waiting:
        source, depth = (trunk, 0) if under is None else (under.source, under.depth)
        for edge in at.get(source, ()):
            if depth == DEEPEST or len(buds) == MOST:
                cut = True
                break
            joins = (under is None or under.joins) and edge.standing is Standing.CONFIRMED
            bud = _Bud(edge, far(edge), joins, under, depth + 1)
            bud.circle = _circle(bud, trunk)
            opens = bud.source not in opened and (joins or bud.source not in joined)
            bud.elsewhere = not bud.circle and not opens
            if opens:
                opened.add(bud.source)
                waiting.append(bud)
            buds.append(bud)
            if under is not None:
                under.beyond.append(bud)
    further = _further_circles([(near(bud.edge), bud.source) for bud in buds], [bud.circle for bud in buds])
    return Tree(tuple(_branches([bud for bud in buds if bud.under is None], buds)), cut, tuple(further))


def _circle(bud: "_Bud[S]", trunk: S) -> tuple[S, ...]:
    """Return the sources of the circle that a new branch closes, none where it closes none."""
    way = [*bud.way_down(), trunk]
    return tuple(reversed(way[: way.index(bud.source, 1) + 1])) if bud.source in way[1:] else ()


def _further_circles(pairs: Iterable[tuple[S, S]], known: Iterable[tuple[S, ...]]) -> Iterator[tuple[S, ...]]:
    """Yield a shortest circle of each group that own each other, but for groups of which one is known."""
    beyond, told = onward(pairs), {source for circle in known for source in circle}
    for group in circles(beyond):
        if told.isdisjoint(group):
            yield _shortest(min(group, key=str), beyond, set(group))


def _shortest(first: S, beyond: Mapping[S, Collection[S]], group: set[S]) -> tuple[S, ...]:
    """Return the shortest way from a source back to itself, through its group."""
    ways: list[tuple[S, ...]] = [(first,)]
    passed: set[S] = set()
    for way in ways:
        for further in sorted(group & set(beyond[way[-1]]) - passed, key=str):
            if further == first:
                return (*way, first)
            passed.add(further)
            ways.append((*way, further))
    raise LookupError(f"{first} is in no circle")


def _branches(wanted: Iterable["_Bud[S]"], buds: Iterable["_Bud[S]"]) -> list[Branch[S]]:
    """Return the branches of some buds, made from the tips down so that no depth is too deep."""
    made: dict[int, Branch[S]] = {}
    for bud in reversed(list(buds)):
        beyond = tuple(made[id(one)] for one in bud.beyond)
        made[id(bud)] = Branch(bud.edge, bud.source, bud.joins, beyond, bud.circle, bud.elsewhere)
    return [made[id(bud)] for bud in wanted]


def _order(edge: Owning[S]) -> tuple[bool, str, str, str, str]:
    """Put confirmed ownerships first, then the older, in an order that does not hang on how they came."""
    return edge.standing is not Standing.CONFIRMED, edge.since, str(edge.owned), str(edge.owner), str(edge.id)
