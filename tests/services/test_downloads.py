"""The trail handed out: for people as CSV, and lossless as JSON lines that can be checked without the program."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.small_desk import KEY, SmallDesk, small_desk
from tests.statements import statements
from tracker.domain import leaves, merkle
from tracker.exports.trail_csv import HEAD, trail_csv
from tracker.exports.trail_jsonl import trail_jsonl
from tracker.models import Event, LogHead, User
from tracker.services import history
from tracker.services.history import downloads

DOCS = Path(__file__).parents[2] / "docs/trail-formats.md"
WHOLE = history.Filters()


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


@pytest.fixture
def reading(desk: SmallDesk) -> Iterator[Session]:
    with closing(desk.database.snapshot()) as session:
        yield session


def lines(session: Session, person: User) -> list[dict[str, Any]]:
    events = history.events_of_desk(WHOLE, person=person)
    return [json.loads(line) for line in trail_jsonl(downloads.as_recorded(session, events, person=person))]


def table(session: Session, person: User) -> list[list[str]]:
    events = history.events_of_desk(WHOLE, person=person)
    written = b"".join(trail_csv(downloads.told(session, events, person=person)))
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_for_each_event_as_people_read_it(desk: SmallDesk, reading: Session) -> None:
    desk.edit("At least nineteen people were killed in the attack.", why="The article gives a floor.")
    head, *rows = table(reading, desk.ada)
    assert tuple(head) == HEAD
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "4", "5"]
    assert rows[-1][2:] == [
        "Ines Aldana",
        "claim.edited",
        "Ines Aldana edited claim 1",
        "At least nineteen people were killed in the attack.",
        "The article gives a floor.",
        "Statement: Nineteen people were killed in the attack. → At least nineteen people were killed in the attack.",
    ]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_cell_of_the_csv_is_a_formula(desk: SmallDesk, reading: Session, typed: str) -> None:
    desk.edit(typed, why=typed)
    newest = table(reading, desk.ada)[-1]
    assert newest[6] == f"'{typed.strip()}"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in newest)


def test_json_lines_are_enough_to_build_the_log_anew(desk: SmallDesk, reading: Session) -> None:
    desk.edit("Two.")
    frontier = merkle.Frontier()
    for line in lines(reading, desk.ada):
        told = json.loads(line["leaf"])
        hashes = []
        for change in line["changes"]:
            row = json.loads(change["leaf"])
            kept = {name: leaves.commitment(salt, name, value) for name, (salt, value) in change["disclosed"].items()}
            assert row["columns"] == kept
            hashes.append(merkle.leaf_hash(change["leaf"].encode()))
        assert told["root"] == merkle.root(hashes).hex()
        assert line["leaf_hash"] == merkle.leaf_hash(line["leaf"].encode()).hex()
        assert line["mac"] == leaves.mac(KEY, line["leaf"].encode()).hex()
        frontier.append(bytes.fromhex(line["leaf_hash"]))
    assert reading.scalars(select(LogHead.frontier)).one() == frontier.to_bytes()


def test_each_key_of_a_line_is_documented(desk: SmallDesk, reading: Session) -> None:
    documented = re.findall(r"^\| `(\w+)` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    for line in lines(reading, desk.ada):
        assert list(line) == documented
        assert all(change.keys() == {"leaf", "disclosed"} for change in line["changes"])


def test_what_a_person_may_not_see_is_neither_handed_out(desk: SmallDesk, reading: Session) -> None:
    desk.sign_in(desk.ada)
    everything = lines(reading, desk.ada)
    to_ines = lines(reading, desk.ines)
    assert [line["seq"] for line in everything] == [0, 1, 2, 3, 4, 5]
    assert [line["seq"] for line in to_ines] == [1, 2, 3, 4]
    assert not any("Ada Admin" in json.dumps(change["disclosed"]) for line in to_ines for change in line["changes"])


def test_statements_grow_with_batches_and_not_with_events(desk: SmallDesk) -> None:
    for number in range(50):
        desk.edit(f"Statement {number}.")
    with closing(desk.database.snapshot()) as session, statements(desk.database.engine) as sent:
        assert len(lines(session, desk.ada)) == 55
    assert len(sent) <= 5


def test_a_download_is_recorded_with_its_form_and_its_filters(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        downloads.note(session, form="csv", about=None, by=desk.ines, kind="claim")
        session.commit()
    newest = history.of_desk(reading, WHOLE, person=desk.ines).rows[0]
    assert newest.text == "Ines Aldana downloaded the audit trail"
    assert {one.label: one.after for one in newest.differences} == {"Format": "csv", "Kind": "claim"}
    assert reading.scalars(select(Event.about_id).where(Event.seq == newest.seq)).one() is None
