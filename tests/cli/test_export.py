"""Reports from the command line: written to a file, on record with its hash, refused in plain words."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Tell
from tests.report_desk import KEY, ReportDesk
from tests.whole_reports import without_things
from tracker.db import Database, schema
from tracker.domain.actions import Action
from tracker.models import Claim, Disclosure, Event
from tracker.services.record import record

KEYS = {"SECRET_KEY": "signs forms " * 4, "LOG_KEY": KEY.decode(), "SEAL_KEY": "signs seals " * 4}


@pytest.fixture(autouse=True)
def desk(environment: dict[str, str]) -> Iterator[ReportDesk]:
    schema.upgrade(environment["DATABASE_URL"])
    database = Database(environment["DATABASE_URL"], KEY)
    yield ReportDesk(database).fill()
    database.engine.dispose()


@pytest.fixture
def export(tell: Tell) -> Tell:
    return partial(tell, "export", **KEYS)


def departures(desk: ReportDesk) -> list[dict[str, object]]:
    with closing(desk.database.reading()) as session:
        query = select(Disclosure.fields).join(Event, Event.seq == Disclosure.seq)
        query = query.where(Event.action == Action.REPORT_EXPORTED.value, Disclosure.position == 0)
        return [json.loads(fields)["detail"][1] for fields in session.scalars(query)]


def test_a_report_is_written_and_recorded_with_the_hash_of_its_file(
    export: Tell, desk: ReportDesk, tmp_path: Path
) -> None:
    target = tmp_path / "report.json"
    done = export("--article", "1", str(target), "--as", "ines")
    assert done.exit_code == 0, done.output
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert done.output == f"{target}: 4 claims, {target.stat().st_size:,} bytes, SHA-256 {digest}\n"
    assert departures(desk) == [{"scope": "article=1", "format": "json", "claims": 4, "sha256": digest}]
    assert json.loads(target.read_bytes())["schema"] == "tracker-report/1"


def test_a_filter_chooses_as_the_address_of_the_list_does(export: Tell, desk: ReportDesk, tmp_path: Path) -> None:
    target = tmp_path / "decided.txt"
    done = export("--filter", "stage=decided&source=FARS", "--format", "csv", str(target), "--as", "ines")
    assert done.exit_code == 0, done.output
    assert departures(desk)[0]["scope"] == "stage=decided&source=2"
    assert departures(desk)[0]["claims"] == 1


def test_the_same_report_comes_from_the_command_and_from_the_services_twice(export: Tell, tmp_path: Path) -> None:
    first, second = tmp_path / "one.html", tmp_path / "two.csv"
    assert export("--article", "1", str(first), "--as", "ines").exit_code == 0
    assert export("--article", "1", str(second), "--as", "ines").exit_code == 0
    assert first.read_bytes().startswith(b"<!doctype html>")
    assert second.read_bytes().startswith(b"\xef\xbb\xbfas_of_event,")


def test_as_of_an_earlier_change_the_same_bytes_are_written_as_then(
    export: Tell, desk: ReportDesk, tmp_path: Path
) -> None:
    then, now, again = (tmp_path / name for name in ("then.json", "now.json", "again.json"))
    assert export("--filter", "", str(then), "--as", "ines").exit_code == 0
    with closing(desk.database.writing()) as session:
        claim = session.scalars(select(Claim).order_by(Claim.number).limit(1)).one()
        claim.statement = "It was not so."
        record(session, Action.CLAIM_EDITED, about=claim, by=desk.ellen)
        session.commit()
        at = session.scalars(select(Event.seq).where(Event.action == Action.REPORT_EXPORTED.value)).one() - 1
    assert export("--filter", "", str(now), "--as", "ines").exit_code == 0
    done = export("--filter", "", str(again), "--as-of", str(at), "--as", "ines")
    assert done.exit_code == 0, done.output
    assert again.read_bytes() == without_things(then.read_bytes()) != without_things(now.read_bytes())
    assert [departure.get("as_of") for departure in departures(desk)] == [None, None, at]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--article", "1", "r.json"), "Say in whose name: add --as USER, a sign-in name of this desk."),
        (("r.json", "--as", "ines"), "Say what to report on: --article NUMBER, or --filter"),
        (("--article", "1", "--filter", "", "r.json", "--as", "ines"), "Say what to report on: --article NUMBER"),
        (("--article", "1", "r.odt", "--as", "ines"), "Say in which format: --format html, pdf"),
        (("--article", "99", "r.json", "--as", "ines"), "no article 99"),
        (("--filter", "stage=nonsense", "r.json", "--as", "ines"), "There is no “nonsense” to filter by"),
        (
            ("--filter", "", "--as-of", "soon", "r.json", "--as", "ines"),
            "“soon” cannot be read as a change or a moment",
        ),
        (("--article", "1", "--as-of", "0", "r.json", "--as", "ines"), "did not know of article 1 yet"),
    ],
)
def test_a_refusal_is_said_and_nothing_is_written_or_recorded(
    export: Tell, desk: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = export(*words)
    assert done.exit_code == 1
    assert said in done.output
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("r.")] == []
    assert departures(desk) == []


def test_a_file_that_cannot_be_written_is_not_on_record(export: Tell, desk: ReportDesk, tmp_path: Path) -> None:
    done = export("--article", "1", str(tmp_path / "nowhere" / "report.json"), "--as", "ines")
    assert done.exit_code != 0
    assert "nowhere" in done.output
    assert departures(desk) == []
