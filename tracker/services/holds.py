"""Holds: who works on what now. They show to others, run out by themselves, and keep nobody from saving."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.models import Hold, User
from tracker.services.record import person_of

LASTS = timedelta(minutes=20)
"""How long something is held after its form was last asked for or sent."""

_RENEWED_EVERY = timedelta(minutes=1)

Brief = Callable[[], AbstractContextManager[Connection]]
"""Opens a short transaction of its own, such as ``Database.brief``."""


def on(session: Session, thing_id: UUID) -> Hold | None:
    """Return the hold on a thing, or None where nobody works on it."""
    return on_things(session, [thing_id]).get(thing_id)


def on_things(session: Session, ids: Collection[UUID]) -> dict[UUID, Hold]:
    """Return who works on some things, by their ids, in one statement."""
    query = select(Hold).where(Hold.thing_id.in_(ids), Hold.expires_at > chance.now())
    return {hold.thing_id: hold for hold in session.scalars(query.options(joinedload(Hold.person)))} if ids else {}


def is_held(thing: InstrumentedAttribute[UUID], *, but: User | None = None) -> ColumnElement[bool]:
    """Return the condition that somebody works on a thing, or somebody other than one person."""
    held = select(Hold.thing_id).where(Hold.thing_id == thing, Hold.expires_at > chance.now())
    return (held if but is None else held.where(Hold.person_id != but.id)).exists()


def keep(session: Session, brief: Brief, thing_id: UUID, person_id: UUID) -> None:
    """Hold a thing for a person who works on it, unless somebody else does; a hold of their own lasts on."""
    hold, now = on(session, thing_id), chance.now()
    if hold is not None and (hold.person_id != person_id or hold.expires_at - now > LASTS - _RENEWED_EVERY):
        return
    with brief() as connection:
        renewed = update(Hold).where(Hold.thing_id == thing_id, Hold.person_id == person_id, Hold.expires_at > now)
        if connection.execute(renewed.values(expires_at=now + LASTS)).rowcount:
            return
        take(connection, thing_id, person_id, now)


def take(connection: Connection, thing_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Hold a thing that nobody holds; tell whether that came before everybody else's.

    Of two at once the second waits for the first one's transaction, and then finds the thing held.
    """
    values = {"person_id": person_id, "since": now, "expires_at": now + LASTS}
    free = update(Hold).where(Hold.thing_id == thing_id, Hold.expires_at <= now).values(**values)
    if connection.execute(free).rowcount:
        return True
    if connection.scalar(select(Hold.thing_id).where(Hold.thing_id == thing_id)) is not None:
        return False
    try:
        with connection.begin_nested():
            connection.execute(insert(Hold).values(thing_id=thing_id, **values))
    except IntegrityError:
        return False
    return True


def let_go(session: Session, thing_id: UUID, *, by: Actor) -> None:
    """End a person's hold on a thing, as part of what finishes the work on it."""
    person = person_of(by)
    if person is not None:
        session.execute(delete(Hold).where(Hold.thing_id == thing_id, Hold.person_id == person.id))
