"""The seals that a log must meet: those that are kept with it, and those that somebody brings from outside."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain import chance, merkle, notes
from tracker.domain.faults import Fault
from tracker.domain.notes import Checkpoint, Forged, Key, Malformed, Note
from tracker.models import Checkpoint as Sealed
from tracker.models import CheckpointKey, TreeNode
from tracker.services.checkpoints import keys, tree
from tracker.services.history.replay import streamed

GRACE = timedelta(minutes=1)
"""How long a key may be on record before the first seal."""


@dataclass(frozen=True)
class _Due:
    """A seal, and where it was found."""

    size: int
    root: bytes
    where: str


class Seals:
    """Seals in the order of their sizes, met while the tree over the log grows."""

    def __init__(
        self,
        session: Session,
        given: Sequence[Note] = (),
        trusted: Sequence[Key] = (),
        remembered: Note | None = None,
        start: int = 0,
    ) -> None:
        """Take seals over more than ``start`` events as they come; of those given, compare the others with the tree."""
        self._start = start
        self._keys = [*keys.on_record(session), *trusted]
        first = session.scalar(select(func.min(CheckpointKey.created_at)))
        self._overdue = first is not None and first < chance.now() - GRACE
        self._faults: list[Fault] = []
        brought = sorted(self._read(given, remembered), key=lambda due: due.size)
        later = [due for due in brought if due.size > start]
        for due in brought[: len(brought) - len(later)]:
            if tree.roots(session, [(0, due.size)]) != [due.root]:
                self._faults.append(Fault(f"{due.where} is over another history than the one in the record"))
        self._due = heapq.merge(self._kept(session), later, key=lambda due: due.size)
        self._next = next(self._due, None)
        self._block = merkle.Frontier()
        self._nodes: dict[tree.Place, bytes] = {}
        self.met = 0

    def pass_by(self, leaf: bytes, frontier: merkle.Frontier) -> Iterator[Fault]:
        """Yield the faults of the seals at the size that the log has with one leaf more."""
        self._grow(leaf, frontier.size)
        while self._next is not None and self._next.size <= frontier.size:
            if self._next.size < frontier.size:
                yield Fault(f"{self._next.where} is over no events", table="checkpoints")
            elif self._next.root != frontier.root():
                yield Fault(f"{self._next.where} is over another history than the one in the record", frontier.size - 1)
            self.met += 1
            self._next = next(self._due, None)
        yield from self._told()

    def end(self, size: int) -> Iterator[Fault]:
        """Yield what is wrong once the log has ended: seals over more events than there are, or none at all."""
        if size and not self._start and not self.met and self._next is None and self._overdue:
            yield Fault("there is no seal, though a key for seals is on record", table="checkpoints")
        while self._next is not None:
            yield Fault(f"{self._next.where} is over {self._next.size:,} events, and the record holds {size:,}")
            self._next = next(self._due, None)
        yield from self._told()

    def nodes(self, session: Session) -> Iterator[Fault]:
        """Yield the kept nodes of the tree that are not those of the log, and the ones that are missing.

        They are made anew only where the log is read from its beginning.
        """
        if self._start:
            return
        sealed = session.scalar(select(Sealed.size).order_by(Sealed.size.desc()).limit(1)) or 0
        due = {(level, at): node for (level, at), node in self._nodes.items() if (at + 1) << level <= sealed}
        for kept in session.scalars(select(TreeNode)):
            if due.pop((kept.level, kept.index), None) != kept.hash:
                yield Fault(f"node {kept.index} at level {kept.level} is not the log's", table="tree_nodes")
        for level, index in sorted(due):
            yield Fault(f"node {index} at level {level} is missing", table="tree_nodes")

    def _kept(self, session: Session) -> Iterator[_Due]:
        rows = streamed(
            session, select(Sealed.size, Sealed.note).where(Sealed.size > self._start).order_by(Sealed.size)
        )
        for row in rows:
            where = f"the seal over {row.size:,} events"
            due = self._due_of(row.note, where)
            if due is not None and due.size != row.size:
                self._faults.append(Fault(f"{where} says {due.size:,}", table="checkpoints", column="size"))
            elif due is not None:
                yield due

    def _read(self, given: Iterable[Note], remembered: Note | None) -> Iterator[_Due]:
        brought = [(note, "the seal that was brought") for note in given]
        if remembered is not None:
            brought.append((remembered, "the seal that this machine remembers"))
        for note, where in brought:
            if (due := self._due_of(str(note), where)) is not None:
                yield due

    def _due_of(self, written: str, where: str) -> _Due | None:
        """Return what a seal asks for, or None, with a fault noted, where it is none of this desk's."""
        try:
            note = Note.parse(written)
            seal = Checkpoint.parse(note.text)
            signed = [key for key in notes.verified(note, self._keys, keys.holds) if key.name == seal.origin]
        except (Malformed, Forged) as error:
            self._faults.append(Fault(f"{where} cannot be trusted ({error})", table="checkpoints"))
            return None
        if not signed:
            self._faults.append(Fault(f"{where} is not signed by a key of this desk", table="checkpoints"))
            return None
        return _Due(seal.size, seal.root, where)

    def _told(self) -> Iterator[Fault]:
        while self._faults:
            yield self._faults.pop(0)

    def _grow(self, leaf: bytes, size: int) -> None:
        """Make the nodes anew that are kept for proofs."""
        self._block.append(leaf)
        if self._start or self._block.size < tree.BLOCK:
            return
        node, level, index = self._block.root(), tree.LEVEL, (size >> tree.LEVEL) - 1
        self._block = merkle.Frontier()
        self._nodes[level, index] = node
        while index & 1:
            node = merkle.node_hash(self._nodes[level, index - 1], node)
            level, index = level + 1, index >> 1
            self._nodes[level, index] = node
