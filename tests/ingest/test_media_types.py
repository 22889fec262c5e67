"""The name of a file decides how it is read, then what it was declared as, then how it begins."""

import pytest

from tracker.domain.errors import Unreadable
from tracker.ingest import media_types

PAGE = b"<!DOCTYPE html><title>x</title>"


@pytest.mark.parametrize(
    ("content", "filename", "declared", "chosen"),
    [
        (PAGE, "a.txt", "text/html", "text/plain"),
        (b"words", "a.html", "text/plain", "text/html"),
        (b"words", "A.B.HTM", "", "text/html"),
        (PAGE, "", "text/plain; charset=utf-8", "text/plain"),
        (b"words", "page", "Application/XHTML+XML", "text/html"),
        (PAGE, "page", "application/octet-stream", "text/html"),
        (b"\xef\xbb\xbf\n<!-- saved --> <HTML>", "", "", "text/html"),
        (b'<?xml version="1.0"?>\n<html xmlns="">', "", "", "text/html"),
        (b"words about <html>", "", "", "text/plain"),
        (b"<3 this bridge", "", "", "text/plain"),
        (b"<headline>", "", "", "text/plain"),
    ],
)
def test_the_format_is_chosen(content: bytes, filename: str, declared: str, chosen: str) -> None:
    assert media_types.choose(content, filename, declared) == chosen


@pytest.mark.parametrize(
    ("filename", "declared", "said"),
    [
        ("report.pdf", "text/plain", "'.pdf'"),
        ("page.mhtml", "", "'.mhtml'"),
        ("text.docx", "", "'.docx'"),
        ("", "application/pdf", "'application/pdf'"),
        ("", "image/png", "'image/png'"),
    ],
)
def test_other_formats_are_refused_naming_what_is_taken(filename: str, declared: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        media_types.choose(b"words", filename, declared)
    assert all(taken in refused.value.message for taken in (".txt", ".html", ".htm", "pasted"))


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("text/html", None),
        ("text/html; charset=koi8-r", "koi8-r"),
        ('text/html;version=1; Charset="UTF-8"', "UTF-8"),
        ("text/html; charset=", None),
    ],
)
def test_the_charset_of_a_media_type_is_found(declared: str, charset: str | None) -> None:
    assert media_types.charset_of(declared) == charset
