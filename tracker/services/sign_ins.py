"""Signing in and out: sessions on the server, of which the browser holds a token and the database its SHA-256."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.models import SignIn, User
from tracker.services.record import record

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=2)
TOUCHED_EVERY = timedelta(minutes=1)
DOORKEEPER = Program("sign-in")


@dataclass(frozen=True)
class Begun:
    """A sign-in that has begun, and its token, which nobody can read again."""

    sign_in: SignIn
    token: str


def find(session: Session, token: str, now: datetime) -> SignIn | None:
    """Return the living sign-in that a token stands for, with its user, if that person is active."""
    query = select(SignIn).options(joinedload(SignIn.user)).where(SignIn.token_hash == hashed(token), _living(now))
    found = session.scalars(query).one_or_none()
    return found if found is not None and found.user.active else None


def of_person(session: Session, person: User) -> list[SignIn]:
    """List a person's living sign-ins, the last used first."""
    query = select(SignIn).where(SignIn.user_id == person.id, _living(chance.now()))
    return list(session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.token_hash)))


def begin(session: Session, person: User, *, by: User) -> Begun:
    """Sign a person in under a fresh 256-bit token, and clear away everyone's sign-ins that are over."""
    now = chance.now()
    session.execute(delete(SignIn).where(~_living(now)))
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(token_hash=hashed(token), user=person, created_at=now, seen_at=now)
    session.add(sign_in)
    record(session, Action.SIGNED_IN, about=person, by=by)
    return Begun(sign_in, token)


def end(session: Session, sign_in: SignIn, *, by: User) -> None:
    """Sign a person out."""
    drop(session, sign_in)
    record(session, Action.SIGNED_OUT, about=by, by=by)


def drop(session: Session, sign_in: SignIn) -> None:
    """End a sign-in without a word, such as one that another takes the place of."""
    session.execute(delete(SignIn).where(SignIn.token_hash == sign_in.token_hash))


def end_all(session: Session, person: User, *, but: bytes | None = None) -> None:
    """End a person's sign-ins, but for the one whose token hash is given."""
    ended = delete(SignIn).where(SignIn.user_id == person.id)
    session.execute(ended if but is None else ended.where(SignIn.token_hash != but))


def failed(session: Session, person: User | None) -> None:
    """Record that a sign-in was refused; what was typed is kept nowhere."""
    record(session, Action.SIGN_IN_FAILED, about=person, by=DOORKEEPER)


def touch(connection: Connection, sign_in: SignIn, now: datetime) -> None:
    """Note that a sign-in is in use."""
    connection.execute(update(SignIn).where(SignIn.token_hash == sign_in.token_hash).values(seen_at=now))


def needs_touch(sign_in: SignIn, now: datetime) -> bool:
    """Tell whether a sign-in's last use was noted too long ago."""
    return now - sign_in.seen_at >= TOUCHED_EVERY


def hashed(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def _living(now: datetime) -> ColumnElement[bool]:
    return and_(SignIn.created_at > now - LONGEST, SignIn.seen_at > now - IDLE)
