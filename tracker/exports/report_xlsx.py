"""A report as an XLSX workbook: a sheet for each table, with typed cells and filters; nothing in it is a formula.

Rows go to disk as they are written, so that a workbook of any length takes the same memory.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.domain.reports import Report
from tracker.exports.tables import TABLES, Table, rows
from tracker.exports.tables.cells import Row, Value, utc

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
_CUT = " … (cut: longer than a cell holds)"
_FIRST_DAY = date(1900, 1, 1)
_CHUNK = 1 << 16
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {
    **dict.fromkeys(("statement", "quote", "before", "after", "reason", "words", "sentence", "excerpt"), 60),
    **dict.fromkeys(("title", "address", "origins", "answer", "note", "why", "gate", "translation"), 40),
    **dict.fromkeys(("claim", "source", "owner", "article", "version", "depth", "rating", "event"), 8),
}


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as XLSX, walking its claims once."""
    with tempfile.TemporaryDirectory(prefix="tracker-xlsx-") as folder:
        file = Path(folder) / "report.xlsx"
        with Workbook(file, _OPTIONS | {"tmpdir": folder}) as workbook:
            _fill(workbook, report)
        with file.open("rb") as written:
            while chunk := written.read(_CHUNK):
                yield chunk


def _fill(workbook: Workbook, report: Report) -> None:
    # A workbook says when it was made; to be the same each time, it says up to when it tells.
    at = report.log.at or datetime(1970, 1, 1, tzinfo=UTC)
    workbook.set_properties({"title": report.title, "author": report.desk.name, "created": utc(at)})
    _about(workbook, report)
    formats = _Formats(workbook)
    sheets = {name: _Sheet(workbook, table, formats) for name, table in TABLES.items()}
    for name, row in rows(report):
        sheets[name].add(row)
    for sheet in sheets.values():
        sheet.close()


def _about(workbook: Workbook, report: Report) -> None:
    sheet = workbook.add_worksheet("report")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    told = {
        "title": report.title,
        "desk": report.desk.name,
        "corrections to": report.desk.contact or report.desk.address,
        "claims": str(report.claim_count),
        "as of event": "" if report.log.last is None else str(report.log.last),
        "recorded at (UTC)": report.log.at.astimezone(UTC).isoformat(timespec="seconds") if report.log.at else "",
        "root of the record": report.log.root,
        "edition": f"report {report.edition.number}, version {report.edition.version}" if report.edition else "",
        "corrections": "\n".join(one.words for one in report.corrections),
    }
    for row, (name, value) in enumerate(told.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, _fitting(value))


class _Formats:
    """How cells of a kind look."""

    def __init__(self, workbook: Workbook) -> None:
        self.head = workbook.add_format({"bold": True, "bottom": 1})
        self.text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.plain = workbook.add_format({"valign": "top"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})


class _Sheet:
    """A table in the workbook, which goes on in another sheet where one is full."""

    def __init__(self, workbook: Workbook, table: Table, formats: _Formats) -> None:
        self._workbook, self._table, self._formats = workbook, table, formats
        self._sheets = 0
        self._sheet, self._row = self._begun(), 0

    def add(self, row: Row) -> None:
        """Write a row."""
        if self._row + 1 >= MOST_ROWS:
            self.close()
            self._sheet, self._row = self._begun(), 0
        self._row += 1
        for column, name in enumerate(self._table.columns):
            self._write(column, row.get(name))

    def close(self) -> None:
        """Let the sheet be filtered by what stands in it."""
        self._sheet.autofilter(0, 0, self._row, len(self._table.columns) - 1)

    def _begun(self) -> Worksheet:
        self._sheets += 1
        name = self._table.name if self._sheets == 1 else f"{self._table.name} {self._sheets}"
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(self._table.columns):
            sheet.set_column(column, column, _WIDTHS.get(title, 16))
            sheet.write_string(0, column, title, self._formats.head)
        return sheet

    def _write(self, column: int, value: Value) -> None:
        place: Any = (self._row, column)
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(*place, value, self._formats.plain)
        elif isinstance(value, int):
            self._sheet.write_number(*place, value, self._formats.plain)
        elif isinstance(value, datetime):
            self._sheet.write_datetime(*place, utc(value), self._formats.moment)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            self._sheet.write_datetime(*place, value, self._formats.day)
        else:
            self._sheet.write_string(*place, _fitting(str(value)), self._formats.text)


def _fitting(text: str) -> str:
    """Return a text as a cell holds it; a longer one says that it is cut. Sheets count UTF-16 units."""
    if len(text) * 2 <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")[: (LONGEST_TEXT - len(_CUT)) * 2]
    return units.decode("utf-16-le", "ignore") + _CUT
