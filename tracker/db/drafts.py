"""Events before the log is held for them: all that can be worked out without their place and their moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracker.db.recorder import Pending, RowChange
from tracker.domain import chance, leaves, merkle
from tracker.domain.happenings import Happening


@dataclass
class Draft:
    """An event that has no place yet: the root over its changes, and the rows that go with it but for their place."""

    id: UUID
    happening: Happening
    root: bytes
    changes: list[dict[str, Any]]
    disclosures: list[dict[str, Any]]
    subjects: list[dict[str, Any]]


def draft(pending: Pending) -> Draft:
    """Salt, write out and hash what a happening changed."""
    event_id, changes, disclosures = chance.new_id(), [], []
    for position, (row, columns) in enumerate(_rows(event_id, pending)):
        disclosed = {column: [chance.new_salt(), leaves.plain(value)] for column, value in sorted(columns.items())}
        changes.append({"position": position, **_place(row), "leaf": leaves.change_leaf(row, disclosed)})
        disclosures.append({"position": position, "fields": leaves.canonical(disclosed).decode()})
    root = merkle.root([merkle.leaf_hash(change["leaf"]) for change in changes])
    return Draft(event_id, pending.happening, root, changes, disclosures, _subjects(pending))


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


def _subjects(pending: Pending) -> list[dict[str, Any]]:
    """List the things whose trails show the event."""
    subjects = {subject for change in pending.changes.values() for subject in change.row.subjects()}
    if pending.happening.about:
        subjects.add(pending.happening.about)
    return [{"kind": kind, "thing_id": thing} for kind, thing in sorted(subjects)]
