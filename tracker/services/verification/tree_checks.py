"""Checking leaves, many at a time: their hashes, their HMACs, and the tree over them against every seal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.domain import leaves, merkle
from tracker.domain.faults import Fault
from tracker.services.checkpoints import tree
from tracker.services.verification.kept import KeptEvent, Leaf
from tracker.services.verification.seals import Seals

E = TypeVar("E", Leaf, KeptEvent)


class Growth:
    """A tree that grows by the leaves of a log, which begins at a place and goes on without gaps."""

    def __init__(self, key: bytes, seals: Seals, frontier: merkle.Frontier, start: int) -> None:
        self._mac_of, self._seals, self._frontier, self._due = leaves.macs(key), seals, frontier, start

    def take(self, batches: Iterable[Sequence[E]], told: Callable[[], None]) -> Iterator[tuple[E, Sequence[Fault]]]:
        """Yield each event with the faults of its leaf; ``told`` is called now and then."""
        for events in batches:
            faults = self._faults(events)
            for event in events:
                yield event, faults.get(event[0], ())
            told()

    def _faults(self, events: Sequence[Leaf | KeptEvent]) -> dict[int, list[Fault]]:
        """Put leaves into the tree and return what is wrong with them, by event."""
        seqs, kept, kept_hashes, kept_macs, *_ = zip(*events, strict=True)
        hashes, macs = tuple(map(merkle.leaf_hash, kept)), tuple(map(self._mac_of, kept))
        found: list[tuple[int, Fault]] = []
        if seqs != tuple(range(self._due, self._due + len(seqs))):
            found += _gaps(self._due, seqs)
        self._due = seqs[-1] + 1
        if kept_hashes != hashes:
            found += _differing(seqs, kept_hashes, hashes, "the hash kept beside the leaf is not the leaf's")
        if kept_macs != macs:
            found += _differing(seqs, kept_macs, macs, "the leaf is not vouched for by this desk's key")
        found += ((seqs[at], fault) for at, fault in self._grow(hashes))
        faults: dict[int, list[Fault]] = {}
        for seq, fault in found:
            faults.setdefault(seq, []).append(fault)
        return faults

    def _grow(self, hashes: Sequence[bytes]) -> Iterator[tuple[int, Fault]]:
        """Add leaves, up to the next seal or the end of a block at a time, and yield what does not fit the tree."""
        frontier, seals, at = self._frontier, self._seals, 0
        while at < len(hashes):
            room = tree.BLOCK - frontier.size % tree.BLOCK
            end = min(len(hashes), at + room, at + max(1, seals.size - frontier.size))
            frontier.extend(hashes[at : end - 1])
            found = [*seals.complete(frontier, hashes[end - 1])] if end - at == room else []
            frontier.append(hashes[end - 1])
            if frontier.size >= seals.size:
                found += seals.meet(frontier)
            yield from ((end - 1, fault) for fault in found)
            at = end


def _gaps(due: int, seqs: Iterable[int]) -> Iterator[tuple[int, Fault]]:
    for seq in seqs:
        if seq != due:
            missing = f"event {due} is" if seq == due + 1 else f"events {due} on are"
            yield seq, Fault(f"{missing} missing before this one", seq)
        due = seq + 1


def _differing(
    seqs: Sequence[int], kept: Sequence[bytes], made: Sequence[bytes], what: str
) -> Iterator[tuple[int, Fault]]:
    for seq, one, other in zip(seqs, kept, made, strict=True):
        if one != other:
            yield seq, Fault(what, seq)
