"""The people of the desk, below its pages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.cast import CAST, PASSWORD_HASH, employ
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.errors import Duplicate, NotFound, Refusal, Stale
from tracker.domain.roles import Role
from tracker.models import Disclosure, Event, SignIn, User
from tracker.services import people, sign_ins

SETUP = Program("setup")


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    """Give the cast a desk on each engine."""
    database = Database(engine_url, b"a key that is kept outside the database")
    employ(database)
    yield database
    database.engine.dispose()


def test_a_person_joins_with_a_one_time_password_that_the_log_does_not_hold(database: Database) -> None:
    with closing(database.writing()) as session:
        person = people.create(session, "Nina", " Nina  N. ", Role.VIEWER, password_hash="secret-hash", by=SETUP)
        session.commit()
        assert (person.login, person.login_folded, person.name, person.active) == ("Nina", "nina", "Nina N.", True)
        assert person.must_change_password
        assert not [fields for fields in session.scalars(select(Disclosure.fields)) if "secret-hash" in fields]
        assert people.find_person(session, "NINA") is person


@pytest.mark.parametrize("login", ["RITA", "ríta", "Ｒita"])
def test_a_sign_in_name_is_taken_once_however_it_is_written(database: Database, login: str) -> None:
    with closing(database.writing()) as session, pytest.raises(Duplicate) as refused:
        people.create(session, login, "Another Rita", Role.VIEWER, password_hash=PASSWORD_HASH, by=SETUP)
    assert refused.value.field == "login"


@pytest.mark.parametrize(("login", "name"), [("", "N"), ("a b", "N"), ("\u200b", "N"), ("nina", " ")])
def test_a_person_needs_a_sign_in_name_and_a_name(database: Database, login: str, name: str) -> None:
    with closing(database.writing()) as session, pytest.raises(Refusal):
        people.create(session, login, name, Role.VIEWER, password_hash=PASSWORD_HASH, by=SETUP)


def test_a_change_on_top_of_what_was_not_seen_is_refused(database: Database) -> None:
    with closing(database.writing()) as session:
        rita = people.find_person(session, "rita")
        assert rita is not None
        with pytest.raises(Stale):
            people.change(session, rita, name="Rita", role=Role.EDITOR, seen=rita.rev - 1, by=SETUP)
        people.change(session, rita, name="Rita", role=Role.EDITOR, seen=rita.rev, by=SETUP)


def test_deactivating_and_resetting_end_the_sign_ins_and_changing_ends_the_others(database: Database) -> None:
    with closing(database.writing()) as session:
        for login in ("rita", "anton", "emil"):
            person = people.find_person(session, login)
            assert person is not None
            begun = [sign_ins.begin(session, person, by=person) for _ in range(3)]
            if login == "rita":
                people.deactivate(session, person, by=SETUP)
            elif login == "anton":
                people.reset_password(session, person, password_hash=PASSWORD_HASH, by=SETUP)
            else:
                keep = begun[1].sign_in.token_hash
                people.change_password(session, person, checked=PASSWORD_HASH, new_hash="new", keep=keep)
            session.commit()
        assert session.scalars(select(SignIn.token_hash)).all() == [keep]


def test_a_password_that_changed_since_it_was_checked_is_left_alone(database: Database) -> None:
    with closing(database.writing()) as session:
        rita = session.scalars(select(User).where(User.login == "rita")).one()
        with pytest.raises(Stale):
            people.change_password(session, rita, checked="another hash", new_hash="new", keep=b"")


def test_what_is_so_already_is_not_recorded_again(database: Database) -> None:
    with closing(database.writing()) as session:
        rita = session.scalars(select(User).where(User.login == "rita")).one()
        people.reactivate(session, rita, by=SETUP)
        people.prefer(session, rita, single_keys=True)
        people.change(session, rita, name=rita.name, role=rita.role, by=SETUP)
        session.commit()
        assert len(session.scalars(select(Event.seq)).all()) == len(CAST)


def test_of_two_admins_who_remove_each_other_at_once_one_stays(database: Database) -> None:
    with closing(database.writing()) as session:
        emil = session.scalars(select(User).where(User.login == "emil")).one()
        people.change(session, emil, name=emil.name, role=Role.ADMIN, by=SETUP)
        session.commit()
    ready = Barrier(2)

    def remove(login: str) -> bool:
        ready.wait()
        with closing(database.writing()) as session:
            person = session.scalars(select(User).where(User.login == login)).one()
            try:
                people.deactivate(session, person, by=SETUP)
            except Refusal:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(remove, ["ada", "emil"])) == [False, True]


def test_who_is_not_there_is_not_found(database: Database) -> None:
    with closing(database.reading()) as session:
        assert people.find_person(session, "nobody") is None
        with pytest.raises(NotFound):
            people.get_person(session, UUID(int=0))
