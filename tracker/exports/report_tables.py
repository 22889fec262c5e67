"""A report as a zip of CSV files, one a table; nothing in them is a formula."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from tracker.domain.reports import Report
from tracker.exports.cells import BOM, safe
from tracker.exports.plain_zip import entry
from tracker.exports.tables import TABLES, rows
from tracker.exports.tables.cells import Value

MEDIA_TYPE = "application/zip"
_CHUNK = 1 << 16
_IN_MEMORY = 1 << 18
"""Bytes of each file that stay in memory while it is written."""


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as a zip of CSV files (RFC 4180) in UTF-8, walking its claims once."""
    with ExitStack() as stack:
        files: dict[str, IO[bytes]] = {name: stack.enter_context(_file()) for name in TABLES}
        _fill(files, report)
        packed: IO[bytes] = stack.enter_context(_file())
        with ZipFile(packed, "w", ZIP_STORED) as zipped:
            for name, file in files.items():
                file.seek(0)
                with zipped.open(entry(f"{name}.csv"), "w") as into:
                    shutil.copyfileobj(file, into)
        packed.seek(0)
        while chunk := packed.read(_CHUNK):
            yield chunk


def _fill(files: dict[str, IO[bytes]], report: Report) -> None:
    texts = {name: TextIOWrapper(file, "utf-8", newline="", write_through=True) for name, file in files.items()}
    writers = {name: csv.writer(text, lineterminator="\r\n") for name, text in texts.items()}
    for name, table in TABLES.items():
        files[name].write(BOM)
        writers[name].writerow(table.columns)
    for name, row in rows(report):
        writers[name].writerow([safe(_told(row.get(column))) for column in TABLES[name].columns])
    for text in texts.values():
        # What wraps a file would close it.
        text.detach()


def _told(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def _file() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)
