"""The Merkle tree of the log: roots, paths and their checks as in section 2.1 of RFC 6962 and RFC 9162."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

HASH_BYTES = 32
_SIZE_BYTES = 8
EMPTY_ROOT = hashlib.sha256(b"").digest()

Stretch = tuple[int, int]
"""Leaves that stand next to each other: the first, and the one after the last."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 over 0x00 and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 over 0x01 and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes, in order; of none, the hash of the empty string."""
    nodes = list(leaf_hashes) or [EMPTY_ROOT]
    while len(nodes) > 1:
        # The last of an odd number has no sibling at this level, and waits for one above.
        odd = nodes[-1:] if len(nodes) & 1 else []
        nodes = [*map(node_hash, nodes[::2], nodes[1::2]), *odd]
    return nodes[0]


@dataclass
class Frontier:
    """The least that must be kept to append to a tree: its size and its complete subtrees, largest first."""

    size: int = 0
    subtrees: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        self.extend([leaf])

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end, in order."""
        for node in leaves:
            merging = self.size
            while merging & 1:
                node = hashlib.sha256(b"\x01" + self.subtrees.pop() + node).digest()
                merging >>= 1
            self.subtrees.append(node)
            self.size += 1

    def completed_by(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Yield the subtrees of two leaves and more that one leaf more would complete: level, index, hash."""
        node, index = leaf, self.size
        for level, left in enumerate(reversed(self.subtrees), start=1):
            if not index & 1:
                return
            node, index = node_hash(left, node), index >> 1
            yield level, index, node

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        return joined(self.subtrees)

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian) followed by the hashes of the subtrees."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.subtrees)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what ``to_bytes`` wrote; raise ValueError where the hashes do not fit the size."""
        size, hashes = int.from_bytes(data[:_SIZE_BYTES], "big"), data[_SIZE_BYTES:]
        if len(data) < _SIZE_BYTES or len(hashes) != size.bit_count() * HASH_BYTES:
            raise ValueError(f"a frontier of {size} leaves holds {size.bit_count()} hashes")
        return cls(size, [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)])


def inclusion_path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path that shows the leaf at an index to be in the tree over these leaf hashes, lowest first.

    Raise ValueError where there is no such leaf.
    """
    return [root(hashes[start:end]) for start, end in inclusion_stretches(index, len(hashes))]


def consistency_path(hashes: Sequence[bytes], first: int) -> list[bytes]:
    """Return the path that shows the tree over these leaf hashes to continue that of its ``first`` leaves.

    Raise ValueError where ``first`` is 0 (any tree continues the empty one) or beyond the tree.
    """
    return [root(hashes[start:end]) for start, end in consistency_stretches(first, len(hashes))]


def inclusion_stretches(index: int, size: int) -> list[Stretch]:
    """Return the stretches of leaves whose roots make the path from a leaf to the root of a tree, lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    path: list[Stretch] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_stretches(first: int, size: int) -> list[Stretch]:
    """Return the stretches whose roots show that a tree continues the one of its ``first`` leaves, lowest first."""
    if not 0 < first <= size:
        raise ValueError(f"a tree of {size} leaves has no consistency path from {first}")
    path: list[Stretch] = []
    start, end = 0, size
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    # The verifier knows the first tree's root; where its last subtree is not the whole of it, it must be told.
    return path[::-1] if start == 0 else [(start, end), *path[::-1]]


def complete_subtrees(start: int, end: int) -> list[tuple[int, int]]:
    """Return the complete subtrees that make up a stretch of a path, left to right, each as its level and its index.

    The subtree at level l and index i is over the 2**l leaves from i * 2**l on.
    """
    found: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def joined(subtrees: Sequence[bytes]) -> bytes:
    """Return the root over complete subtrees, the largest first; of none, the hash of the empty string."""
    if not subtrees:
        return EMPTY_ROOT
    node = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        node = node_hash(left, node)
    return node


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether a path leads from the leaf hash at an index to the root of a tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            position, last = _climb(position, last)
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether a path shows that the second tree continues the first (RFC 9162, 2.1.4.2).

    From size 0 nothing can be shown, so the answer is no.
    """
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    hashes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    if not hashes:
        return False
    position, last = _drop_complete(first - 1, second - 1)
    before = after = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            position, last = _climb(position, last)
        else:
            after = node_hash(after, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and before == first_root and after == second_root


def _split(size: int) -> int:
    """Return the largest power of two below a size of at least 2."""
    return 1 << (size - 1).bit_length() - 1


def _climb(position: int, last: int) -> tuple[int, int]:
    """Pass the levels at which the node at the right edge has no sibling."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _drop_complete(position: int, last: int) -> tuple[int, int]:
    """Pass the levels at which the first tree ends in a right child: they are whole in both trees."""
    while position & 1:
        position, last = position >> 1, last >> 1
    return position, last
