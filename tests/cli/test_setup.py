"""Setting a desk up: once it makes everything, again it makes nothing."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from tests.cli.conftest import Tell
from tracker.db import Database, schema
from tracker.domain.roles import Role
from tracker.models import Event, User, Verdict
from tracker.services.passwords import Passwords

ONE_TIME = re.compile(r"^    (\w{5}-\w{5}-\w{5}-\w{5})$", re.MULTILINE)


def test_a_desk_gets_keys_tables_a_scale_and_an_admin(
    tell: Tell, read: Callable[[], Database], environment: dict[str, str]
) -> None:
    done = tell("setup", "--bare")
    assert done.exit_code == 0, done.output
    keys = Path(environment["TRACKER_HOME"]) / "keys"
    assert {path.name: path.stat().st_mode & 0o777 for path in keys.iterdir()} == {
        "log_key": 0o600,
        "seal_key": 0o600,
        "secret_key": 0o600,
    }
    one_time = ONE_TIME.search(done.output)
    assert one_time is not None
    database = read()
    with closing(database.reading()) as session:
        assert schema.current(session.connection()) == schema.head()
        admin = session.scalars(select(User)).one()
        assert (admin.login, admin.role, admin.must_change_password) == ("admin", Role.ADMIN, True)
        assert Passwords().check(admin.password_hash, one_time[1])
        assert session.scalars(select(Verdict.key)).all()
        assert set(session.scalars(select(Event.actor))) == {"program:setup"}
        assert "desk.set_up" in session.scalars(select(Event.action)).all()
    database.engine.dispose()


def test_setting_up_again_changes_nothing_and_shows_no_password(tell: Tell, read: Callable[[], Database]) -> None:
    def events() -> list[int]:
        database = read()
        with closing(database.reading()) as session:
            found = list(session.scalars(select(Event.seq)))
        database.engine.dispose()
        return found

    tell("setup", "--bare")
    before = events()
    again = tell("setup", "--bare")
    assert (again.exit_code, again.output) == (0, "The desk is set up.\n")
    assert events() == before


def test_the_first_admin_may_have_another_name(tell: Tell) -> None:
    assert "signs in as ada with" in tell("setup", "--bare", "--admin", "ada").output


def test_a_setting_that_cannot_be_used_is_told_plainly(tell: Tell) -> None:
    done = tell("setup", DESK_ZONE="Middle-earth")
    assert done.exit_code == 1
    assert done.output.startswith("Error: DESK_ZONE: 'Middle-earth' is no time zone")
