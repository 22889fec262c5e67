"""Every wording that a claim had, as the record tells it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.counsel import WordedClaim, Wording
from tracker.domain.differences import words
from tracker.models import Change, Claim, Event, User
from tracker.services.access import visible_events
from tracker.services.counsel.events import Cast
from tracker.services.history.changed_values import differences
from tracker.services.history.naming import Names
from tracker.services.history.replay import Columns, Told, fold, in_order, telling

_TABLE = Claim.__tablename__
_WORDING = ("statement", "checked", "kind", "readings")
"""The columns that make a claim's wording."""


def of_claims(session: Session, claims: Sequence[Claim], *, cast: Cast, person: User) -> list[WordedClaim]:
    """Return claims with their wordings, in the order given, as far as a person may see the events."""
    query = telling().where(Change.table_name == _TABLE, Change.row_id.in_([claim.id for claim in claims]))
    changes = sorted(in_order(session, query), key=lambda change: (change.row_id, change.seq))
    seqs = {change.seq for change in changes}
    seen = select(Event).where(Event.seq.in_(seqs), visible_events(person))
    events = {event.seq: event for event in session.scalars(seen)}
    names = Names(session, [])
    told: dict[UUID, tuple[Wording, ...]] = {
        claim_id: tuple(_wordings(list(of_claim), events, names, cast))
        for claim_id, of_claim in groupby(changes, key=lambda change: change.row_id)
    }
    return [WordedClaim(claim.number or 0, told.get(claim.id, ())) for claim in claims]


def _wordings(changes: Sequence[Told], events: dict[int, Event], names: Names, cast: Cast) -> Iterator[Wording]:
    held: Columns = {}
    for change in changes:
        before, held = held, fold(held, change) or {}
        event = events.get(change.seq)
        if event is None or all(before.get(column) == held.get(column) for column in _WORDING):
            continue
        was, now = (str(columns.get("statement") or "") for columns in (before, held))
        yield Wording(
            seq=change.seq,
            at=event.at,
            by=cast.actor(event.actor),
            statement=now,
            pieces=tuple(words(was, now)) if before and was != now else (),
            others=tuple(differences(_only(change, _WORDING[1:]), before, names, whole=True)),
        )


def _only(change: Told, columns: Collection[str]) -> Told:
    return replace(change, columns={name: value for name, value in (change.columns or {}).items() if name in columns})
