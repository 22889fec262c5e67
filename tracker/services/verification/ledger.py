"""Checking the log against itself: every event's leaf, its changes and their values, and the tree over all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain import leaves, merkle
from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.domain.wording import in_figures
from tracker.models import Change, Disclosure, Event, LogHead
from tracker.services.redaction import Withheld, withheld
from tracker.services.verification import kept
from tracker.services.verification.cells import as_written
from tracker.services.verification.kept import KeptChange, KeptEvent
from tracker.services.verification.leaf_checks import change_faults, copy_faults, disclosed_in, words_faults
from tracker.services.verification.seals import Seals
from tracker.services.verification.tree_checks import E, Growth


@dataclass
class Ledger:
    """What was read of a log so far; ``report`` is told now and then."""

    report: Callable[["Ledger"], None] = lambda _: None
    frontier: merkle.Frontier = field(default_factory=merkle.Frontier)
    start: int = 0
    changes: int = 0
    seals: int = 0

    @property
    def events(self) -> int:
        """Return how many events were read."""
        return self.frontier.size


def check(session: Session, key: bytes, ledger: Ledger, seals: Seals) -> Iterator[Fault]:
    """Yield what is wrong with the log itself, in its order, and against its seals; ``ledger`` counts along.

    Everything is read once, in batches; one event with its changes is in memory at a time.
    """
    taken, start = withheld(session), ledger.start
    told = _told(kept.events(session, start), key, ledger, seals)
    events = ((event.seq, (event, faults)) for event, faults in told)
    for seq, event, changes in paired(events, kept.changes(session, start)):
        if event is None:
            yield Fault("its changes are there, but the event itself is not", seq)
        else:
            yield from event[1]
            yield from _event_faults(ledger, event[0], changes or [], taken)
    yield from _ends(session, key, ledger, seals)
    yield from _loose_disclosures(session, start)


def check_leaves(session: Session, key: bytes, ledger: Ledger, seals: Seals) -> Iterator[Fault]:
    """Yield what is wrong with the leaves and the tree over them alone: a quick look at the whole log."""
    for _, faults in _told(kept.leaves(session, ledger.start), key, ledger, seals):
        yield from faults
    yield from _ends(session, key, ledger, seals)


def _told(
    batches: Iterable[Sequence[E]], key: bytes, ledger: Ledger, seals: Seals
) -> Iterator[tuple[E, Sequence[Fault]]]:
    return Growth(key, seals, ledger.frontier, ledger.start).take(batches, lambda: ledger.report(ledger))


def _ends(session: Session, key: bytes, ledger: Ledger, seals: Seals) -> Iterator[Fault]:
    yield from seals.end(ledger.events)
    ledger.seals = seals.met
    yield from _head_faults(session, key, ledger)


def _event_faults(ledger: Ledger, event: KeptEvent, changes: list[KeptChange], taken: Withheld) -> Iterator[Fault]:
    ledger.changes += len(changes)
    if [change.position for change in changes] != list(range(len(changes))):
        yield Fault("its changes are not numbered from 0 without gaps", event.seq)
    disclosed = [disclosed_in(change) for change in changes]
    for change, told in zip(changes, disclosed, strict=True):
        yield from change_faults(change, told, taken)
    yield from words_faults(event, changes, disclosed[0] if disclosed else None)
    yield from copy_faults(event, [change.leaf for change in changes])


def _head_faults(session: Session, key: bytes, ledger: Ledger) -> Iterator[Fault]:
    query = select(LogHead.frontier, LogHead.mac, as_written(LogHead.__table__.c.at)).where(LogHead.id == 1)
    head = session.execute(query).one_or_none()
    if head is None:
        yield Fault("the head of the log is gone", table="log_head")
        return
    if not leaves.vouched(key, head.frontier, head.mac):
        yield Fault("the head of the log is not vouched for by this desk's key", table="log_head")
    left = merkle.Frontier.from_bytes(head.frontier)
    if left.size != ledger.events:
        yield Fault(f"the log had {in_figures(left.size, 'event')}, and holds {ledger.events:,} now", table="log_head")
    elif left != ledger.frontier:
        yield Fault("the tree over the events is not the one that was kept while they were written", table="log_head")
    last = select(as_written(Event.__table__.c.at)).order_by(Event.seq.desc()).limit(1)
    if head.at != session.scalar(last):
        yield Fault("the moment kept with the head is not that of the last event", table="log_head", column="at")


def _loose_disclosures(session: Session, start: int) -> Iterator[Fault]:
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(Disclosure.seq).outerjoin(Change, joined).where(Change.seq.is_(None), Disclosure.seq >= start)
    for [seq] in session.execute(query.order_by(Disclosure.seq)).all():
        yield Fault("values are there that belong to no change", seq, "disclosures")
