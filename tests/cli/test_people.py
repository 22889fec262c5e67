"""The people of the desk, from the command line: in whose name, and refused in plain words."""

from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.cli.conftest import Tell
from tests.cli.test_setup import ONE_TIME
from tracker.db import Database
from tracker.models import Event, User
from tracker.services.passwords import Passwords

NINA = ("create-user", "nina", "--name", "Nina Nováková", "--role", "reviewer")


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup", "--bare").exit_code == 0


@pytest.mark.parametrize("words", [("--as", "admin", *NINA), (*NINA, "--as", "ADMIN")])
def test_a_person_is_added_in_the_name_of_an_admin(
    tell: Tell, read: Callable[[], Database], words: tuple[str, ...]
) -> None:
    done = tell(*words)
    assert done.exit_code == 0, done.output
    one_time = ONE_TIME.search(done.output)
    assert one_time is not None
    database = read()
    with closing(database.reading()) as session:
        people = {person.login: person for person in session.scalars(select(User))}
        assert Passwords().check(people["nina"].password_hash, one_time[1])
        added = session.scalars(select(Event).where(Event.about_id == people["nina"].id)).one()
        assert added.actor == people["admin"].actor
    database.engine.dispose()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (NINA, "Error: Say in whose name: add --as USER, a sign-in name of this desk.\n"),
        ((*NINA, "--as", "olga"), "Error: Nobody on this desk signs in as olga.\n"),
        (
            ("create-user", "Admin", "--name", "Second", "--role", "viewer", "--as", "admin"),
            "Error: Admin signs in as admin; choose another name.\n",
        ),
        (("reset-password", "olga", "--as", "admin"), "Error: Nobody on this desk signs in as olga.\n"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_one(tell: Tell, words: tuple[str, ...], said: str) -> None:
    done = tell(*words)
    assert (done.exit_code, done.output) == (1, said)


def test_who_may_not_manage_people_may_not_here_either(tell: Tell) -> None:
    tell("--as", "admin", *NINA)
    done = tell("reset-password", "admin", "--as", "nina")
    assert done.exit_code == 1
    assert "it takes the role of admin or above" in done.output


def test_a_lost_password_is_replaced(tell: Tell, read: Callable[[], Database]) -> None:
    done = tell("reset-password", "admin", "--as", "admin", "--why", "It was lost.")
    one_time = ONE_TIME.search(done.output)
    assert one_time is not None
    database = read()
    with closing(database.reading()) as session:
        admin = session.scalars(select(User)).one()
        assert Passwords().check(admin.password_hash, one_time[1])
        assert admin.must_change_password
    database.engine.dispose()


def test_a_role_that_does_not_exist_is_refused_with_those_that_do(tell: Tell) -> None:
    done = tell("create-user", "nina", "--name", "Nina", "--role", "owner", "--as", "admin")
    assert done.exit_code == 2
    assert "'viewer', 'annotator', 'reviewer', 'editor', 'admin'" in done.output
