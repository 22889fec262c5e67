"""Attacks on the database itself, past the program and its guard: each is found, and a clean record has no fault."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Enum, Row, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from tests.engines import Databases, Kind
from tests.guards import lifted, past_the_program
from tests.small_desk import KEY, SmallDesk, small_desk
from tracker.domain import chance, leaves, merkle
from tracker.domain.faults import Fault
from tracker.models import (
    Base,
    Change,
    Citation,
    Claim,
    Disclosure,
    Event,
    EventSubject,
    LogHead,
    Tag,
)
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger
from tracker.services.verification.reconciliation import NOT_COMPARED, RECORDED

Attack = Callable[[Connection], Any]


def busy_desk(url: str) -> SmallDesk:
    """Return a desk whose log holds nine events, the last ones about the claim."""
    desk = small_desk(url)
    desk.edit("Two.", why="shorter")
    desk.sign_in(desk.ines)
    desk.edit("Three.", by=desk.ada)
    desk.edit("Four.")
    return desk


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = busy_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


def faults(connection: Connection, key: bytes = KEY) -> list[Fault]:
    with closing(Session(connection, join_transaction_mode="rollback_only")) as session:
        return list(verify(session, key))


def after(desk: SmallDesk, attack: Attack) -> list[Fault]:
    with past_the_program(desk.url) as connection:
        with lifted(connection):
            attack(connection)
        return faults(connection)


def seqs(connection: Connection) -> list[int]:
    return list(connection.scalars(select(Event.seq).order_by(Event.seq)))


def renumber(connection: Connection, old: int, new: int) -> None:
    for table in (Event, Change, Disclosure, EventSubject):
        connection.execute(update(table).where(table.seq == old).values(seq=new))


def cut(connection: Connection, *gone: int) -> None:
    for table in (Event, Change, Disclosure, EventSubject):
        connection.execute(delete(table).where(table.seq.in_(gone)))


def edit_a_live_row(connection: Connection) -> None:
    connection.execute(update(Claim).values(statement="Nobody was killed."))


def insert_a_live_row(connection: Connection) -> None:
    connection.execute(insert(Tag).values(id=chance.new_id(), name="made up", folded="made up", rev=1))


def delete_a_live_row(connection: Connection) -> None:
    connection.execute(delete(Citation))


def raise_a_revision(connection: Connection) -> None:
    connection.execute(update(Claim).values(rev=Claim.rev + 1))


def edit_a_value(connection: Connection) -> None:
    row = connection.execute(select(Disclosure).where(Disclosure.fields.contains('"Two."'))).one()
    here = (Disclosure.seq == row.seq) & (Disclosure.position == row.position)
    connection.execute(update(Disclosure).where(here).values(fields=row.fields.replace("Two.", "Too.")))


def erase_the_values(connection: Connection) -> None:
    connection.execute(delete(Disclosure).where(Disclosure.seq == 5, Disclosure.position == 1))


def swap_two_events(connection: Connection) -> None:
    renumber(connection, 2, 1000)
    renumber(connection, 3, 2)
    renumber(connection, 1000, 3)


def delete_a_middle_event(connection: Connection) -> None:
    cut(connection, 6)


def delete_a_middle_event_and_close_the_gap(connection: Connection) -> None:
    """Delete an edit, number the rest anew and rebuild the tree, as somebody can who knows how it is built."""
    cut(connection, 5)
    for seq in seqs(connection)[5:]:
        renumber(connection, seq, seq - 1)
    rebuild_the_tree(connection)


def rebuild_the_tree(connection: Connection, key: bytes = b"not the desk's own") -> None:
    frontier = merkle.Frontier()
    events = connection.execute(select(Event.leaf, Event.at).order_by(Event.seq)).all()
    frontier.extend(merkle.leaf_hash(event.leaf) for event in events)
    head = frontier.to_bytes()
    connection.execute(update(LogHead).values(frontier=head, mac=leaves.head_mac(key, head), at=events[-1].at))


def cut_the_tail(connection: Connection) -> None:
    cut(connection, *seqs(connection)[-2:])


def lose_the_head(connection: Connection) -> None:
    connection.execute(delete(LogHead))


def forge_an_event(connection: Connection) -> None:
    """Append a well-formed event with its row change, in all but the key."""
    forge(connection, key=b"some other key, since that of the desk lies elsewhere")


def forge(connection: Connection, key: bytes) -> None:
    seq, event_id, at = max(seqs(connection)) + 1, chance.new_id(), chance.now()
    claim = connection.execute(select(Claim.id, Claim.rev)).one()
    words = {"about": ["claim", str(claim.id)], "why": "", "detail": {}}
    rows: list[tuple[leaves.Row, dict[str, Any]]] = [
        (leaves.Row("event", event_id, 1, "events", event_id), words),
        (leaves.Row("claim", claim.id, claim.rev + 1, "claims", claim.id), {"statement": "Nobody was killed."}),
    ]
    told = [({name: [chance.new_salt(), value] for name, value in said.items()}, row) for row, said in rows]
    made = [leaves.change_leaf(row, said) for said, row in told]
    leaf = leaves.event_leaf(event_id, at, "person:nobody", "claim.edited", made)
    event = {"seq": seq, "id": event_id, "at": at, "actor": "person:nobody", "action": "claim.edited"}
    about = {"about_kind": "claim", "about_id": claim.id}
    hashes = {"leaf": leaf, "leaf_hash": merkle.leaf_hash(leaf), "mac": leaves.mac(key, leaf)}
    connection.execute(insert(Event).values(**event, **about, **hashes))
    connection.execute(insert(EventSubject).values(kind="claim", thing_id=claim.id, seq=seq))
    for position, ((said, row), change_leaf) in enumerate(zip(told, made, strict=True)):
        place = {"seq": seq, "position": position}
        root = {"root_kind": row.root_kind, "root_id": row.root_id, "rev": row.rev}
        found_by = {**root, "table_name": row.table, "row_id": row.row_id}
        connection.execute(insert(Change).values(**place, **found_by, leaf=change_leaf))
        connection.execute(insert(Disclosure).values(**place, fields=leaves.canonical(said).decode()))
    connection.execute(update(Claim).values(statement="Nobody was killed.", rev=Claim.rev + 1))
    rebuild_the_tree(connection, key)


def replay_an_event(connection: Connection) -> None:
    """Append an old event once more, vouched for as it is; its id must change, since ids are unique."""
    old = connection.execute(select(Event).where(Event.seq == 5)).one()
    again = {**old._mapping, "seq": max(seqs(connection)) + 1, "id": chance.new_id()}
    connection.execute(insert(Event).values(**again))
    rebuild_the_tree(connection)


def hide_an_event_from_a_trail(connection: Connection) -> None:
    connection.execute(delete(EventSubject).where(EventSubject.seq == 5))


ATTACKS: dict[Attack, str] = {
    edit_a_live_row: "the row holds another value than the log",
    insert_a_live_row: "the row is there, and no event made it",
    delete_a_live_row: "the row is gone, and no event says so",
    raise_a_revision: "the row is at revision 5, and the log at 4",
    edit_a_value: "the value kept for statement is not the one that was recorded",
    erase_the_values: "its values are missing, and no redaction is on record",
    swap_two_events: "the tree over the events is not the one that was kept while they were written",
    delete_a_middle_event: "event 6 is missing before this one",
    delete_a_middle_event_and_close_the_gap: "revision 3 stands where 2 is due",
    cut_the_tail: "the log had 9 events, and holds 7 now",
    lose_the_head: "the head of the log is gone",
    forge_an_event: "the leaf is not vouched for by this desk's key",
    replay_an_event: "its own words are not its first change",
    hide_an_event_from_a_trail: "leaves this event out",
}


def test_a_clean_record_has_no_fault_and_is_read_to_the_end(desk: SmallDesk) -> None:
    read = Ledger()
    with closing(desk.database.snapshot()) as session:
        assert list(verify(session, KEY, read)) == []
    assert read.events == 9
    assert read.changes > 20


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_on_the_database_is_found_and_named(desk: SmallDesk, attack: Attack) -> None:
    assert ATTACKS[attack] in "\n".join(map(str, after(desk, attack)))


def test_the_event_that_was_forged_has_no_other_fault_than_its_missing_key(desk: SmallDesk) -> None:
    assert after(desk, lambda connection: forge(connection, KEY)) == []


def test_faults_say_where(desk: SmallDesk) -> None:
    [fault] = after(desk, edit_a_live_row)
    assert (fault.table, fault.row, fault.column) == ("claims", str(desk.claim), "statement")
    [fault] = after(desk, edit_a_value)[:1]
    assert (fault.event, fault.table, fault.column) == (5, "claims", "statement")
    assert str(fault).startswith(f"event 5, claims, {desk.claim}, statement: ")


def test_under_another_key_nothing_is_vouched_for(desk: SmallDesk) -> None:
    with past_the_program(desk.url) as connection:
        assert len(faults(connection, key=b"x" * 32)) == 10


def test_what_is_not_compared_is_a_short_list_with_reasons() -> None:
    compared_otherwise = {column for _, column in NOT_COMPARED}
    assert compared_otherwise == {"email", "password_hash", "rev"}
    assert {pair for pair in NOT_COMPARED if pair[1] != "rev"} == {("users", "email"), ("users", "password_hash")}
    assert all(NOT_COMPARED.values())


@pytest.fixture(scope="module")
def quiet_desk(databases: Databases) -> Iterator[SmallDesk]:
    url = databases.migrated(Kind.SQLITE)
    desk = busy_desk(url)
    yield desk
    desk.database.engine.dispose()
    databases.drop(url)


def other(value: Any) -> Any:
    """Return a value of the same type that differs as little as may be."""
    match value:
        case None:
            return None
        case bool():
            return not value
        case int():
            return value + 1000
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]
        case str():
            return value + " "
        case UUID():
            return UUID(int=value.int ^ 1)
        case datetime():
            return value + timedelta(microseconds=1)
        case list() | dict():
            return [*value, "one more"]
    raise TypeError(type(value))


def cells(connection: Connection, table: Table) -> Iterator[tuple[Row[Any], str]]:
    for row in connection.execute(select(table)).all():
        for column in table.columns:
            closed = isinstance(column.type, Enum)  # Its CHECK refuses what is not in the list.
            if not closed and row._mapping[column.name] is not None and (table.name, column.name) not in NOT_COMPARED:
                yield row, column.name


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_no_cell_of_the_rows_changes_unseen(quiet_desk: SmallDesk, name: str) -> None:
    table = Base.metadata.tables[name]
    unseen = []
    with past_the_program(quiet_desk.url) as connection:
        for row, column in list(cells(connection, table)):
            here = [key == row._mapping[key.name] for key in table.primary_key.columns]
            with lifted(connection):
                connection.execute(update(table).where(*here).values({column: other(row._mapping[column])}))
            if not faults(connection):
                unseen.append((name, column))
            connection.rollback()
    assert unseen == []
