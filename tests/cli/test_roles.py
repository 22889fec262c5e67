"""A desk on PostgreSQL under a role of its own, set up as the docs say: it works, and no attack on the record does."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from click.testing import CliRunner, Result
from psycopg import sql
from sqlalchemy import create_engine, make_url, select

from config import Settings
from tests.conftest import bring_up
from tests.doc_pages import OPERATIONS, blocks, section
from tests.engines import Databases, Kind, programs_of_the_wheel
from tests.services.test_guards import BOTH, POSTGRESQL, told
from tracker.cli import tracker
from tracker.db import Database
from tracker.domain.vocabulary import SourceKind
from tracker.models import User
from tracker.services import sources
from tracker.services.verification import verify

pytestmark = pytest.mark.postgres

KEYS = {"SECRET_KEY": "signs forms " * 4, "LOG_KEY": "vouches for the log " * 2, "SEAL_KEY": "signs seals " * 4}
LOG_KEY = Settings.from_environment(KEYS).log_key
HEADING = "### A role that cannot change the record"
OF_THE_OWNER = [
    "SET session_replication_role = replica",
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "DROP TRIGGER events_not_deleted ON events",
    "CREATE OR REPLACE FUNCTION log_refuses() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE RULE quiet AS ON INSERT TO events DO INSTEAD NOTHING",
    "DROP TABLE disclosures",
    "ALTER TABLE events RENAME TO eventes",
    "UPDATE alembic_version SET version_num = '0001'",
]

Tell = Callable[..., Result]


@pytest.fixture(scope="module")
def names(databases: Databases) -> Iterator[dict[str, str]]:
    """Run the SQL of the docs on the server of the tests, under names of this worker's own, and return these."""
    bring_up(databases, Kind.POSTGRESQL)
    names = {name: f"{name}_{databases.worker}" for name in ("facts_owner", "facts_app", "facts")}
    [text] = [block.text for block in blocks(OPERATIONS) if block.language == "sql"]
    with databases.server.administered() as connection:
        for statement in renamed(text, names).split(";\n"):
            connection.execute(statement.encode())
        yield names
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(names["facts"])))
        for role in (names["facts_owner"], names["facts_app"]):
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture(scope="module")
def tell(names: dict[str, str], databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Return a function that runs a command under one of the roles."""
    home = str(tmp_path_factory.mktemp("home"))
    path = f"{programs_of_the_wheel().folder}{os.pathsep}{os.environ['PATH']}"

    def run(role: str, *words: str) -> Result:
        url = url_of(databases, names, role)
        environment = {"TRACKER_HOME": home, "DATABASE_URL": url, "PATH": path, **KEYS}
        return CliRunner(env=environment).invoke(tracker, words, prog_name="tracker")

    return run


@pytest.fixture(scope="module")
def granted(names: dict[str, str], tell: Tell) -> dict[str, str]:
    """Set a desk up by the commands of the docs, and return the names."""
    text = section(OPERATIONS, HEADING)
    lines = re.findall(r"^DATABASE_URL=postgresql://(\w+):\S+ python -m tracker (.+)$", text, re.MULTILINE)
    assert [words for _, words in lines] == ["setup --bare", "grant facts_app", "serve"]
    assert [role for role, _ in lines] == ["facts_owner", "facts_owner", "facts_app"]
    for role, words in lines[:-1]:
        done = tell(role, *renamed(words, names).split())
        assert done.exit_code == 0, done.output
    return names


def renamed(text: str, names: dict[str, str]) -> str:
    return re.sub(r"\bfacts(_owner|_app)?\b", lambda name: names[name[0]], text)


def url_of(databases: Databases, names: dict[str, str], role: str) -> str:
    url = make_url(databases.server.url(names["facts"]))
    return url.set(username=names.get(role, role)).render_as_string()


def test_the_desk_works_under_the_role(granted: dict[str, str], tell: Tell, databases: Databases) -> None:
    database = Database(url_of(databases, granted, "facts_app"), LOG_KEY)
    with closing(database.writing()) as session:
        person = session.scalars(select(User)).one()
        sources.add(session, name="The Coast Road", kind=SourceKind.OUTLET, by=person)
        session.commit()
    with closing(database.snapshot()) as session:
        assert list(verify(session, LOG_KEY)) == []
    database.engine.dispose()


@pytest.mark.parametrize("words", [["setup", "--bare"], ["verify"], ["backup", "{file}"]], ids=" ".join)
def test_commands_work_under_the_role(
    granted: dict[str, str], tell: Tell, words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = str(tmp_path_factory.mktemp("copies") / "copy")
    done = tell("facts_app", *(word.format(file=file) for word in words))
    assert done.exit_code == 0, done.output


def test_no_attack_on_the_log_works_under_the_role(granted: dict[str, str], databases: Databases) -> None:
    engine = create_engine(url_of(databases, granted, "facts_app"))
    for statement in [*BOTH, *POSTGRESQL, *OF_THE_OWNER]:
        with engine.connect() as connection:
            assert re.search("permission denied|must be owner|refused", told(connection, statement)), statement
    engine.dispose()


@pytest.mark.parametrize(("role", "said"), [("nobody_here", "has no role"), ("facts_owner", "owns the tables")])
def test_a_role_that_no_grant_holds_back_is_refused(granted: dict[str, str], tell: Tell, role: str, said: str) -> None:
    done = tell("facts_owner", "grant", granted.get(role, role))
    assert done.exit_code == 1
    assert said in done.output


def test_sqlite_has_no_roles(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = str(tmp_path_factory.mktemp("home"))
    environment = {"TRACKER_HOME": home, "DATABASE_URL": f"sqlite:///{home}/tracker.db", **KEYS}
    done = CliRunner(env=environment).invoke(tracker, ["grant", "facts_app"], prog_name="tracker")
    assert done.exit_code == 1
    assert "Only PostgreSQL has roles" in done.output
