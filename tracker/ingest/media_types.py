"""Which reader a file gets: its name decides, then what it was declared as, then how it begins."""

import re
from pathlib import PurePath

from tracker.domain.errors import Unreadable

PLAIN = "text/plain"
HTML = "text/html"
REVIEW, ROW = "application/ld+json", "application/vnd.tracker-row+json"
"""Entries of lists, each kept by itself without a file name; nobody uploads one as an article."""
EXTENSIONS = {".txt": PLAIN, ".html": HTML, ".htm": HTML}

_DECLARED = {PLAIN: PLAIN, HTML: HTML, "application/xhtml+xml": HTML}
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-unknown"})
_TEXTS = frozenset({"text/csv", "text/tab-separated-values", "application/json", "application/jsonl"})
_TEXT_EXTENSIONS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".jsonld"})
_TAKEN = "The program takes plain text (.txt) and web pages (.html, .htm), or text pasted into the form."
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def choose(content: bytes, filename: str, declared: str) -> str:
    """Return ``text/plain`` or ``text/html``, or the type of a kept entry; refuse a name or type that is none."""
    extension = PurePath(filename).suffix.lower()
    if declared in (REVIEW, ROW) and not extension:
        return declared
    if extension:
        return _known(EXTENSIONS, extension, f"Files that end in {extension!r} are not read here.")
    essence = declared.partition(";")[0].strip().lower()
    if essence not in _SAYS_NOTHING:
        return _known(_DECLARED, essence, f"Content of the type {essence!r} is not read here.")
    return HTML if _HTML_START.match(content) else PLAIN


def is_text(filename: str, declared: str) -> bool:
    """Tell whether a file is characters throughout, also one that holds no article: a table, or data for programs."""
    essence = declared.partition(";")[0].strip().lower()
    return essence in _TEXTS or essence.endswith("+json") or PurePath(filename).suffix.lower() in _TEXT_EXTENSIONS


def charset_of(declared: str) -> str | None:
    """Return the charset of a media type such as ``text/html; charset=koi8-r`` (RFC 9110), or None."""
    for parameter in declared.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _known(table: dict[str, str], key: str, complaint: str) -> str:
    if key not in table:
        raise Unreadable(f"{complaint} {_TAKEN}", field="file")
    return table[key]
