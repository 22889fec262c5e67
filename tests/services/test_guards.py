"""The guards on the log's tables: what they refuse and allow, and that the check knows them and misses none."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.engines import Kind
from tests.guards import lifted, past_the_program
from tests.small_desk import KEY, SmallDesk, small_desk
from tracker.db import LOG_TABLES
from tracker.services.verification import guards, verify

BOTH = [
    "UPDATE events SET actor = 'person:nobody'",
    "UPDATE events SET mac = leaf WHERE seq = 1",
    "UPDATE changes SET rev = rev + 1",
    "UPDATE disclosures SET fields = fields || ' '",
    "UPDATE disclosures SET fields = replace(fields, 'FARS', 'SANA')",
    "UPDATE disclosures SET seq = seq + 1000, fields = '{}'",
    "UPDATE checkpoints SET note = ''",
    "UPDATE log_head SET frontier = :empty",
    "UPDATE log_head SET id = 2",
    "DELETE FROM events",
    "DELETE FROM events WHERE seq = 4",
    "DELETE FROM changes",
    "DELETE FROM disclosures",
    "DELETE FROM checkpoints",
    "DELETE FROM log_head",
    "INSERT INTO disclosures (seq, position, fields) VALUES (1, 0, '{}')"
    ' ON CONFLICT (seq, position) DO UPDATE SET fields = \'{"longer":"\' || disclosures.fields',
]
SQLITE = [
    "INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 1",
    "REPLACE INTO events SELECT * FROM events WHERE seq = 1",
    "INSERT OR REPLACE INTO events SELECT 99, id, at, actor, action, about_kind, about_id, leaf, leaf_hash, mac"
    " FROM events WHERE seq = 1",
    "INSERT OR REPLACE INTO events (rowid, seq, id, at, actor, action, about_kind, leaf, leaf_hash, mac)"
    " SELECT 2, (SELECT count(*) FROM events), 'x', at, actor, action, '', leaf, leaf_hash, mac"
    " FROM events WHERE seq = 1",
    "UPDATE OR REPLACE events SET seq = seq + 1 WHERE seq = 1",
    "INSERT OR REPLACE INTO changes SELECT * FROM changes WHERE seq = 1",
    "INSERT OR REPLACE INTO disclosures SELECT seq, position, '{}' FROM disclosures WHERE seq = 1",
    "INSERT OR REPLACE INTO disclosures (rowid, seq, position, fields) VALUES (1, 99, 0, '{}')",
    "UPDATE OR REPLACE disclosures SET rowid = rowid + 1, fields = '{}' WHERE rowid = 1",
    "INSERT OR REPLACE INTO checkpoints SELECT * FROM checkpoints",
    "INSERT OR REPLACE INTO log_head (id, frontier) VALUES (1, :empty)",
]
POSTGRESQL = [f"TRUNCATE {table} CASCADE" for table in guards.GUARDED]


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    # A seal, so that the statements on seals meet one.
    with past_the_program(engine_url) as connection:
        run(connection, "INSERT INTO checkpoints (size, at, note) VALUES (3, '2026-11-20 08:00:00', 'a seal')")
        connection.commit()
    yield desk
    desk.database.engine.dispose()


def run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement), {"empty": bytes(8)} if ":empty" in statement else {})


def told(connection: Connection, statement: str) -> str:
    """Run a statement and return what the database said against it; nothing where it did as it was told."""
    try:
        run(connection, statement)
    except DBAPIError as error:
        return str(error.orig)
    return ""


def faults(connection: Connection) -> list[str]:
    with closing(Session(connection, join_transaction_mode="rollback_only")) as session:
        return [str(fault) for fault in guards.check(session)]


def test_every_table_of_the_log_has_guards() -> None:
    assert set(guards.GUARDED) == LOG_TABLES | {"log_head"}


def test_the_check_knows_the_guards_that_the_migrations_make(desk: SmallDesk) -> None:
    with closing(desk.database.reading()) as session:
        found = guards.found(session)
        assert {guard.name: guard.digest for guard in found} == guards.MADE[session.get_bind().dialect.name]
        assert all(guard.works for guard in found)
        assert list(guards.check(session)) == []


def test_whoever_reaches_the_database_changes_nothing_by_accident(desk: SmallDesk, engine_kind: Kind) -> None:
    of_engine = {Kind.SQLITE: SQLITE, Kind.POSTGRESQL: POSTGRESQL}[engine_kind]
    for statement in [*BOTH, *of_engine]:
        # As from a shell: without what the program tells each of its connections.
        with past_the_program(desk.url) as connection:
            assert "refused" in told(connection, statement), statement
    with closing(desk.database.snapshot()) as session:
        assert list(guards.check(session)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosures SET fields = '{}' WHERE seq = 4",
        "UPDATE disclosures SET fields = replace(fields, 'the depot was hit', '█████████████████')"
        " WHERE fields LIKE '%the depot was hit%'",
    ],
)
def test_values_can_be_erased(desk: SmallDesk, statement: str) -> None:
    with past_the_program(desk.url) as connection:
        assert told(connection, statement) == ""


@pytest.mark.parametrize("engine_kind", [pytest.param(Kind.POSTGRESQL, marks=pytest.mark.postgres)], indirect=True)
def test_a_session_that_says_it_replicates_is_refused_as_any(desk: SmallDesk) -> None:
    with past_the_program(desk.url) as connection:
        run(connection, "SET session_replication_role = replica")
        with pytest.raises(DBAPIError, match="refused"):
            run(connection, "DELETE FROM events")


def test_a_guard_that_was_taken_away_is_named(desk: SmallDesk, engine_kind: Kind) -> None:
    on_table = "" if engine_kind is Kind.SQLITE else " ON events"
    with past_the_program(desk.url) as connection:
        run(connection, f"DROP TRIGGER events_not_deleted{on_table}")
        assert faults(connection) == ["events: its guard events_not_deleted is gone"]


def test_guards_that_were_put_back_are_as_before(desk: SmallDesk) -> None:
    with past_the_program(desk.url) as connection:
        with lifted(connection):
            run(connection, "UPDATE events SET actor = actor")
        assert faults(connection) == []


def test_a_guard_that_lets_something_through_is_named(desk: SmallDesk, engine_kind: Kind) -> None:
    with past_the_program(desk.url) as connection:
        if engine_kind is Kind.SQLITE:
            run(connection, "DROP TRIGGER events_not_deleted")
            run(connection, "CREATE TRIGGER events_not_deleted BEFORE DELETE ON events BEGIN SELECT 1; END")
            expected = ["events: its guard events_not_deleted is not the one that the desk made"]
        else:
            run(
                connection,
                "CREATE OR REPLACE FUNCTION log_only_erases() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NEW; END'",
            )
            expected = ["disclosures: its guard disclosures_not_changed is not the one that the desk made"]
        assert faults(connection) == expected


@pytest.mark.parametrize("engine_kind", [pytest.param(Kind.POSTGRESQL, marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize("how", ["DISABLE", "ENABLE", "ENABLE REPLICA"])
def test_a_guard_that_does_not_always_work_is_named(desk: SmallDesk, how: str) -> None:
    with past_the_program(desk.url) as connection:
        run(connection, f"ALTER TABLE changes {how} TRIGGER changes_not_emptied")
        assert faults(connection) == ["changes: its guard changes_not_emptied is switched off"]


def test_a_trigger_that_nobody_here_made_is_named(desk: SmallDesk, engine_kind: Kind) -> None:
    with past_the_program(desk.url) as connection:
        if engine_kind is Kind.SQLITE:
            run(connection, "CREATE TRIGGER quiet BEFORE INSERT ON changes BEGIN SELECT RAISE(IGNORE); END")
        else:
            run(connection, "CREATE RULE quiet AS ON INSERT TO changes DO INSTEAD NOTHING")
        assert faults(connection) == ["changes: quiet sits on it, and the desk did not make that"]


def test_verifying_checks_the_guards_too(desk: SmallDesk) -> None:
    on_table = "" if desk.url.startswith("sqlite") else " ON log_head"
    with past_the_program(desk.url) as connection:
        run(connection, f"DROP TRIGGER log_head_not_deleted{on_table}")
        with closing(Session(connection, join_transaction_mode="rollback_only")) as session:
            found = [str(fault) for fault in verify(session, KEY)]
        assert found[-1] == "log_head: its guard log_head_not_deleted is gone"
