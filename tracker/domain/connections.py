"""Who stands next to a source in trails: whom it has things from, who has them from it, and how that checked out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.drawing.parts import Branch
from tracker.domain.drawing.sides import Sides, draw_sides
from tracker.domain.vocabulary import SourceKind, StepCheck

MOST_DRAWN = 60
"""How many are drawn at most; those with the most steps, the others are told in the lists alone."""

HEADS = ("It cites", "Cite it")
SIDES = ("cited", "citing")
_BAD = (StepCheck.NOT_THERE, StepCheck.OVERSTATED)


@dataclass(frozen=True)
class Neighbour:
    """One who stands next to a source: a source by its ``number``, or an article of an unknown publisher.

    ``steps`` counts the steps between the two, ``checks`` the answers to "did they say it?" at them.
    """

    kind: SourceKind
    name: str
    number: int
    checks: Mapping[StepCheck, int]
    is_article: bool = False

    @property
    def steps(self) -> int:
        """Return how many steps stand between the two."""
        return sum(self.checks.values())

    @property
    def key(self) -> tuple[bool, int]:
        """Return what tells it from any other."""
        return self.is_article, self.number


@dataclass(frozen=True)
class Connections:
    """A source with those whom it ``cites`` and those who cite it (``cited_by``), each list with most steps first."""

    source: Neighbour
    cites: Sequence[Neighbour]
    cited_by: Sequence[Neighbour]

    def both_ways(self) -> set[tuple[bool, int]]:
        """Return who stands at both sides."""
        return {one.key for one in self.cites} & {one.key for one in self.cited_by}


def in_order(some: Iterable[Neighbour]) -> list[Neighbour]:
    """Put those with the most steps first, of those with as many the one that was known first."""
    return sorted(some, key=lambda one: (-one.steps, one.key))


def picture(connections: Connections, most: int = MOST_DRAWN) -> Sides | None:
    """Draw a source with those next to it; None where there are none."""
    cites, cited_by = drawn(connections, most)
    if not cites and not cited_by:
        return None
    middle = replace(
        _branch(connections.source, SIDES[0]), here=True, told=connections.source.kind.label, leads_to="top"
    )
    both = connections.both_ways()
    left, right = (
        [_at(one, side, one.key == connections.source.key, one.key in both) for one in some]
        for side, some in zip(SIDES, (cites, cited_by), strict=True)
    )
    return draw_sides(middle, left, right, HEADS)


def drawn(connections: Connections, most: int = MOST_DRAWN) -> tuple[Sequence[Neighbour], Sequence[Neighbour]]:
    """Return who is drawn at either side: half of the room each, and what one does not need for the other."""
    one, other = connections.cites, connections.cited_by
    left = min(len(one), max(most // 2, most - len(other)))
    return one[:left], other[: most - left]


def anchor(side: str, one: Neighbour) -> str:
    """Return the id, in the page, of the row that tells of somebody in words."""
    return f"{side}-{'article-' if one.is_article else ''}{one.number}"


def answers(checks: Mapping[StepCheck, int]) -> str:
    """Say how steps checked out, in short: what was found against them, or how many were checked."""
    found = [f"{checks[check]} {check.label.partition(' or ')[0]}" for check in _BAD if checks.get(check)]
    said = checks.get(StepCheck.YES, 0)
    return ", ".join(found) or (f"{said} said so" if said else "not checked")


def _at(one: Neighbour, side: str, itself: bool, both: bool) -> Branch:
    flag = "cites itself" if itself else "they cite each other" if both else ""
    return replace(_branch(one, side), flag=flag)


def _branch(one: Neighbour, side: str) -> Branch:
    steps = f"{one.steps:,} {'step' if one.steps == 1 else 'steps'}"
    return Branch(
        one.name,
        passed=steps,
        found=answers(one.checks),
        kind=one.kind,
        bad=any(one.checks.get(check) for check in _BAD),
        told=", ".join([one.kind.label, *_told(one.checks)]),
        leads_to=anchor(side, one),
    )


def _told(checks: Mapping[StepCheck, int]) -> Iterator[str]:
    for check in StepCheck:
        if checks.get(check):
            yield f"{checks[check]:,} {'said so' if check is StepCheck.YES else check.label}"
