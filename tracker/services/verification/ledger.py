"""Checking the log against itself: every event's leaf, its changes and their values, and the tree over all of them."""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from tracker.domain import leaves, merkle
from tracker.domain.faults import Fault
from tracker.domain.pairing import paired
from tracker.domain.wording import in_figures
from tracker.models import Change, Disclosure, Event, EventSubject, LogHead
from tracker.services.history.replay import streamed
from tracker.services.redaction import Withheld, withheld
from tracker.services.verification.leaf_checks import change_faults, copy_faults, words_faults
from tracker.services.verification.seals import Seals

_MANY = 5000
"""How many leaves are in memory at once when nothing else is read."""

_PAGED = ("article", "case", "claim", "redaction", "source", "person")


@dataclass
class Ledger:
    """What was read of a log so far; ``report`` is told after each event."""

    report: Callable[["Ledger"], None] = lambda _: None
    frontier: merkle.Frontier = field(default_factory=merkle.Frontier)
    next_seq: int = 0
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
    taken, start = withheld(session), ledger.next_seq
    for seq, event, changes in paired(_events(session, start), _changes(session, start)):
        if event is None:
            yield Fault("its changes are there, but the event itself is not", seq)
        else:
            yield from _leaf_faults(ledger, event, key, seals)
            yield from _event_faults(ledger, event, changes or [], taken)
            ledger.report(ledger)
    yield from _ends(session, key, ledger, seals)
    yield from _loose_disclosures(session, start)
    yield from _unlisted(session, start)


def check_leaves(session: Session, key: bytes, ledger: Ledger, seals: Seals) -> Iterator[Fault]:
    """Yield what is wrong with the leaves and the tree over them alone: a quick look at the whole log."""
    query = select(Event.seq, Event.leaf, Event.leaf_hash, Event.mac).where(Event.seq >= ledger.next_seq)
    for event in streamed(session, query.order_by(Event.seq), _MANY):
        yield from _leaf_faults(ledger, event, key, seals)
        ledger.report(ledger)
    yield from _ends(session, key, ledger, seals)


def _ends(session: Session, key: bytes, ledger: Ledger, seals: Seals) -> Iterator[Fault]:
    yield from seals.end(ledger.events)
    ledger.seals = seals.met
    yield from seals.nodes(session)
    yield from _head_faults(session, key, ledger)


def _events(session: Session, start: int) -> Iterator[tuple[int, Row[*tuple[Any, ...]]]]:
    query = select(*Event.__table__.columns).where(Event.seq >= start).order_by(Event.seq)
    return ((row.seq, row) for row in streamed(session, query))


def _changes(session: Session, start: int) -> Iterator[tuple[int, list[Row[*tuple[Any, ...]]]]]:
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(*Change.__table__.columns, Disclosure.fields).outerjoin(Disclosure, joined)
    rows = streamed(session, query.where(Change.seq >= start).order_by(Change.seq, Change.position))
    return ((seq, list(of_event)) for seq, of_event in groupby(rows, key=lambda row: row.seq))


def _leaf_faults(ledger: Ledger, event: Row[*tuple[Any, ...]], key: bytes, seals: Seals) -> Iterator[Fault]:
    yield from _gap(ledger, event.seq)
    leaf_hash = merkle.leaf_hash(event.leaf)
    ledger.frontier.append(leaf_hash)
    if event.leaf_hash != leaf_hash:
        yield Fault("the hash kept beside the leaf is not the leaf's", event.seq)
    if not hmac.compare_digest(event.mac, leaves.mac(key, event.leaf)):
        yield Fault("the leaf is not vouched for by this desk's key", event.seq)
    yield from seals.pass_by(leaf_hash, ledger.frontier)


def _event_faults(
    ledger: Ledger, event: Row[*tuple[Any, ...]], changes: list[Row[*tuple[Any, ...]]], taken: Withheld
) -> Iterator[Fault]:
    ledger.changes += len(changes)
    if [change.position for change in changes] != list(range(len(changes))):
        yield Fault("its changes are not numbered from 0 without gaps", event.seq)
    for change in changes:
        yield from change_faults(change, taken)
    yield from words_faults(event, changes)
    yield from copy_faults(event, [change.leaf for change in changes])


def _gap(ledger: Ledger, seq: int) -> Iterator[Fault]:
    if seq != ledger.next_seq:
        missing = f"event {ledger.next_seq} is" if seq == ledger.next_seq + 1 else f"events {ledger.next_seq} on are"
        yield Fault(f"{missing} missing before this one", seq)
    ledger.next_seq = seq + 1


def _head_faults(session: Session, key: bytes, ledger: Ledger) -> Iterator[Fault]:
    head = session.execute(select(LogHead.frontier, LogHead.mac).where(LogHead.id == 1)).one_or_none()
    if head is None:
        yield Fault("the head of the log is gone", table="log_head")
        return
    if not leaves.vouched(key, head.frontier, head.mac):
        yield Fault("the head of the log is not vouched for by this desk's key", table="log_head")
    kept = merkle.Frontier.from_bytes(head.frontier)
    if kept.size != ledger.events:
        yield Fault(f"the log had {in_figures(kept.size, 'event')}, and holds {ledger.events:,} now", table="log_head")
    elif kept != ledger.frontier:
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
