"""Whatever stands in a report, every format can write it, and others can read what is written."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle, repeat
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prov.model import ProvDocument

from tracker.domain.formats import ReportFormat
from tracker.domain.reports import Report
from tracker.exports import files

# What is no text of people: hashes, a time zone, the letters of groups, words that are kept as they are.
FIXED = ("sha256", "root", "zone", "snapshot_sha256", "capture_sha256", "file_sha256", "key", "letter")
HARD = (
    "",
    " ",
    "=1+1",
    "\u202eabc\u202c",
    "\u2067\u2067 سلام",
    "a\u0301\u064b\u05b0",
    "\U0001f469\u200d\U0001f680 中文 \ufdfd",
    "<w:p/>&]]>\n\t\r",
    "https://a.example/ x",
    "https://a.example/%ZZ\u0301?q=\U0001f680",
    "urn:x\x0b\x00",
    "#" * 300,
    "\ufffe\uffff",
    "../../etc/passwd",
    "2026-11-20",
    "xx-\x01",
)


def filled(value: Any, words: Iterator[str]) -> Any:
    """Return plain data with these words, one after the other, in the places of all texts of people."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return next(words)
    if isinstance(value, tuple):
        return tuple(filled(inner, words) for inner in value)
    if isinstance(value, Mapping):
        return {name: inner if name in FIXED else filled(inner, words) for name, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        return replace(value, **{name: filled(one, words) for name, one in kept.items() if name not in FIXED})
    return value


def opened(content: bytes, form: ReportFormat) -> object:
    """Read a file with somebody else's reader where there is one in the house."""
    readers: dict[ReportFormat, Callable[[bytes], object]] = {
        ReportFormat.DOCX: lambda data: docx.Document(io.BytesIO(data)),
        ReportFormat.XLSX: lambda data: openpyxl.load_workbook(io.BytesIO(data)),
        ReportFormat.JSON: json.loads,
        ReportFormat.CLAIM_REVIEW: json.loads,
        ReportFormat.ANNOTATIONS: json.loads,
        ReportFormat.PROV: lambda data: ProvDocument.deserialize(io.BytesIO(data), format="json"),
    }
    return readers.get(form, len)(content)


@pytest.mark.parametrize("form", list(ReportFormat))
@pytest.mark.parametrize("first", [0, 5])
def test_hard_words_are_written_in_every_format(report: Report, form: ReportFormat, first: int) -> None:
    """Each stands in another place where the row of them begins with another."""
    hard = filled(report, cycle([*HARD[first:], *HARD[:first]]))
    assert opened(b"".join(files.parts(hard, form)), form) is not None


@pytest.mark.parametrize("words", HARD)
def test_hard_words_everywhere_are_set_on_paper(report: Report, words: str) -> None:
    content = b"".join(files.parts(filled(report, repeat(words)), ReportFormat.PDF))
    assert content.startswith(b"%PDF")


@pytest.mark.parametrize("form", [form for form in ReportFormat if form is not ReportFormat.DOCX])
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_words_are_written_in_every_format(report: Report, form: ReportFormat, words: str) -> None:
    assert opened(b"".join(files.parts(filled(report, repeat(words)), form)), form) is not None
