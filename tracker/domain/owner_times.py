"""The owners of a source over time, and theirs, as a picture."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain import dates
from tracker.domain.drawing.timeline import Line, Stretch, Timeline, draw_timeline
from tracker.domain.owner_trees import Branch, Tree
from tracker.domain.owners import S

MOST_DRAWN = 60
"""How many ownerships are drawn at most, those nearest to the source."""


@dataclass(frozen=True)
class OwnerTimes:
    """The picture, None where no owner is known, and how many ownerships it leaves out."""

    picture: Timeline | None
    left_out: int


def draw(tree: Tree[S], name: Callable[[S], str], most: int = MOST_DRAWN) -> OwnerTimes:
    """Draw the owners above a source at any time, a line for each ownership; ``name`` says what sources are called."""
    branches = list(tree.walk())
    lines = [_line(one, at, name) for at, one in enumerate(branches[:most])]
    return OwnerTimes(draw_timeline(lines) if lines else None, len(branches) - len(lines))


def anchor(at: int) -> str:
    """Return the id, in the page, of the row that tells of an ownership, by its place in the tree."""
    return f"owned-{at}"


def _line(branch: Branch[S], at: int, name: Callable[[S], str]) -> Line:
    edge = branch.edge
    since = f"since {dates.display(edge.since)}" if edge.since else "nobody knows since when"
    until = f"until {dates.display(edge.until)}" if edge.until else "no end known"
    said = f"{edge.control.label} {name(edge.owned)}"
    told = f"{said}, {since}, {until}, {edge.standing.label}"
    return Line(
        name(edge.owner), told, anchor(at), note=said, stretches=(Stretch(edge.since, edge.until, branch.joins, told),)
    )
