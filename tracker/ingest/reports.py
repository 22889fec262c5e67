"""Reports of a desk, as JSON or JSON lines, read part by part: what they are about, and what they rest on."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any

from tracker.domain.errors import Unreadable
from tracker.domain.reports import SCHEMA
from tracker.ingest.json_parts import Parts

Member = tuple[str, Any]

LISTS = ("claims", "things")
"""Members of a report that are read value by value, each with the name of its list."""

_LINES = {"claim": "claims", "thing": "things"}
_LAST = "sentences"
_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"line"\s*:\s*"report"\s*,\s*)?"schema"\s*:\s*"tracker-report/')


def begins_as_report(content: bytes) -> bool:
    """Tell whether a file begins as reports of a desk do, of whatever version, and whatever follows."""
    return _OPENING.match(content) is not None


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the members of a report in their order, from the file's beginning; of a long list each value apart.

    Raises Unreadable for what is no such report, or is not whole. The file stays open.
    """
    file.seek(0)
    parts = Parts(file)
    try:
        if not parts.next_sign():
            raise Unreadable("This file is empty.")
        keys = _keys(parts)
        name, value = next(keys, ("", None))
        if name == "line":
            yield from _refuse_others(_in_lines(parts, keys))
        else:
            yield from _refuse_others(chain([(name, value)], keys))
        if parts.next_sign():
            raise parts.broken("something stands after the report")
    finally:
        parts.let_go()


def _refuse_others(found: Iterator[Member]) -> Iterator[Member]:
    """Yield all members, once it is sure that they are those of a report that can be read; refuse one without end."""
    first = next(found, ("", None))
    if first[0] != "schema" or not isinstance(first[1], str):
        raise Unreadable("This is no report of this program: it does not begin with its schema.")
    if first[1] != SCHEMA:
        raise Unreadable(
            f"This report is written as {first[1][:100]}, and this program reads {SCHEMA}. "
            "Take it in with the version of the program that wrote it, or with a newer one."
        )
    yield first
    last = first
    for last in found:
        yield last
    if last[0] != _LAST:
        raise Unreadable("This report is not whole: its end is missing. Copy it again.")


def _keys(parts: Parts) -> Iterator[Member]:
    """Yield the members of the one object of a JSON file."""
    for key in parts.members():
        if key in LISTS:
            yield from ((key, item) for item in parts.items())
        else:
            yield key, parts.value()


def _in_lines(parts: Parts, first: Iterator[Member]) -> Iterator[Member]:
    """Yield the members of a report in lines as those of a JSON file; the first line is begun."""
    yield from first
    while parts.next_sign():
        line = parts.value()
        if not isinstance(line, dict):
            raise parts.broken("a line should be an object")
        kind = line.pop("line", None)
        if kind in _LINES:
            yield _LINES[kind], line
        elif kind == "end":
            yield from line.items()
            return
        else:
            raise parts.broken("a line should say whether it is a claim, a thing or the end")
