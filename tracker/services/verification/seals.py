"""The seals that a log must meet: those that are kept with it, and those that somebody brings from outside."""

import heapq
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select
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


@dataclass(frozen=True)
class _Node:
    """A kept node of the tree: after how many events it was complete, its level and its index, and its hash."""

    place: tuple[int, int, int]
    hash: bytes


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
        self._sealed = session.scalar(select(func.max(Sealed.size))) or 0
        self._nodes = _nodes(session)
        self._node = next(self._nodes, None)
        self.met = 0

    @property
    def size(self) -> int:
        """Return the size of the log at which the next seal is to be met; where there is none, one never reached."""
        return sys.maxsize if self._next is None else self._next.size

    def meet(self, frontier: merkle.Frontier) -> Iterator[Fault]:
        """Yield the faults of the seals over as many events as the log has by now."""
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
        while not self._start and self._node is not None:
            yield from self._not_the_logs()

    def complete(self, frontier: merkle.Frontier, leaf: bytes) -> Iterator[Fault]:
        """Yield what is wrong with the kept nodes of the tree that a leaf completes, the last of its block.

        They are made anew only where the log is read from its beginning.
        """
        for level, index, node in frontier.completed_by(leaf) if not self._start else ():
            place = ((index + 1) << level, level, index)
            if level < tree.LEVEL or place[0] > self._sealed:
                continue
            while self._node is not None and self._node.place < place:
                yield from self._not_the_logs()
            if self._node is None or self._node.place != place:
                yield Fault(f"node {index} at level {level} is missing", table="tree_nodes")
            elif self._node.hash != node:
                yield from self._not_the_logs()
            else:
                self._node = next(self._nodes, None)

    def _not_the_logs(self) -> Iterator[Fault]:
        assert self._node is not None
        (_, level, index), self._node = self._node.place, next(self._nodes, None)
        yield Fault(f"node {index} at level {level} is not the log's", table="tree_nodes")

    def _kept(self, session: Session) -> Iterator[_Due]:
        # No seal is over less than one event; one whose size says so would else be passed over.
        asked = or_(Sealed.size > self._start, Sealed.size < 1)
        rows = streamed(session, select(Sealed.size, Sealed.note).where(asked).order_by(Sealed.size))
        for row in rows:
            where = f"the seal over {row.size:,} events"
            due = self._due_of(row.note, where, alone=True)
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

    def _due_of(self, written: str, where: str, *, alone: bool = False) -> _Due | None:
        """Return what a seal asks for, or None, with a fault noted, where it is none of this desk's.

        ``alone`` says that nobody else signs what is written so: cosignatures are kept apart.
        """
        try:
            note = Note.parse(written)
            seal = Checkpoint.parse(note.text)
            signed = [key for key in notes.verified(note, self._keys, keys.holds) if key.name == seal.origin]
        except (Malformed, Forged) as error:
            self._faults.append(Fault(f"{where} cannot be trusted ({error})", table="checkpoints"))
            return None
        if not signed or (alone and len(signed) < len(note.signatures)):
            others = " alone" if signed else ""
            self._faults.append(Fault(f"{where} is not signed by a key of this desk{others}", table="checkpoints"))
            return None
        return _Due(seal.size, seal.root, where)

    def _told(self) -> Iterator[Fault]:
        while self._faults:
            yield self._faults.pop(0)


def _nodes(session: Session) -> Iterator[_Node]:
    """Yield the kept nodes of the tree in the order in which they became complete."""
    end = (TreeNode.index + 1).bitwise_lshift(TreeNode.level)
    query = select(end, TreeNode.level, TreeNode.index, TreeNode.hash).order_by(end, TreeNode.level, TreeNode.index)
    return (_Node((end, level, index), node) for end, level, index, node in streamed(session, query))
