"""No bit of the record is flipped unseen: whichever it is, in the log, its seals or what is derived from it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from benchmarks import dated
from tests.flips import cells
from tests.guards import lifted, past_the_program
from tests.small_desk import KEY
from tracker.db import LOG_TABLES, Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.vocabulary import Means, SourceKind
from tracker.models import Base, Claim, Source, SourceName, User
from tracker.services.checkpoints import handovers, keys, tree
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.record import record
from tracker.services.verification import guards, verify

SETUP = Program("setup")
TABLES = sorted({*LOG_TABLES, "log_head", "tree_nodes", "event_subjects", "counters", "checkpoint_keys", "handovers"})
CANNOT_MATTER = {
    ("checkpoints", "at"): "nothing reads it: what a page says of moments is taken from the events",
}
"""Columns in which a flip is not found, each with the reason."""

FEW = {"sqlite": 59, "postgresql": 601}
MANY = {"sqlite": 1, "postgresql": 7}
"""One in how many bits is flipped; odd, so that each of the eight of a byte has its turn."""

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
RESULTS = ("found", "refused", "unseen")

Came = Counter[tuple[str, str, str]]
"""Flips by table, column and what came of them."""


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nodes of the tree be kept from two events on, and guards, which are taken off here, be no fault."""
    monkeypatch.setattr(tree, "LEVEL", 1)
    monkeypatch.setattr(tree, "BLOCK", 2)
    monkeypatch.setattr(guards, "check", lambda session: iter(()))


@pytest.fixture
def connection(engine_url: str, tmp_path: Path) -> Iterator[Connection]:
    """Return a connection past the program to a desk with little on it, but something in every column."""
    _lay_out(Database(engine_url, KEY), tmp_path)
    with past_the_program(engine_url) as connection, lifted(connection):
        # Each flip is rolled back whole: ten thousand savepoints would leave PostgreSQL no room for locks.
        connection.commit()
        yield connection
        connection.rollback()


def _lay_out(database: Database, home: Path) -> None:
    """Let a source come, lose a name, and be handed over under a seal; then change the key, and write a claim."""
    first, second = (Sealer(database.sealing, KEY, secret, home) for secret in (b"first", b"second"))
    with closing(database.writing()) as session:
        keys.put_on_record(session, first.signer, origin="desk.example/log", by=SETUP)
        ada = User(
            login="ada", login_folded="ada", name="Ada", role=Role.ADMIN, password_hash="", created_at=chance.now()
        )
        source = Source(name="FARS", source_kind=SourceKind.AGENCY, created_at=chance.now())
        name = SourceName(source=source, name="Fars", folded="fars")
        session.add_all([ada, source, name])
        record(session, Action.SOURCE_ADDED, about=source, by=SETUP)
        session.delete(name)
        record(session, Action.SOURCE_EDITED, about=source, why="a slip", by=ada)
        session.commit()
        note = first.seal()
        assert note is not None
        handovers.hand_over(session, note, means=Means.FILE, holder="Partner desk", by=ada)
        keys.put_on_record(session, second.signer, origin="", by=ada)
        session.commit()
    first.rotate(b"second")
    with closing(database.writing()) as session:
        claim = Claim(statement="“Nobody” was there.", created_at=chance.now(), created_by=ada)
        session.add(claim)
        record(session, Action.CLAIM_ANNOTATED, about=claim, by=ada)
        session.commit()
    second.seal()
    database.engine.dispose()


def is_seen(connection: Connection) -> bool:
    session = Session(connection, join_transaction_mode="rollback_only")
    with closing(session), closing(verify(session, KEY)) as faults:
        return next(faults, None) is not None


def flip(connection: Connection, step: int) -> Came:
    """Flip one in so many bits of what the tables hold, each by itself, and count by column what came of it."""
    came, at = Came(), 0
    for cell in [cell for table in TABLES for cell in cells(connection, table)]:
        for bit in range(-at % step, cell.bits, step):
            taken = cell.flip(connection, bit)
            what = "refused" if not taken else "found" if is_seen(connection) else "unseen"
            came[cell.column.table.name, cell.column.name, what] += 1
            connection.rollback()
        at += cell.bits
    return came


def unseen(came: Came) -> set[tuple[str, str]]:
    return {(table, column) for table, column, what in came if what == "unseen"}


def test_the_desk_has_no_fault_and_something_in_every_column(connection: Connection) -> None:
    assert not is_seen(connection)
    held = {(cell.column.table.name, cell.column.name) for table in TABLES for cell in cells(connection, table)}
    assert held == {(table, column.name) for table in TABLES for column in Base.metadata.tables[table].columns}


def test_flipped_bits_all_over_the_record_are_found(connection: Connection) -> None:
    came = flip(connection, FEW[connection.dialect.name])
    assert unseen(came) <= CANNOT_MATTER.keys()


def test_a_seal_whose_size_is_below_nothing_is_found(connection: Connection) -> None:
    sizes = [cell for cell in cells(connection, "checkpoints") if cell.column.name == "size"]
    for cell in sizes:
        assert cell.flip(connection, cell.bits - 1)
        assert is_seen(connection)
        connection.rollback()
    assert sizes


@pytest.mark.slow
def test_every_flipped_bit_of_the_record_is_found(connection: Connection) -> None:
    engine, step = connection.dialect.name, MANY[connection.dialect.name]
    came = flip(connection, step)
    assert unseen(came) == CANNOT_MATTER.keys()
    dated.write(f"flips-{engine}", f"Flipped bits on {NAMES[engine]}", _told(came, step))


def _told(came: Came, step: int) -> list[str]:
    which = "Every bit" if step == 1 else f"One in {step} bits"
    rows = [
        f"| {table} | {column} | {' | '.join(f'{came[table, column, what]:,}' for what in RESULTS)} |"
        for table, column in sorted({(table, column) for table, column, _ in came})
    ]
    return [
        f"{which} of every value that a small log holds, its seals, and what is derived from it was flipped, one at "
        f"a time, past the program and its guards: {came.total():,} flips. *refused* are those that the engine itself "
        "does not take: two rows under one key, a word that is not on a closed list, a number or a text that it cannot "
        "hold. `make slow` runs it.",
        "",
        f"| table | column | {' | '.join(RESULTS)} |",
        "|---|---|---|---|---|",
        *rows,
        "",
        *(f"Unseen in `{table}.{column}`: {why}." for (table, column), why in CANNOT_MATTER.items()),
    ]
