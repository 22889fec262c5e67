"""Captured bytes are masked whatever their charset, and keep their markup where no reading of it hides the words."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import ingest
from tracker.domain.errors import Unreadable
from tracker.domain.needles import Needles
from tracker.domain.withholding import MASK, mask
from tracker.models import Capture, Snapshot
from tracker.services.redaction import files
from tracker.services.redaction.files import Bytes

NAME = "Jürgen Querfeld"
NEEDLES = Needles([NAME, "Querfeld"])
PLAIN = f"The court heard that {NAME} had fled.\nQuerfeld denied it, the neighbours said – and 田中 too.\n"
LINES = (
    "<p>The court heard on Monday that {} had fled before anybody asked him, and that he had left no address.</p>"
    "<p>Nobody else has said so yet, and the ministry gave no answer to three questions that were put to it.</p>"
)


def page(name: str, head: str = "") -> str:
    body = f"<article><h1>In court</h1>{LINES.format(name)}</article>"
    return f"<!doctype html><html><head><title>In court</title>{head}</head><body>{body}</body></html>"


def capture(content: bytes, filename: str, charset: str = "", media_type: str = "") -> Capture:
    """Return a capture as it is kept: with the charset and the media type that were found when it was read."""
    try:
        read = ingest.read(content, filename=filename, media_type=media_type, charset=charset or None)
        media_type, charset = read.media_type, read.charset
    except Unreadable:
        pass
    return Capture(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        filename=filename,
        charset=charset,
        media_type=media_type,
        address="",
    )


def text_of(bytes_: Bytes) -> str:
    return ingest.read(
        bytes_.content, filename=bytes_.filename, media_type=bytes_.media_type, charset=bytes_.charset
    ).text


def text_in(kept: Capture) -> str:
    return ingest.read(kept.content, filename=kept.filename, media_type=kept.media_type, charset=kept.charset).text


KEPT = {
    "utf-8": capture(PLAIN.encode(), "a.txt"),
    "utf-8 with a mark": capture(b"\xef\xbb\xbf" + PLAIN.encode(), "a.txt"),
    "utf-16 with a mark": capture(b"\xff\xfe" + PLAIN.encode("utf-16-le"), "a.txt"),
    "gb18030": capture(PLAIN.encode("gb18030"), "a.txt", "gb18030"),
    "a page": capture(page(NAME).encode(), "a.html"),
    "a page that names him elsewhere too": capture(
        page(NAME, f"<meta name='author' content='{NAME}'>").encode(), "a.html"
    ),
}
"""What can be masked in place."""
READ_OUT = {
    "windows-1252, which has no blocks": capture(PLAIN.replace("田中", "Tanaka").encode("cp1252"), "a.txt", "cp1252"),
    "a paste of it, without a name": capture(PLAIN.replace("田中", "Tanaka").encode("cp1252"), "", "cp1252"),
    "entities": capture(page("J&uuml;rgen Querfeld").encode(), "a.html"),
    "tags between": capture(page("Jürgen <b>Quer</b>feld").encode(), "a.html"),
    "a script": capture(
        page(NAME, '<script type="application/ld+json">{"a": "J\\u00fcrgen Querfeld"}</script>').encode(), "a.html"
    ),
    "an address": capture(page(NAME, "<link rel='x' href='/people/J%C3%BCrgen%20Querfeld'>").encode(), "a.html"),
}
"""Of what only the text that was read from it is left, for the words stand in it as no text."""


@pytest.mark.parametrize("kept", [*KEPT.values(), *READ_OUT.values()], ids=[*KEPT, *READ_OUT])
def test_the_text_is_the_same_but_for_masks_and_the_words_stand_nowhere(kept: Capture) -> None:
    left, before = files.masked(kept, NEEDLES), text_in(kept)
    assert NEEDLES.places(before)
    assert text_of(left) == mask(before, NEEDLES.places(before))
    assert not files.holds(left, NEEDLES)
    assert left.sha256 == hashlib.sha256(left.content).hexdigest()


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_markup_and_charset_stay_where_nothing_hides_in_them(kept: Capture) -> None:
    left = files.masked(kept, NEEDLES)
    assert (left.filename, left.media_type, left.charset) == (kept.filename, kept.media_type, kept.charset)
    assert left.content.count(b"<") == kept.content.count(b"<")


@pytest.mark.parametrize("kept", READ_OUT.values(), ids=READ_OUT)
def test_else_it_becomes_a_text(kept: Capture) -> None:
    left = files.masked(kept, NEEDLES)
    assert (left.media_type, left.charset) == ("text/plain", "utf-8")
    assert left.filename == (f"{kept.filename}.txt" if kept.filename == "a.html" else kept.filename)


def test_of_what_cannot_be_read_nothing_is_left_but_its_length() -> None:
    picture = capture(b"\x89PNG\r\n\x1a\n\x00 Querfeld \x00", "a.png", media_type="image/png")
    left = files.masked(picture, NEEDLES)
    assert left.content == bytes(len(picture.content))
    assert (left.filename, left.media_type) == ("a.png", "image/png")


def test_where_the_words_are_known_no_more_all_of_the_text_goes() -> None:
    left = files.masked(KEPT["utf-8"], Needles([]))
    assert set(text_of(left)) == {MASK, "\n"}
    assert len(text_of(left)) == len(text_in(KEPT["utf-8"]))


def test_ranges_that_go_from_a_version_go_from_its_capture() -> None:
    kept = KEPT["a page"]
    text = text_in(kept)
    snapshot = Snapshot(ranges=[[0, 8], [10, len(text)]])
    [here] = files.ranges_in_capture(snapshot, [(10, 13)])
    assert here == (10, 13)
    left = files.masked(kept, NEEDLES, [here])
    assert text_of(left) == mask(text, [here, *NEEDLES.places(text)])


@given(
    before=st.text(max_size=60), after=st.text(max_size=60), charset=st.sampled_from(["utf-8", "utf-16-le", "gb18030"])
)
def test_whatever_stands_around_them_the_words_are_gone(before: str, after: str, charset: str) -> None:
    content = f"{before} {NAME} {after}".encode(charset, "replace")
    kept = Capture(content=content, filename="a.txt", media_type="text/plain", charset=charset, address="")
    left = files.masked(kept, NEEDLES)
    assert "Querfeld".encode(charset) not in left.content
    assert b"Querfeld" not in left.content
