"""One door takes in files and pasted text, and says no to everything else."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import effort_below
from tests.ingest import pages, samples
from tracker.domain.errors import Refusal, TooLarge, Unreadable
from tracker.ingest import MAX_BYTES, MAX_CHARACTERS, Extraction, Link, Proposals, read

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
MARKUP = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<div>", "</div>", "<a href='/x'>", "<a href='http://[/'>", "</a>", "<br>", "<b>", "<td>"),
            *(
                "<table>",
                "</table>",
                "<li>",
                "<ul>",
                "</ul>",
                "<blockquote>",
                "<h1>",
                "<q>",
                "<pre>",
                "<script>",
                "<!--",
            ),
            *(
                "</body>",
                "</html>",
                "<html lang=x>",
                "<base href='//['>",
                "<time datetime='2016-02-31'>",
                "&#0;",
                "&#1;",
            ),
            *(
                "&#x85;",
                "&shy;",
                "&#xd800;",
                "&nbsp;",
                "<figure><figcaption>",
                "<meta name=date content=9>",
                "<p hidden>",
            ),
            *(
                '<script type="application/ld+json">[{"@type":["Article",1],"author":[1,{}]}]</script>',
                "<frameset>",
                "<",
            ),
            *("word ", "كلمة", "\U0001f6a2", "e\u0301", "\n", samples.ENGLISH),
        ]
    ),
    max_size=30,
).map("".join)


def test_a_text_file_is_kept_to_the_letter() -> None:
    extraction = read(b"  Title\r\n\r\nBy Jane Doe\rEnd.  \n", filename="a.txt", address="https://e.example/a")
    assert extraction == Extraction(
        text="  Title\n\nBy Jane Doe\nEnd.  \n",
        links=(),
        proposals=Proposals(title="Title", byline="Jane Doe", address="https://e.example/a"),
        extractor="plain 1",
        media_type="text/plain",
        charset="utf-8",
    )


def test_a_page_becomes_paragraphs_links_and_proposals() -> None:
    extraction = read(pages.ARTICLE.encode(), filename="bridge.html", address=pages.ADDRESS)
    assert extraction.text.split("\n\n") == pages.PARAGRAPHS
    assert (extraction.media_type, extraction.charset) == ("text/html", "utf-8")
    assert re.fullmatch(r"trafilatura \d+\.\d+\.\d+/1", extraction.extractor)
    assert extraction.proposals == Proposals(
        title=pages.TITLE,
        byline="Mara Lindqvist, Tomasz Wilk",
        outlet="Orla Gazette",
        published="2016-09-21",
        language="en-GB",
        address="https://gazette.example/news/bridge",
        description="Lorries must wait, & nobody says how long.",
    )


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\u2028".encode()])
@pytest.mark.parametrize("filename", ["a.txt", "a.html", ""])
def test_what_holds_no_text_is_refused(content: bytes, filename: str) -> None:
    with pytest.raises(Unreadable, match="There is no text"):
        read(content, filename=filename)


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<!-- x -->", "<script>x()</script>", "<p hidden>x</p>", "<title>Only a title</title>"]
)
def test_a_page_that_shows_no_text_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable, match="There is no"):
        read(markup.encode(), filename="a.html")


@pytest.mark.parametrize("filename", ["a.txt", "a.html"])
def test_fifty_megabytes_are_refused_at_once(filename: str) -> None:
    content = b"<p>word</p> " * (50 * 1024 * 1024 // 12)
    with effort_below(1), pytest.raises(TooLarge, match=r"50\.0 MB; at most 10"):
        read(content, filename=filename)


def test_the_largest_file_and_the_longest_text_are_taken_and_no_more() -> None:
    assert len(read(b"a " * (MAX_CHARACTERS // 2), filename="a.txt").text) == MAX_CHARACTERS
    with pytest.raises(TooLarge, match=r"2,000,001 characters; at most 2,000,000"):
        read(b"a" * (MAX_CHARACTERS + 1), filename="a.txt")
    with pytest.raises(TooLarge, match=r"characters; at most 2,000,000"):
        read(b"<p>" + b"a" * (MAX_BYTES - 3), filename="a.html")
    with pytest.raises(TooLarge, match=r"MB; at most 10"):
        read(b"a" * (MAX_BYTES + 1), filename="a.txt")


def test_a_charset_in_the_media_type_counts_and_a_chosen_one_counts_more() -> None:
    content = samples.RUSSIAN.encode("koi8-r")
    assert read(content, media_type="text/plain; charset=KOI8-R").text == samples.RUSSIAN
    assert read(content, media_type="text/plain; charset=utf-8", charset="koi8-r").text == samples.RUSSIAN


def test_a_control_character_in_a_text_is_refused_with_its_line() -> None:
    with pytest.raises(Refusal, match=r"Line 2 .*U\+0007"):
        read(b"one line\nanother \x07 line" + b" and more" * 100, filename="a.txt")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", ""]))
def test_any_bytes_are_read_as_clean_text_or_refused(content: bytes, filename: str) -> None:
    with suppress(Refusal):
        assert not UNFIT.search(read(content, filename=filename).text)


@settings(max_examples=200)
@given(MARKUP)
def test_any_page_is_read_as_clean_text_with_links_on_words_or_refused(markup: str) -> None:
    with suppress(Refusal):
        extraction = read(markup.encode(), filename="a.html", address=pages.ADDRESS)
        assert not UNFIT.search(extraction.text)
        assert all(_stands_on_words(extraction.text, link) for link in extraction.links)


def _stands_on_words(text: str, link: Link) -> bool:
    words = text[link.start : link.end]
    return bool(words) and words == words.strip() and link.href.startswith(("http://", "https://", "mailto:"))
