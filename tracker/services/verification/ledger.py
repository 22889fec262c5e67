"""Checking the log against itself: every event's leaf, its changes and their values, and the tree over all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain import leaves, merkle
from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.domain.wording import in_figures
from tracker.models import Change, Disclosure, Event, EventSubject, LogHead
from tracker.services.redaction import Withheld, withheld
from tracker.services.verification import kept
from tracker.services.verification.kept import KeptChange, KeptEvent
from tracker.services.verification.leaf_checks import change_faults, copy_faults, disclosed_in, words_faults
from tracker.services.verification.seals import Seals
from tracker.services.verification.tree_checks import E, Growth

_PAGED = ("article", "case", "claim", "redaction", "source", "person")


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
    yield from _unlisted(session, start)


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
    head = session.execute(select(LogHead.frontier, LogHead.mac).where(LogHead.id == 1)).one_or_none()
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


def _loose_disclosures(session: Session, start: int) -> Iterator[Fault]:
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(Disclosure.seq).outerjoin(Change, joined).where(Change.seq.is_(None), Disclosure.seq >= start)
    for [seq] in session.execute(query.order_by(Disclosure.seq)).all():
        yield Fault("values are there that belong to no change", seq, "disclosures")


def _unlisted(session: Session, start: int) -> Iterator[Fault]:
    """Yield the events that the trail of what they were done to does not list."""
    about = and_(EventSubject.kind == Event.about_kind, EventSubject.thing_id == Event.about_id)
    of_things = select(Event.seq, Event.about_kind.label("kind"), Event.about_id.label("thing")).outerjoin(
        EventSubject, and_(about, EventSubject.seq == Event.seq)
    )
    root = and_(EventSubject.kind == Change.root_kind, EventSubject.thing_id == Change.root_id)
    of_roots = select(Change.seq, Change.root_kind.label("kind"), Change.root_id.label("thing")).outerjoin(
        EventSubject, and_(root, EventSubject.seq == Change.seq)
    )
    unlisted = EventSubject.seq.is_(None)
    of_things = of_things.where(Event.about_id.is_not(None), Event.seq >= start)
    of_roots = of_roots.where(Change.root_kind.in_(_PAGED), Change.seq >= start)
    for query in (of_things, of_roots):
        for row in session.execute(query.where(unlisted).distinct()).all():
            yield Fault(f"the trail of {row.kind} {row.thing} leaves this event out", row.seq, "event_subjects")
