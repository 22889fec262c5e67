"""What is withheld, as the record itself says: for checking the log, and for the pages of the things concerned."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.actions import Action
from tracker.domain.withheld_fields import label
from tracker.models import Change, Disclosure, Event, EventSubject, Recorded, Redaction, RedactionField


@dataclass(frozen=True)
class Withheld:
    """What approved withholdings took from the log.

    ``taken`` has by event, change and column the number of the withholding and the SHA-256 of what it left.
    """

    taken: Mapping[tuple[int, int, str], tuple[int, str]]

    @cached_property
    def places(self) -> frozenset[tuple[int, int]]:
        """Return the changes of which values were taken, by event and change."""
        return frozenset((seq, position) for seq, position, _ in self.taken)


@dataclass(frozen=True)
class Notice:
    """That words of a thing are withheld: since when, on what basis, why, and in what."""

    number: int
    at: datetime
    basis: str
    why: str
    what: tuple[str, ...]


def withheld(session: Session) -> Withheld:
    """Return what approved withholdings took from the log, told by the log alone."""
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = (
        select(Event.seq, Event.action, Change.table_name, Change.row_id, Disclosure.fields)
        .join(Change, Change.seq == Event.seq)
        .join(Disclosure, joined)
        .where(Event.action.in_([Action.REDACTION_ASKED.value, Action.REDACTION_APPROVED.value]))
        .where(Change.table_name.in_(["events", "redaction_fields"]))
        .order_by(Change.seq, Change.position)
    )
    taken: dict[tuple[int, int, str], tuple[int, str]] = {}
    columns: dict[UUID, str] = {}
    number = 0
    for _, action, table, row_id, fields in session.execute(query):
        values = _values(fields)
        if table == "events":
            number = (values.get("detail") or {}).get("withholding", 0)
            continue
        columns[row_id] = values.get("column_name", columns.get(row_id, ""))
        if action == Action.REDACTION_APPROVED.value:
            for copy in values.get("copies") or ():
                taken[copy[0], copy[1], columns[row_id]] = (number, copy[3])
    return Withheld(taken)


def _values(fields: str) -> dict[str, Any]:
    """Read what a change discloses; nothing of what cannot be read, for the check of the log says that of its own."""
    try:
        return {column: told[1] for column, told in json.loads(fields).items()}
    except (AttributeError, IndexError, TypeError, ValueError):
        return {}


def notices(session: Session, thing: Recorded) -> list[Notice]:
    """List what was withheld of a thing with a page, the oldest first."""
    return notices_of(session, thing.kind, [thing.id]).get(thing.id, [])


def notices_of(session: Session, kind: str, ids: Sequence[UUID]) -> dict[UUID, list[Notice]]:
    """Return what was withheld of things of a kind, the oldest first; one statement for all."""
    about = (
        select(Event.about_id)
        .join(EventSubject, EventSubject.seq == Event.seq)
        .where(Event.action == Action.REDACTION_APPROVED.value)
        .where(EventSubject.kind == kind, EventSubject.thing_id.in_(ids))
    )
    query = select(RedactionField).where(RedactionField.redaction_id.in_(about)).order_by(RedactionField.id)
    fields = session.scalars(query.options(joinedload(RedactionField.redaction))).all()
    found: dict[UUID, list[Notice]] = {}
    for id in ids:
        mine = [field for field in fields if [kind, str(id)] in [list(one) for one in field.things]]
        redactions = sorted({field.redaction for field in mine}, key=lambda one: one.number or 0)
        found[id] = [_notice(one, [field for field in mine if field.redaction is one]) for one in redactions]
    return found


def in_order(fields: Iterable[RedactionField]) -> list[RedactionField]:
    """List the fields of a withholding in the order of the record; ids of one moment have none."""
    return sorted(fields, key=lambda field: ([copy[:2] for copy in field.copies[:1]], field.column_name))


def labels(fields: Iterable[RedactionField]) -> tuple[str, ...]:
    """Return what people call the fields of a withholding, each once; what only goes along with another is left out."""
    listed = in_order(fields)
    leading = [field for field in listed if not field.follows] or listed
    return tuple(dict.fromkeys(label(field.table_name, field.column_name) for field in leading))


def _notice(redaction: Redaction, fields: Sequence[RedactionField]) -> Notice:
    at: Any = redaction.decided_at
    return Notice(redaction.number or 0, at, redaction.basis.label, redaction.words, labels(fields))
