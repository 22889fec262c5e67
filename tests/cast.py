"""The people of every test that goes through the web: one of each role, known to all."""

from contextlib import closing

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.models import User
from tracker.services.passwords import Passwords
from tracker.services.record import record

CAST = {
    "vera": ("Vera Viewer", Role.VIEWER),
    "anton": ("Anton Annotator", Role.ANNOTATOR),
    "rita": ("Rita Reviewer", Role.REVIEWER),
    "emil": ("Emil Editor", Role.EDITOR),
    "ada": ("Ada Admin", Role.ADMIN),
}
# Of no strength at all, so that signing in costs a test nothing.
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PASSWORD = "ten green bottles on a wall"
PASSWORD_HASH = QUICK.hash(PASSWORD)
SECRET_KEY = "signs the forms of every desk of the tests"
SEAL_KEY = "signs the seals of every desk of the tests"


def employ(database: Database) -> dict[str, User]:
    """Add the cast to a desk and return them by their sign-in names."""
    with closing(database.writing()) as session:
        people = {login: hire(session, login, name, role) for login, (name, role) in CAST.items()}
        session.commit()
    return people


def hire(session: Session, login: str, name: str, role: Role) -> User:
    """Add a person to a desk who signs in with the password of the cast."""
    person = User(
        login=login, login_folded=login, name=name, role=role, password_hash=PASSWORD_HASH, created_at=chance.now()
    )
    session.add(person)
    record(session, Action.PERSON_ADDED, about=person, by=Program("setup"))
    return person
