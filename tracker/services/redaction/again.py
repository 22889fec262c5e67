"""After a backup is restored: what was withheld since it was made, told by places alone, and asked for anew."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import leaves
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import LegalBasis, RedactionState
from tracker.domain.withholding import held
from tracker.models import Redaction, User
from tracker.services.redaction.copies import Key, logged
from tracker.services.redaction.requests import ask
from tracker.services.redaction.seeking import seek
from tracker.services.redaction.sought import Sought

_UNREADABLE = "This is no list of withheld words as `tracker redactions --file` writes it."


def approved(session: Session, since: datetime | None = None) -> Sequence[Redaction]:
    """List what was withheld, since a moment, the oldest first, with its fields."""
    query = select(Redaction).where(Redaction.state == RedactionState.APPROVED).order_by(Redaction.number)
    if since is not None:
        query = query.where(Redaction.decided_at >= since)
    everything = (selectinload(Redaction.fields), joinedload(Redaction.decided_by), joinedload(Redaction.asked_by))
    return session.scalars(query.options(*everything)).all()


def told(redaction: Redaction) -> dict[str, Any]:
    """Return a withholding by its places, without a word of what stood there."""
    return {
        "number": redaction.number,
        "approved": leaves.plain(redaction.decided_at),
        "basis": redaction.basis.value,
        "why": redaction.words,
        "inside": redaction.inside,
        "fields": [
            {
                "field": f"{field.table_name}/{field.row_id}/{field.column_name}",
                "whole": field.whole,
                "copies": [[seq, position, spans] for seq, position, spans, _ in field.copies],
            }
            for field in redaction.fields
            if not field.follows and field.column_name != "content"
        ],
    }


def ask_again(session: Session, said: Mapping[str, Any], *, by: User) -> Redaction | None:
    """Ask for what a file tells of to be withheld here too, wherever it stands; None where nothing of it does.

    Raises Refusal for what is no such file.
    """
    try:
        sought = _sought(session, said)
        basis, why = LegalBasis(said["basis"]), str(said["why"])
    except (KeyError, IndexError, TypeError, ValueError):
        raise Refusal(_UNREADABLE) from None
    places = [place.key for place in seek(session, sought) if place.sure]
    if not places:
        return None
    return ask(session, sought, places, basis=basis, why=why, by=by)


def _sought(session: Session, said: Mapping[str, Any]) -> Sought:
    """Return what the places of a file come to: words as they still stand there, and whole fields."""
    spans: dict[tuple[Key, int, int], list[tuple[int, int, int]]] = {}
    whole: set[Key] = set()
    for field in said["fields"]:
        key = Key.read(field["field"])
        if key is None:
            raise ValueError(field["field"])
        if field["whole"]:
            whole.add(key)
        for seq, position, listed in () if field["whole"] else field["copies"]:
            spans[key, int(seq), int(position)] = [(int(at), int(start), int(end)) for at, start, end in listed]
    words: set[str] = set()
    for key, _, copy in logged(session, {key for key, _, _ in spans}):
        words.update(held(copy.value, spans.get((key, *copy.place), [])))
    return Sought(tuple(sorted(words)), frozenset(whole), bool(said["inside"]))


def read(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield what a file tells of, a line each; raise Refusal for what is no such file."""
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            raise Refusal(_UNREADABLE) from None
        if not isinstance(said, dict):
            raise Refusal(_UNREADABLE)
        yield said
