"""Tables of claims: CSV with whatever separator and charset, and XLSX, each read row by row."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from tracker.domain.errors import Refusal, TooLarge, Unreadable
from tracker.ingest import charsets
from tracker.ingest.lists.understanding import texts

MOST_COLUMNS = 200
MOST_ROWS = 200_000
MOST_UNPACKED = 300_000_000
"""Bytes of a workbook once unpacked; its parts are checked before any of them is."""

MOST_SHARED = 80_000_000
"""Bytes of the table of texts of a workbook, which has to be in memory whole."""

_SEPARATORS = ",;\t|"
_ERRORS = frozenset({"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_SAMPLE_LINES = 20
_LONGEST_CELL = 1_000_000

Row = tuple[int, list[str]]
"""A row's number in the file, counted from 1, and its cells as text."""


def rows(content: bytes, *, workbook: bool, charset: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table that hold anything, the headings first; refuse what is no table."""
    found = _of_workbook(content) if workbook else _of_text(content, charset)
    number = 0
    for number, cells in found:
        if number > MOST_ROWS:
            raise TooLarge(f"This table has more than {MOST_ROWS:,} rows. Cut it in two.", field="file")
        if len(cells) > MOST_COLUMNS:
            raise TooLarge(f"Row {number:,} has more than {MOST_COLUMNS} columns.", field="file")
        if any(cell.strip() for cell in cells):
            yield number, cells


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes are a workbook as Excel and LibreOffice write it (XLSX)."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _of_text(content: bytes, charset: str | None) -> Iterator[Row]:
    text = charsets.decode(content, charset=charset).text.replace("\0", "")
    lines = text.splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        separator, lines = lines[0].strip()[4], ["\n", *lines[1:]]
    else:
        separator = _separator(lines[:_SAMPLE_LINES])
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator, strict=False)
    try:
        for at, cells in enumerate(reader, start=1):
            yield at, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"The table cannot be read at line {reader.line_num:,}: {error}.", field="file") from None


def _separator(lines: list[str]) -> str:
    """Return the separator by which the first rows have most columns, and alike."""
    best, most = _SEPARATORS[0], 0
    for separator in _SEPARATORS:
        try:
            counts = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
        except csv.Error:
            continue
        columns = min(counts, default=0) if counts and min(counts) > 1 else (counts[0] if counts else 0) / 2
        if columns > most:
            best, most = separator, int(columns) or most
    return best


def _of_workbook(content: bytes) -> Iterator[Row]:
    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise Unreadable("This workbook has no sheet that is shown.", field="file")
            # What a workbook says of its own size may be wrong.
            sheet.reset_dimensions()
            for at, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield at, [_text(cell) for cell in islice(cells, MOST_COLUMNS + 1)]
        finally:
            book.close()
    except Refusal:
        raise
    except Exception as error:
        # A library of others meets bytes of others: whatever it stumbles over, the file is at fault.
        raise Unreadable(
            f"This workbook is damaged ({type(error).__name__}). Save it anew as CSV.", field="file"
        ) from None


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Unreadable("This workbook is damaged. Save it anew as CSV.", field="file") from None
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED or len(parts) > 2000:
        raise TooLarge("This workbook is too large once it is unpacked. Save the sheet as CSV.", field="file")


def _text(cell: Any) -> str:
    """Return a cell as text: days as ISO 8601 has them, whole numbers without a point, errors and nothing as ""."""
    if cell is None or (isinstance(cell, str) and cell in _ERRORS):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "".join(texts(cell))[:_LONGEST_CELL].strip()
