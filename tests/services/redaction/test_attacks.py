"""Nothing goes without an approved withholding on record, and no more than that names; its door opens for nobody."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tests.annotating import KEY
from tests.guards import lifted, past_the_program
from tests.withholding import NAME, Withholding, withholding_at
from tracker.db import UnrecordedChange
from tracker.domain import leaves
from tracker.domain.faults import Fault
from tracker.domain.withholding import MASK, everything, masked
from tracker.models import Change, Disclosure, RedactionField, Snapshot
from tracker.services.verification import verify

Fields = dict[str, Any]


@pytest.fixture
def desk(engine_url: str) -> Iterator[Withholding]:
    with withholding_at(engine_url) as desk:
        article = desk.take_in(f"The court heard that {NAME} had fled.".encode(), "court.txt", "In court")
        desk.claim(article, f"{NAME} had fled.", f"{NAME} had fled")
        desk.withhold(NAME)
        yield desk


def place_of(desk: Withholding, table: str, column: str, *, newest: bool = False) -> tuple[int, int]:
    """Return where the log tells a column, first or last."""
    told = select(Change.seq, Change.position).join(
        Disclosure, (Disclosure.seq == Change.seq) & (Disclosure.position == Change.position)
    )
    query = told.where(Change.table_name == table, Disclosure.fields.contains(f'"{column}":')).order_by(Change.seq)
    rows = desk.session.execute(query).all()
    row = rows[-1 if newest else 0]
    return row.seq, row.position


def rewritten(desk: Withholding, url: str, place: tuple[int, int], change: Callable[[Fields], object]) -> list[Fault]:
    """Rewrite what the log discloses at a place, past the program, and return the faults of the record."""
    desk.session.close()
    here = (Disclosure.seq == place[0], Disclosure.position == place[1])
    with past_the_program(url) as connection:
        fields = json.loads(connection.scalars(select(Disclosure.fields).where(*here)).one())
        change(fields)
        with lifted(connection):
            connection.execute(update(Disclosure).where(*here).values(fields=leaves.canonical(fields).decode()))
        with closing(Session(connection, join_transaction_mode="rollback_only")) as session:
            return list(verify(session, KEY))


def test_a_value_that_is_erased_without_a_withholding_is_a_fault(desk: Withholding, engine_url: str) -> None:
    def erase(fields: Fields) -> None:
        fields["title"] = [1, masked(fields["title"][1], everything(fields["title"][1]))]

    fault, in_the_row = rewritten(desk, engine_url, place_of(desk, "articles", "title"), erase)
    assert (fault.table, fault.column) == (in_the_row.table, in_the_row.column) == ("articles", "title")
    assert "no withholding on record names it" in fault.what


def test_more_than_the_withholding_took_is_a_fault(desk: Withholding, engine_url: str) -> None:
    def take_more(fields: Fields) -> None:
        fields["statement"] = [1, MASK * len(fields["statement"][1])]

    [fault] = rewritten(desk, engine_url, place_of(desk, "claims", "statement"), take_more)
    assert "not what the withholding on record left" in fault.what


def test_another_number_than_that_of_the_withholding_is_a_fault(desk: Withholding, engine_url: str) -> None:
    def renumber(fields: Fields) -> None:
        fields["statement"][0] = 2

    assert len(rewritten(desk, engine_url, place_of(desk, "claims", "statement"), renumber)) == 1


def test_a_column_that_is_left_out_whole_is_a_fault(desk: Withholding, engine_url: str) -> None:
    faults = rewritten(desk, engine_url, place_of(desk, "claims", "statement"), lambda fields: fields.pop("statement"))
    assert "statement" in {fault.column for fault in faults}


def test_a_value_that_is_there_again_is_a_fault(desk: Withholding, engine_url: str) -> None:
    def put_back(fields: Fields) -> None:
        fields["statement"] = ["5f" * 16, f"{NAME} had fled."]

    faults = rewritten(desk, engine_url, place_of(desk, "claims", "statement"), put_back)
    assert any("though withholding 1 took it" in fault.what for fault in faults)


def test_a_withholding_that_names_more_than_was_approved_is_a_fault(desk: Withholding, engine_url: str) -> None:
    """Whoever rewrites what was approved contradicts the leaf of the approval."""
    place = place_of(desk, "redaction_fields", "copies", newest=True)
    faults = rewritten(desk, engine_url, place, lambda fields: fields["copies"][1].append([0, 0, [], "00"]))
    assert ("redaction_fields", "copies") in {(fault.table, fault.column) for fault in faults}


def test_asking_alone_excuses_nothing(desk: Withholding, engine_url: str) -> None:
    desk.ask("The court heard")
    place = place_of(desk, "snapshots", "text", newest=True)

    def erase(fields: Fields) -> None:
        fields["text"] = [2, MASK * len(fields["text"][1])]

    faults = rewritten(desk, engine_url, place, erase)
    assert any("no withholding on record names it" in fault.what for fault in faults)


def test_a_mask_that_is_lifted_from_a_row_alone_is_found(desk: Withholding, engine_url: str) -> None:
    desk.session.close()
    with past_the_program(engine_url) as connection:
        connection.execute(text("UPDATE claims SET statement = 'Somebody had fled.'"))
        with closing(Session(connection, join_transaction_mode="rollback_only")) as session:
            [fault] = verify(session, KEY)
    assert (fault.table, fault.column) == ("claims", "statement")


def test_outside_the_one_door_nothing_written_once_changes_and_nothing_is_erased(desk: Withholding) -> None:
    session = desk.session
    snapshot = session.scalars(select(Snapshot)).one()
    snapshot.text = MASK
    with pytest.raises(UnrecordedChange, match="written once"):
        session.flush()
    session.rollback()
    with pytest.raises(UnrecordedChange, match="by the append"):
        session.execute(update(Disclosure).where(Disclosure.seq == 0, Disclosure.position == 0).values(fields="{}"))
    session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosures SET fields = '{}'",
        "UPDATE disclosures SET seq = 9 WHERE seq = 0",
        "DELETE FROM disclosures",
        "INSERT INTO disclosures (seq, position, fields) VALUES (999, 0, '{}')",
        "UPDATE events SET action = 'claim.edited'",
    ],
)
def test_the_door_lets_through_the_erasing_of_one_change_s_values_alone(desk: Withholding, statement: str) -> None:
    with desk.session.info["overwriting"](), pytest.raises(UnrecordedChange):
        desk.session.execute(text(statement))
    desk.session.rollback()


def test_nothing_written_once_is_deleted_through_the_door(desk: Withholding) -> None:
    session = desk.session
    with pytest.raises(UnrecordedChange, match="written once"), session.info["overwriting"]():
        session.delete(session.scalars(select(Snapshot)).one())
    session.rollback()


def test_the_fields_of_an_approved_withholding_are_all_told_by_the_log(desk: Withholding) -> None:
    listed = desk.session.scalars(select(RedactionField)).all()
    assert all(copy[3] for field in listed for copy in field.copies)
