"""Cells of a CSV file that no spreadsheet takes for a formula."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

# A spreadsheet takes a cell for a formula that begins with one of these, also in full width, and some of them
# look past what is blank or invisible first (OWASP, CSV injection).
_BLANK = r"[\s\ufeff\u200b-\u200f\u2060-\u2069]"
_FORMULA = re.compile(_BLANK + r"*?[\t\r\n=+\-@\u2212\uff1d\uff0b\uff0d\uff20]")
BOM = b"\xef\xbb\xbf"


def safe(text: str) -> str:
    """Return a cell that is shown as text: what could start a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def rows(cells: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield rows as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it."""
    yield BOM
    for row in cells:
        line = StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([safe(cell) for cell in row])
        yield line.getvalue().encode("utf-8")
