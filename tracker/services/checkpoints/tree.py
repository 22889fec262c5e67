"""The tree over the log as it is kept: roots of any stretch that a path needs, from a few nodes and leaves.

Kept are the complete subtrees of 256 events and more, up to the newest seal. A stretch needs at most one node a level,
and the leaf hashes of the blocks at its ends.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.domain import merkle
from tracker.domain.errors import Unvouched
from tracker.domain.merkle import Stretch
from tracker.models import Event, TreeNode

LEVEL = 8
"""The lowest level that is kept; below it are the events themselves."""

BLOCK = 1 << LEVEL

Place = tuple[int, int]
"""A complete subtree, by its level and index."""


def roots(session: Session, stretches: Sequence[Stretch]) -> list[bytes]:
    """Return the root over each stretch of sealed leaves; raise Unvouched where one of them is gone."""
    pieces = [merkle.complete_subtrees(*stretch) for stretch in stretches]
    known = _read(session, {place for of_stretch in pieces for place in of_stretch})
    return [merkle.joined([known[place] for place in of_stretch]) for of_stretch in pieces]


def frontier(session: Session, size: int) -> merkle.Frontier:
    """Return the frontier that the log had at a sealed size."""
    places = merkle.complete_subtrees(0, size)
    known = _read(session, set(places))
    return merkle.Frontier(size, [known[place] for place in places])


def inclusion(session: Session, index: int, size: int) -> list[bytes]:
    """Return the path that shows an event to be in the sealed log of a size."""
    return roots(session, merkle.inclusion_stretches(index, size))


def consistency(session: Session, first: int, size: int) -> list[bytes]:
    """Return the path that shows the sealed log of a size to continue that of an earlier one."""
    return roots(session, merkle.consistency_stretches(first, size))


def grown(session: Session, leaf_hashes: Sequence[bytes], start: int) -> dict[Place, bytes]:
    """Return the nodes that become complete when leaves are added from ``start`` on."""
    first = start & ~(BLOCK - 1)
    blocks = [*_leaf_hashes(session, first, start), *leaf_hashes]
    new: dict[Place, bytes] = {}
    for at in range(len(blocks) // BLOCK):
        place = (LEVEL, (first >> LEVEL) + at)
        new[place] = merkle.root(blocks[at * BLOCK : (at + 1) * BLOCK])
        _climb(session, new, place)
    return new


def _climb(session: Session, new: dict[Place, bytes], place: Place) -> None:
    """Complete what a new node completes above it."""
    level, index = place
    while index & 1:
        left = (level, index - 1)
        node = merkle.node_hash(new.get(left) or _nodes(session, {left})[left], new[level, index])
        level, index = level + 1, index >> 1
        new[level, index] = node


def _read(session: Session, places: Collection[Place]) -> Mapping[Place, bytes]:
    low = {place for place in places if place[0] < LEVEL}
    return {**_nodes(session, set(places) - low), **dict(_small(session, low))}


def _nodes(session: Session, places: Collection[Place]) -> dict[Place, bytes]:
    if not places:
        return {}
    wanted = or_(*(and_(TreeNode.level == level, TreeNode.index == index) for level, index in sorted(places)))
    found = {(node.level, node.index): node.hash for node in session.scalars(select(TreeNode).where(wanted))}
    if missing := set(places) - set(found):
        raise Unvouched(f"The tree of the record has lost its node {min(missing)}.")
    return found


def _small(session: Session, places: Collection[Place]) -> Iterator[tuple[Place, bytes]]:
    """Yield the roots of subtrees that are not kept, from the leaf hashes of their blocks."""
    blocks = sorted({(index << level) >> LEVEL for level, index in places})
    hashes = dict(_hashes(session, ((block << LEVEL, (block + 1) << LEVEL) for block in blocks)))
    for level, index in places:
        leaves = range(index << level, (index + 1) << level)
        if leaves[-1] not in hashes or any(seq not in hashes for seq in leaves):
            raise Unvouched(f"An event between {leaves[0]} and {leaves[-1]} is missing from the record.")
        yield (level, index), merkle.root([hashes[seq] for seq in leaves])


def _leaf_hashes(session: Session, start: int, end: int) -> list[bytes]:
    hashes = dict(_hashes(session, [(start, end)])) if start < end else {}
    if len(hashes) != end - start:
        raise Unvouched(f"An event between {start} and {end} is missing from the record.")
    return [hashes[seq] for seq in range(start, end)]


def _hashes(session: Session, stretches: Iterable[Stretch]) -> Iterator[tuple[int, bytes]]:
    """Yield leaf hashes by place, made anew from the leaves: what is kept beside them is only a copy."""
    wanted = [and_(Event.seq >= start, Event.seq < end) for start, end in stretches]
    if wanted:
        for seq, leaf in session.execute(select(Event.seq, Event.leaf).where(or_(*wanted))):
            yield seq, merkle.leaf_hash(leaf)
