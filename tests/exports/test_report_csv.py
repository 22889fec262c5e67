"""The report as a table: one row a claim, and nothing that runs."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from tests.report_desk import SCRIPT
from tracker.domain.reports import Report
from tracker.exports import report_csv


@pytest.fixture
def rows(report: Report) -> dict[str, dict[str, str]]:
    text = b"".join(report_csv.write(report)).decode("utf-8-sig")
    return {row["claim"]: row for row in csv.DictReader(StringIO(text, newline=""))}


def test_each_claim_has_one_row_and_those_not_checked_come_last(rows: dict[str, dict[str, str]]) -> None:
    assert list(rows) == ["2", "4", "1", "3", "5"]
    assert rows["5"]["stage"] == "not to check"
    assert {name for name, cell in rows["5"].items() if cell} == {"as_of_event", "claim", "statement", "stage"}


def test_a_statement_that_is_a_formula_is_text(rows: dict[str, dict[str, str]]) -> None:
    assert rows["4"]["statement"] == "'" + SCRIPT
    assert rows["4"]["enquiries"] == "'-2 days of port records [found nothing]"


def test_a_row_tells_the_verdict_the_quote_and_the_trail(rows: dict[str, dict[str, str]]) -> None:
    row = rows["1"]
    assert (row["verdict"], row["rating"], row["reason"]) == ("Unproven", "", "We call it unproven.")
    assert (row["quote"], row["lost"], row["hedge"]) == ("put the dead at nineteen", "no", "put")
    assert row["trail"] == "The Coast Road ← FARS ← سبوتنيك عربي"
    assert (row["independent_origins"], row["named_origins"], row["steps"], row["steps_read"]) == ("0", "0", "2", "1")
    assert row["origins"].startswith("0 independent · 1 named trail end (\u2068سبوتنيك عربي\u2069, ")
    assert row["did_they_say_it"] == "FARS: yes\nسبوتنيك عربي: could not obtain"
    assert row["assessments"] == "reviewer 1: Unproven. I find it unproven."


def test_overrides_one_person_and_lost_quotes_are_told(rows: dict[str, dict[str, str]]) -> None:
    assert rows["2"]["override"] == "The picture is beyond doubt."
    assert (rows["2"]["one_person"], rows["3"]["one_person"]) == ("no", "yes")
    assert (rows["2"]["lost"], rows["3"]["lost"]) == ("no", "yes")
    assert rows["2"]["evidence_for"] == "Satellite picture https://sky.example/1 (direct)"


def test_every_column_is_explained_in_its_order() -> None:
    told = (Path(__file__).parents[2] / "docs/formats.md").read_text("utf-8")
    table = told.partition("## CSV")[2].partition("\n## ")[0]
    named = [name for line in table.splitlines() if line.startswith("| `") for name in first_cell(line)]
    assert named == list(report_csv.COLUMNS)


def first_cell(line: str) -> list[str]:
    return re.findall(r"`(\w+)`", line.split("|")[1])
