"""Lists of claims that others reviewed or collected: ClaimReview in pages, feeds and lines, and tables.

Bytes go in, plain entries come out, one by one, each with what was odd about it or why it is refused.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from tracker.domain.errors import TooLarge, Unreadable
from tracker.domain.intakes import ListForm
from tracker.ingest import charsets
from tracker.ingest.lists import claim_reviews, columns, nodes, tables, telling
from tracker.ingest.lists.columns import Mapped
from tracker.ingest.lists.reviewed import Entry, Reviewed, Sayer, TheirVerdict

__all__ = [
    "MOST_BYTES",
    "Entry",
    "ListForm",
    "Mapped",
    "Reviewed",
    "Sayer",
    "TheirVerdict",
    "entries",
    "headings",
    "recognise",
    "sample",
]

MOST_BYTES = 50 * 1024 * 1024

_TABLES, _DATA = (
    (".csv", ".tsv", ".xlsx", ".xlsm"),
    (".json", ".jsonl", ".jsonld", ".ndjson", ".html", ".htm", ".xhtml"),
)
_TAKEN = (
    "Taken are ClaimReviews (.json, .jsonld, .jsonl, or a web page that holds them) and tables (.csv, .tsv, .xlsx)."
)
_OPENING = 4096


def recognise(content: bytes, filename: str, charset: str | None = None) -> ListForm:
    """Return how the claims of a file are written; refuse what is too large, empty, or no list that is taken."""
    if len(content) > MOST_BYTES:
        raise TooLarge(f"This file is too large; at most {MOST_BYTES // 1024 // 1024} MB are taken.", field="file")
    if not content.strip():
        raise Unreadable("This file is empty.", field="file")
    suffix = PurePath(filename).suffix.lower()
    if tables.is_workbook(content):
        return ListForm.TABLE
    if suffix in (".xlsx", ".xlsm"):
        raise Unreadable("This is no workbook, whatever its name says.", field="file")
    opening = charsets.decode(content, charset=charset).text[:_OPENING].lstrip("\ufeff \t\r\n")
    if opening.startswith(("{", "[")) or (opening.startswith("<") and suffix not in _TABLES):
        return ListForm.CLAIM_REVIEWS
    if suffix in _TABLES or (suffix not in _DATA and re.search(r"[,;\t|]", opening.partition("\n")[0])):
        return ListForm.TABLE
    raise Unreadable(f"This is no list of claims that the program can read. {_TAKEN}", field="file")


def headings(content: bytes, charset: str | None = None) -> list[str]:
    """Return the headings of a table; refuse one without."""
    first = next(tables.rows(content, workbook=tables.is_workbook(content), charset=charset), None)
    if first is None:
        raise Unreadable("There is nothing in this table.", field="file")
    return first[1]


def sample(content: bytes, charset: str | None = None, *, most: int = 3) -> list[list[str]]:
    """Return the first rows of a table behind its headings."""
    found = tables.rows(content, workbook=tables.is_workbook(content), charset=charset)
    return [cells for _, cells in islice(found, 1, most + 1)]


def entries(
    content: bytes, form: ListForm, *, mapped: Mapped | None = None, charset: str | None = None
) -> Iterator[Entry]:
    """Yield the entries of a list in its order; ``mapped`` says which column of a table holds what."""
    if form is ListForm.TABLE:
        yield from _rows(content, mapped or {}, charset)
        return
    text = charsets.decode(content, charset=charset, in_markup=content.lstrip()[:1] == b"<").text
    found = nodes.in_page(text) if text.lstrip("\ufeff \t\r\n").startswith("<") else nodes.in_data(text)
    for one in found:
        yield Entry(one.place, refused=one.refused) if one.node is None else _review(one.place, one.node)


def _review(place: str, node: nodes.Node) -> Entry:
    content = nodes.as_bytes(node)
    try:
        # What is kept is what is read: a value that JSON cannot hold would else be seen once and never again.
        said = claim_reviews.read(nodes.from_bytes(content))
        text, start, _ = telling.review(said)
    except Unreadable as refusal:
        return Entry(place, content, telling.REVIEW_TYPE, refused=refusal.message)
    return Entry(place, content, telling.REVIEW_TYPE, said, text, start)


def _rows(content: bytes, mapped: Mapped, charset: str | None) -> Iterator[Entry]:
    found = tables.rows(content, workbook=tables.is_workbook(content), charset=charset)
    _, names = next(found, (0, []))
    for number, cells in found:
        place, kept = f"row {number:,}", columns.as_bytes(names, cells)
        try:
            said = columns.read(names, cells, mapped)
            text, start = telling.row(columns.from_bytes(kept), said.claim)
        except Unreadable as refusal:
            yield Entry(place, kept, telling.ROW_TYPE, refused=refusal.message)
        else:
            yield Entry(place, kept, telling.ROW_TYPE, said, text, start)
