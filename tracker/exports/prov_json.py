"""A report as PROV-JSON (W3C submission, 2013): through whom each claim came, and what the desk did with it.

Words taken over are quotations, everything else that was passed on a derivation with its manner. A primary source is
named only where somebody of the desk found that it said so of its own knowledge. Each kind of record is gathered in a
file of its own, so that a long report need not be held at once.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from tracker.domain.reports import Report
from tracker.exports.prov_records import SECTIONS, prefixes, records

MEDIA_TYPE = "application/json"
_IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as PROV-JSON in UTF-8, walking its claims once."""
    with ExitStack() as stack:
        gathered = {section: stack.enter_context(_file()) for section in SECTIONS}
        for section, name, members in records(report):
            file = gathered[section]
            file.write((b",\n" if file.tell() else b"") + _dumped(name) + b": " + _dumped(members))
        yield b'{\n"prefix": ' + _dumped(prefixes(report))
        for section, file in gathered.items():
            if file.tell():
                yield b",\n" + _dumped(section) + b": {\n"
                yield from _again(file)
                yield b"\n}"
        yield b"\n}\n"


def _file() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)


def _again(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
