"""Places in the log: everything up to one of its events has happened, and nothing after it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain import chance, looking_back
from tracker.domain.errors import NotFound
from tracker.models import Article, Claim, Event, EventSubject, Source, User
from tracker.services.history import events_of_thing

Thing = Article | Claim | Source
"""What can be looked back at."""


@dataclass(frozen=True)
class Place:
    """The number of the last event that has happened, and the moment of it."""

    seq: int
    at: datetime


@dataclass(frozen=True)
class Neighbours:
    """The changes of a thing around a place in the log, by number; None where there is none."""

    previous: int | None
    next: int | None


def find(session: Session, typed: str, zone: ZoneInfo, *, field: str | None = None) -> Place:
    """Return the place that a person means by a change's number or a moment, as ``looking_back`` reads them.

    Raises Refusal for what cannot be read, NotFound for a change that is not there yet or a moment before the first.
    """
    meant = looking_back.read(typed, zone, chance.now(), field=field)
    if isinstance(meant, int):
        return after(session, meant, field=field)
    newest = select(Event.seq, Event.at).where(Event.at <= meant).order_by(Event.at.desc(), Event.seq.desc())
    row = session.execute(newest.limit(1)).first()
    if row is None:
        raise NotFound("Nothing was recorded yet at that time.", field=field)
    return Place(*row)


def after(session: Session, seq: int, *, field: str | None = None) -> Place:
    """Return the place after an event, or raise NotFound."""
    row = session.execute(select(Event.seq, Event.at).where(Event.seq == seq)).first()
    if row is None:
        last = session.scalar(select(func.max(Event.seq)))
        there = "Nothing is recorded yet." if last is None else f"The last one is {last:,}."
        raise NotFound(f"There is no change {seq:,}. {there}", field=field)
    return Place(*row)


def first_of(session: Session, thing: Thing) -> Place:
    """Return the place at which a thing was first recorded; raise LookupError where the record does not know it."""
    mine = (EventSubject.seq == Event.seq, EventSubject.kind == thing.kind, EventSubject.thing_id == thing.id)
    query = select(Event.seq, Event.at).join(EventSubject, mine[0]).where(*mine[1:]).order_by(Event.seq)
    row = session.execute(query.limit(1)).first()
    if row is None:
        raise LookupError(f"no event is about {thing.kind} {thing.id}")
    return Place(*row)


def around(session: Session, thing: Thing, place: Place, *, person: User) -> Neighbours:
    """Return the change of a thing before the one that a place shows, and the next, as far as a person may see them."""
    seqs = events_of_thing(thing.kind, thing.id, person=person).with_only_columns(Event.seq)
    before = session.scalars(seqs.where(Event.seq <= place.seq).order_by(Event.seq.desc()).limit(2)).all()
    following = session.scalar(seqs.where(Event.seq > place.seq).order_by(Event.seq).limit(1))
    return Neighbours(before[1] if len(before) > 1 else None, following)
