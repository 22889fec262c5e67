"""The people of the desk: who they are, what they are trusted with, and how they get in.

Passwords come in hashed: hashing takes a good part of a second, and a transaction must not wait for it.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal, Stale
from tracker.domain.names import fold
from tracker.domain.roles import Role
from tracker.models import User
from tracker.services import sign_ins
from tracker.services.paging import Page, by_name
from tracker.services.record import record
from tracker.services.revisions import expect


def find_person(session: Session, login: str) -> User | None:
    """Return the person with a sign-in name, in any case, width and accents."""
    return session.scalars(select(User).where(User.login_folded == fold(login))).one_or_none()


def get_person(session: Session, id: UUID) -> User:
    """Return a person, or raise NotFound."""
    person = session.get(User, id)
    if person is None:
        raise NotFound("There is no such person on this desk.")
    return person


def list_people(session: Session, *, after: str | None = None) -> Page[User]:
    """Return a page of the people of the desk by name."""
    return by_name(session, select(User), User.name, User.id, written=lambda user: user.name, after=after)


def create(
    session: Session, login: str, name: str, role: Role, *, password_hash: str, id: UUID | None = None, by: Actor
) -> User:
    """Add a person with a one-time password, which they must change when they first sign in."""
    folded = fold(login)
    if not folded or any(sign.isspace() for sign in login):
        raise Refusal("Give a sign-in name without spaces, such as ines.", field="login")
    if (known := find_person(session, login)) is not None:
        taken = f"{known.name} signs in as {known.login}; choose another name."
        raise Duplicate(taken, existing=("person", known.id), field="login")
    person = User(
        id=id or chance.new_id(),
        login=login,
        login_folded=folded,
        name=_named(name),
        role=role,
        password_hash=password_hash,
        must_change_password=True,
        created_at=chance.now(),
    )
    session.add(person)
    record(session, Action.PERSON_ADDED, about=person, by=by)
    return person


def change(
    session: Session, person: User, *, name: str, role: Role, seen: int | None = None, why: str = "", by: Actor
) -> None:
    """Change a person's name and role."""
    expect(person, seen)
    if person.role is Role.ADMIN and role is not Role.ADMIN:
        _keep_an_admin(session, person, field="role")
    if (person.name, person.role) == (_named(name), role):
        return
    person.name, person.role = _named(name), role
    record(session, Action.PERSON_CHANGED, about=person, by=by, why=why)


def deactivate(session: Session, person: User, *, why: str = "", by: Actor) -> None:
    """Keep a person out from now on; what they did stays under their name."""
    if not person.active:
        return
    _keep_an_admin(session, person)
    person.active = False
    sign_ins.end_all(session, person)
    record(session, Action.PERSON_DEACTIVATED, about=person, by=by, why=why)


def reactivate(session: Session, person: User, *, why: str = "", by: Actor) -> None:
    """Let a person in again, with the password that they had."""
    if person.active:
        return
    person.active = True
    record(session, Action.PERSON_REACTIVATED, about=person, by=by, why=why)


def reset_password(session: Session, person: User, *, password_hash: str, why: str = "", by: Actor) -> None:
    """Give a person a one-time password and end their sign-ins."""
    person.password_hash, person.must_change_password = password_hash, True
    sign_ins.end_all(session, person)
    record(session, Action.PASSWORD_RESET, about=person, by=by, why=why)


def change_password(session: Session, person: User, *, checked: str, new_hash: str, keep: bytes) -> None:
    """Change one's own password and end one's other sign-ins.

    ``checked`` is the hash that the old password was found to fit, and ``keep`` the hash of the token of this sign-in.
    """
    if person.password_hash != checked:
        raise Stale("Your password was changed meanwhile. Sign in again with the newest one.")
    person.password_hash, person.must_change_password = new_hash, False
    sign_ins.end_all(session, person, but=keep)
    record(session, Action.PASSWORD_CHANGED, about=person, by=person)


def prefer(session: Session, person: User, *, single_keys: bool) -> None:
    """Change one's own settings."""
    if person.single_keys == single_keys:
        return
    person.single_keys = single_keys
    record(session, Action.PREFERENCES_CHANGED, about=person, by=person)


def _named(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Refusal("Give the person's name.", field="name")
    return tidy


def _keep_an_admin(session: Session, person: User, *, field: str | None = None) -> None:
    """Raise Refusal where nobody would be left who can manage people; two who try at once wait for each other."""
    admins = select(User.id).where(User.role == Role.ADMIN, User.active).with_for_update()
    if set(session.scalars(admins)) <= {person.id}:
        raise Refusal("This is the last admin, and a desk needs one. Make somebody else an admin first.", field=field)
