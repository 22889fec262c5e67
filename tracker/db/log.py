"""The append: one short critical section, last before the commit."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.db.commits import with_the_commit
from tracker.db.drafts import Draft, draft
from tracker.db.guard import permission
from tracker.db.numbers import give_numbers
from tracker.db.recorder import Pending, Recorder
from tracker.domain import chance, leaves, merkle
from tracker.domain.errors import Unvouched
from tracker.models import Change, Disclosure, Event, EventSubject, LogHead

_BROKEN = (
    "Nothing can be saved now: the record of changes is not as this desk left it. "
    "Keep a copy of what you typed and tell an admin, who runs `python -m tracker verify`."
)


def append(session: Session, recorder: Recorder, pendings: list[Pending], key: bytes) -> None:
    """Number new things and write a transaction's events at the end of the log, which is held until the commit.

    All that can be worked out before the log is held is. Raises Unvouched where the log is not as this desk left it.
    """
    give_numbers(session, recorder, pendings)
    drafts = [draft(pending) for pending in pendings]
    connection = session.connection()
    frontier = _hold(connection, key)
    first, at = frontier.size, chance.now()
    events = []
    for seq, one in enumerate(drafts, start=first):
        events.append(_event(one, seq, at, key))
        frontier.append(events[-1]["leaf_hash"])
    head = frontier.to_bytes()
    moved = {"frontier": head, "mac": leaves.head_mac(key, head), "at": at}
    try:
        with permission(connection, "append"), with_the_commit(connection):
            connection.execute(update(LogHead).where(LogHead.id == 1).values(moved))
            connection.execute(insert(Event), events)
            for table in (Change, Disclosure, EventSubject):
                if rows := _rows(table, drafts, first):
                    connection.execute(insert(table), rows)
    except IntegrityError as error:
        # Somebody else has put an event where the log goes on.
        raise Unvouched(_BROKEN) from error


def _hold(connection: Connection, key: bytes) -> merkle.Frontier:
    """Hold the head until the commit; raise Unvouched where it is not as this desk left it."""
    query = select(LogHead.frontier, LogHead.mac).where(LogHead.id == 1)
    head = connection.execute(query.with_for_update()).one_or_none()
    if head is None or not leaves.vouched(key, head.frontier, head.mac):
        raise Unvouched(_BROKEN)
    return merkle.Frontier.from_bytes(head.frontier)


def _event(one: Draft, seq: int, at: datetime, key: bytes) -> dict[str, Any]:
    happening = one.happening
    leaf = leaves.event_leaf_over(one.root, len(one.changes), one.id, at, happening.actor, happening.action.value)
    about_kind, about_id = happening.about or ("", None)
    return {
        "seq": seq,
        "id": one.id,
        "at": at,
        "actor": happening.actor,
        "action": happening.action.value,
        "about_kind": about_kind,
        "about_id": about_id,
        "leaf": leaf,
        "leaf_hash": merkle.leaf_hash(leaf),
        "mac": leaves.mac(key, leaf),
    }


def _rows(table: type[Change | Disclosure | EventSubject], drafts: list[Draft], first: int) -> list[dict[str, Any]]:
    kept = {Change: "changes", Disclosure: "disclosures", EventSubject: "subjects"}[table]
    return [{"seq": seq, **row} for seq, one in enumerate(drafts, start=first) for row in getattr(one, kept)]
