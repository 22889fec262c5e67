"""The report as tables, in a workbook and as CSV: typed, whole, and without anything that runs."""

import csv
import hashlib
import io
import re
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.many_claims import long_report
from tests.report_desk import SCRIPT
from tracker.domain.reports import Report
from tracker.domain.reports.ends import walk
from tracker.exports import prov_json, report_csv, report_jsonl, report_tables, report_xlsx
from tracker.exports.tables import TABLES, rows

Rows = dict[str, list[dict[str, Any]]]
Writer = Callable[[Report], Iterator[bytes]]


def workbook(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(report_xlsx.write(report))))


def sheets(report: Report) -> Rows:
    """Return the rows of each sheet as somebody else's reader has them."""
    found: Rows = {}
    for sheet in workbook(report).worksheets[1:]:
        names, *others = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(names, row, strict=True)) for row in others]
    return found


def csvs(report: Report) -> Rows:
    with ZipFile(io.BytesIO(b"".join(report_tables.write(report)))) as packed:
        assert packed.testzip() is None
        files = {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in files.items()
    }


@pytest.fixture(scope="module")
def told(report: Report) -> Rows:
    return sheets(report)


def test_each_table_has_a_row_for_each_thing(report: Report, told: Rows) -> None:
    claims = list(report.claims)
    quotes = [quote for claim in claims for quote in claim.quotes]
    counted = {
        "claims": len(claims),
        "places": len(quotes),
        "steps": sum(1 for quote in quotes for _ in walk(quote.trail)),
        "sources": len({source.number for claim in claims for source in claim.sources}),
        "owners": 1,
        "evidence": sum(len(claim.evidence) for claim in claims),
        "searches": sum(len(claim.enquiries) for claim in claims),
        "assessments": sum(len(claim.assessments) for claim in claims),
        "decisions": sum(len(claim.decisions) for claim in claims),
        "events": sum(len(claim.events) for claim in claims),
        "not_checked": 1,
    }
    assert {name: len(found) for name, found in told.items()} == counted
    assert {name: len(found) for name, found in csvs(report).items()} == counted


def test_every_row_has_the_columns_of_its_table_and_no_other(report: Report) -> None:
    for name, row in rows(report):
        assert set(row) == set(TABLES[name].columns), name


def test_cells_have_types(told: Rows) -> None:
    [claim] = [row for row in told["claims"] if row["claim"] == 2]
    assert (claim["rating"], claim["one_person"]) == (5, False)
    assert claim["verdict_as_of"] == datetime(2026, 11, 20)  # noqa: DTZ001 - a day in a cell has no zone.
    assert isinstance(claim["decided_at"], datetime)
    [owner] = told["owners"]
    assert (owner["since"], owner["until"]) == ("2013", None)


def test_nothing_is_a_formula_a_link_or_a_number_that_was_typed_as_text(report: Report) -> None:
    first, *others = report.claims
    for typed in ("=1+1", "+1", "@SUM(A1)", "12", "1e5", "http://evil.example", "{=1+1}", "\t=1"):
        claim = replace(first, statement=typed)
        book = workbook(replace(report, claims=(claim, *others), title=typed))
        assert sheets(replace(report, claims=(claim, *others)))["claims"][0]["statement"] == typed
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
        assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_in_csv_what_could_be_a_formula_has_an_apostrophe(report: Report) -> None:
    found = csvs(report)
    assert {row["statement"] for row in found["claims"]} >= {"'" + SCRIPT}
    assert found["searches"][0]["words"].startswith("'-2 days")
    assert found["claims"][0]["one_person"] == "no"
    assert re.fullmatch(r"2026-11-20T08:\d\d:\d\dZ", found["claims"][0]["decided_at"])


def test_a_step_names_the_one_that_has_it_from_there(told: Rows) -> None:
    near, far = (row for row in told["steps"] if row["claim"] == 1)
    assert (near["name"], near["depth"], near["nearer_step_id"]) == ("FARS", 1, None)
    assert (far["name"], far["depth"], far["nearer_step_id"]) == ("سبوتنيك عربي", 2, near["step_id"])


def test_every_sheet_is_filtered_and_its_head_stays(report: Report) -> None:
    for sheet in workbook(report).worksheets[1:]:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"


def test_a_text_longer_than_a_cell_says_that_it_is_cut(report: Report) -> None:
    first = next(iter(report.claims))
    long = replace(first, statement="🤷" * 20_000)
    [row, *_] = sheets(replace(report, claims=(long,)))["claims"]
    assert row["statement"].endswith("(cut: longer than a cell holds)")
    assert len(row["statement"].encode("utf-16-le")) // 2 <= report_xlsx.LONGEST_TEXT


def test_a_table_too_long_for_a_sheet_goes_on_in_another(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_xlsx, "MOST_ROWS", 3)
    told = sheets(report)
    assert [name for name in told if name.startswith("claims")] == ["claims", "claims 2"]
    assert [row["claim"] for name in ("claims", "claims 2") for row in told[name]] == [2, 4, 1, 3]


@pytest.mark.parametrize("write", [report_xlsx.write, report_tables.write, report_jsonl.write, prov_json.write])
def test_the_same_report_makes_the_same_bytes(report: Report, write: Writer) -> None:
    assert hashlib.sha256(b"".join(write(report))).digest() == hashlib.sha256(b"".join(write(report))).digest()


@pytest.mark.parametrize("write", [report_xlsx.write, report_tables.write, report_csv.write])
def test_a_long_report_takes_no_more_memory(report: Report, write: Writer) -> None:
    peak(write, long_report(report, 20))
    short, long = (peak(write, long_report(report, claims)) for claims in (600, 2400))
    assert long < short * 1.5 + 400_000


def peak(write: Writer, report: Report) -> int:
    tracemalloc.start()
    try:
        for _ in write(report):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_every_table_is_explained_with_its_columns_in_order() -> None:
    section = (Path(__file__).parents[2] / "docs/formats.md").read_text("utf-8").partition("## Tables")[2]
    lines = [line.split("|") for line in section.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    named = {line[1].strip(" `"): tuple(re.findall(r"`(\w+)`", line[2])) for line in lines}
    assert named == {name: table.columns for name, table in TABLES.items()}
