"""Putting masks in place of words: in the rows, in what the log discloses, and in what is derived from both.

It is the one place that changes what is else never changed, through a door that the database's session opens for it.
"""

import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.errors import Stale
from tracker.domain.needles import Needles
from tracker.domain.withholding import Span, digest, masked
from tracker.models import Disclosure, LogHead, Redaction, RedactionField
from tracker.services.redaction import deriving, rows, sealed
from tracker.services.redaction.copies import Fields, Key, in_log, last_places
from tracker.services.redaction.sought import Sought


def key_of(field: RedactionField) -> Key:
    """Return the field of the record that a row of a withholding names."""
    return Key(field.table_name, field.row_id, field.column_name)


def withhold(session: Session, redaction: Redaction, fields: Fields, sought: Sought, log_end: int) -> None:
    """Mask some fields of the record, as part of another action.

    ``log_end`` is the newest event that was looked through; raises Stale where the words were copied since.
    """
    _hold(session, fields, sought, log_end)
    now = last_places(session, fields)
    standing: dict[tuple[str, UUID], dict[str, list[Span]]] = defaultdict(dict)
    for key, found in fields.items():
        if key.table != "events" and now[key] in found.copies:
            standing[key.table, key.row_id][key.column] = found.copies[now[key]].spans
    with session.info["overwriting"]():
        left = _erase(session, redaction, fields)
        touched = rows.mask(session, standing, Needles(sought.words, inside=sought.inside))
    for field in redaction.fields:
        if (found_now := fields.get(key_of(field))) is not None:
            field.copies = [
                [*place, [list(span) for span in copy.spans], left[key_of(field), place]]
                for place, copy in sorted(found_now.copies.items())
            ]
    deriving.renew(session, touched)


def _hold(session: Session, fields: Fields, sought: Sought, log_end: int) -> None:
    """Let nobody else write until the commit: first to the rows, as everybody begins with rows, then to the log."""
    for table in sorted({key.table for key in fields} - {"events"}):
        ids = sorted({key.row_id for key in fields if key.table == table})
        model = rows.MODELS[table]
        session.execute(select(model.id).where(model.id.in_(ids)).order_by(model.id).with_for_update())
    session.execute(select(LogHead.id).where(LogHead.id == 1).with_for_update())
    needles = Needles(sought.words, inside=sought.inside)
    if sealed.leave_out(session, in_log(session, needles, sought.whole, after=log_end)):
        raise Stale("Somebody wrote these words again while they were looked for. Look over the places, and try again.")


def _erase(session: Session, redaction: Redaction, fields: Fields) -> dict[tuple[Key, tuple[int, int]], str]:
    """Take salts and words out of what the log discloses; return the hash of what is left of each copy."""
    left: dict[tuple[Key, tuple[int, int]], str] = {}
    by_change: dict[tuple[int, int], list[Key]] = defaultdict(list)
    for key, found in fields.items():
        for place in found.copies:
            by_change[place].append(key)
    for place, keys in sorted(by_change.items()):
        here = (Disclosure.seq == place[0], Disclosure.position == place[1])
        disclosed: dict[str, Any] = json.loads(session.scalars(select(Disclosure.fields).where(*here)).one())
        for key in keys:
            value = masked(disclosed[key.column][1], fields[key].copies[place].spans)
            disclosed[key.column] = [redaction.number, value]
            left[key, place] = digest(value)
        session.execute(update(Disclosure).where(*here).values(fields=leaves.canonical(disclosed).decode()))
    return left
