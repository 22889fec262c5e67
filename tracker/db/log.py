"""The append: one short critical section, last before the commit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.db.guard import permission
from tracker.db.recorder import Pending, Recorder, RowChange
from tracker.domain import chance, leaves, merkle
from tracker.domain.errors import Unvouched
from tracker.models import Change, Counter, Disclosure, Event, EventSubject, LogHead, Numbered

_BROKEN = (
    "Nothing can be saved now: the record of changes is not as this desk left it. "
    "Keep a copy of what you typed and tell an admin, who runs `python -m tracker verify`."
)


@dataclass
class _Batch:
    """The rows that one append writes."""

    events: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    disclosures: list[dict[str, Any]]
    subjects: list[dict[str, Any]]


def append(session: Session, recorder: Recorder, pendings: list[Pending], key: bytes) -> None:
    """Number new things, write a transaction's events at the end of the log, and hold the log until the commit."""
    connection = session.connection()
    frontier = _hold(connection, key)
    _give_numbers(session, recorder, pendings)
    at = chance.now()
    batch = _Batch([], [], [], [])
    for pending in pendings:
        leaf = _add(batch, frontier.size, at, pending, key)
        frontier.append(merkle.leaf_hash(leaf))
    try:
        with permission(connection, "append"):
            _write(connection, batch)
    except IntegrityError as error:
        # Somebody else has put an event where the log goes on.
        raise Unvouched(_BROKEN) from error
    head = frontier.to_bytes()
    values = {"frontier": head, "mac": leaves.head_mac(key, head), "at": at}
    connection.execute(update(LogHead).where(LogHead.id == 1).values(values))


def _hold(connection: Connection, key: bytes) -> merkle.Frontier:
    """Hold the head until the commit; raise Unvouched where it is not as this desk left it."""
    query = select(LogHead.frontier, LogHead.mac).where(LogHead.id == 1)
    head = connection.execute(query.with_for_update()).one_or_none()
    if head is None or not leaves.vouched(key, head.frontier, head.mac):
        raise Unvouched(_BROKEN)
    return merkle.Frontier.from_bytes(head.frontier)


def _give_numbers(session: Session, recorder: Recorder, pendings: list[Pending]) -> None:
    for pending in pendings:
        for change in list(pending.changes.values()):
            if change.new and isinstance(change.row, Numbered) and change.row.number is None:
                recorder.number(pending, change.row, _next_number(session.connection(), change.row.kind))


def _next_number(connection: Connection, series: str) -> int:
    raised = update(Counter).where(Counter.series == series).values(last=Counter.last + 1)
    number = connection.scalar(raised.returning(Counter.last))
    if number is None:
        number = 1
        connection.execute(insert(Counter).values(series=series, last=number))
    return number


def _add(batch: _Batch, seq: int, at: datetime, pending: Pending, key: bytes) -> bytes:
    event_id = chance.new_id()
    happening = pending.happening
    changes: list[bytes] = []
    subjects = {happening.about} if happening.about else set()
    for position, (row, columns) in enumerate(_rows(event_id, pending)):
        disclosed = {column: [chance.new_salt(), leaves.plain(value)] for column, value in sorted(columns.items())}
        changes.append(leaves.change_leaf(row, disclosed))
        batch.changes.append({"seq": seq, "position": position, **_place(row), "leaf": changes[-1]})
        fields = leaves.canonical(disclosed).decode()
        batch.disclosures.append({"seq": seq, "position": position, "fields": fields})
    for change in pending.changes.values():
        subjects.update(change.row.subjects())
    leaf = leaves.event_leaf(event_id, at, happening.actor, happening.action.value, changes)
    about_kind, about_id = happening.about or ("", None)
    batch.events.append(
        {
            "seq": seq,
            "id": event_id,
            "at": at,
            "actor": happening.actor,
            "action": happening.action.value,
            "about_kind": about_kind,
            "about_id": about_id,
            "leaf": leaf,
            "leaf_hash": merkle.leaf_hash(leaf),
            "mac": leaves.mac(key, leaf),
        }
    )
    batch.subjects += [{"kind": kind, "thing_id": thing, "seq": seq} for kind, thing in sorted(subjects)]
    return leaf


def _rows(event_id: UUID, pending: Pending) -> Iterator[tuple[leaves.Row, dict[str, Any]]]:
    """Yield the event's own words first, then its changes in an order that both engines share."""
    happening = pending.happening
    about = [happening.about[0], str(happening.about[1])] if happening.about else None
    words = {"about": about, "why": happening.why, "detail": happening.detail}
    yield leaves.Row("event", event_id, 1, "events", event_id), words
    for change in _in_order(pending.changes.values()):
        yield _where(change), change.columns


def _in_order(changes: Iterable[RowChange]) -> list[RowChange]:
    return sorted(changes, key=lambda c: (c.root.kind, c.root.id, c.row.__tablename__, c.row.id))


def _where(change: RowChange) -> leaves.Row:
    return leaves.Row(change.root.kind, change.root.id, change.rev, change.row.__tablename__, change.row.id)


def _place(row: leaves.Row) -> dict[str, Any]:
    return {
        "root_kind": row.root_kind,
        "root_id": row.root_id,
        "rev": row.rev,
        "table_name": row.table,
        "row_id": row.row_id,
    }


def _write(connection: Connection, batch: _Batch) -> None:
    connection.execute(insert(Event), batch.events)
    connection.execute(insert(Change), batch.changes)
    connection.execute(insert(Disclosure), batch.disclosures)
    if batch.subjects:
        connection.execute(insert(EventSubject), batch.subjects)
