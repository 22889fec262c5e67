"""Tables of claims: whatever separator, charset or workbook, read row by row, and refused where they are none."""

import csv
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tracker import ingest
from tracker.domain.errors import Refusal, TooLarge
from tracker.ingest import lists
from tracker.ingest.lists import ListForm, columns, tables

HEADINGS = ["Claim", "Verdict", "Speaker", "Claim date", "URL"]
ROW = ["The depot was hit", "Falso", "Lena Marsh", "2026-11-18", "https://checks.example/1"]


def workbook(*rows: Sequence[object]) -> bytes:
    """Return a workbook of rows."""
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def read(content: bytes, filename: str) -> list[lists.Entry]:
    """Return the entries of a table by the mapping that its headings propose."""
    assert lists.recognise(content, filename) is ListForm.TABLE
    mapped = columns.guess(lists.headings(content))
    return list(lists.entries(content, ListForm.TABLE, mapped=mapped))


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (",".join(HEADINGS) + "\n" + ",".join(ROW), "a.csv"),
        ("sep=;\n" + ";".join(HEADINGS) + "\r\n" + ";".join(ROW), "a.csv"),
        ("\t".join(HEADINGS) + "\n" + "\t".join(ROW), "a.tsv"),
        ("\ufeff" + "|".join(HEADINGS) + "\n\n" + "|".join(ROW), "list"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_tables_are_read_whatever_separates_their_cells(content: str, filename: str, charset: str) -> None:
    (entry,) = read(content.encode(charset), filename)
    said = entry.reviewed
    assert said is not None
    assert (said.claim, said.verdict.words, said.said_by[0].name) == ("The depot was hit", "Falso", "Lena Marsh")
    assert (said.said_on, said.address) == ("2026-11-18", "https://checks.example/1")
    assert entry.text[entry.start :].startswith("The depot was hit")
    assert ingest.read(entry.content, media_type=entry.media_type).text == entry.text


def test_a_workbook_is_read_with_its_days_numbers_and_formulas() -> None:
    rows: list[list[object]] = [
        ["Claim", "Rating value", "Date", "Claim date"],
        ["It fell", 1, datetime.fromisoformat("2026-11-18T14:30"), date(2026, 11, 17)],
        ["It rose", 2.5, 46000, "=1+1"],
        [None, None, None, None],
        [None, "3", None, None],
    ]
    found = read(workbook(*rows), "claims.xlsx")
    assert [one.place for one in found] == ["row 2", "row 3", "row 5"]
    first, second = (one.reviewed for one in found[:2])
    assert first is not None
    assert second is not None
    assert (first.verdict.number, first.published, first.said_on) == ("1", "2026-11-18", "2026-11-17")
    assert (second.verdict.number, second.published, second.said_on) == ("2.5", "2025-12-09", "")
    assert "as spreadsheets count days" in " ".join(second.odd)
    assert "no claim in this row" in found[2].refused


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(90):
                part.write(bytes(1_000_000))
    assert len(kept.getvalue()) < 200_000
    with pytest.raises(TooLarge, match="once it is unpacked"):
        read(kept.getvalue(), "bomb.xlsx")
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(TooLarge, match="more than 2 rows"):
        read("\n".join(["Claim,Verdict", *["It fell,False"] * 3]).encode(), "a.csv")


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_workbook_is_refused_and_never_fails(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        list(lists.entries(bytes(content), ListForm.TABLE, mapped={"claim": 0}))


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(), min_size=1, max_size=6), min_size=1, max_size=5))
def test_whatever_stands_in_a_table_each_row_is_read_or_refused(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    try:
        found = list(lists.entries(written.getvalue().encode("utf-8", "replace"), ListForm.TABLE, mapped={"claim": 0}))
    except Refusal:
        return
    for entry in found:
        if entry.reviewed is not None:
            assert entry.text[entry.start : entry.start + len(entry.reviewed.claim)] == entry.reviewed.claim


WHOLE = workbook(HEADINGS, ROW)
