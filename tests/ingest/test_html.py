"""A page becomes the words of its article, each link on its own words."""

import pytest

from tests.ingest import pages, samples
from tracker.ingest import read

LONG = [samples.ENGLISH, samples.ENGLISH.replace("bridge", "tunnel"), samples.ENGLISH.replace("bridge", "ferry")]


def text_of(markup: str) -> str:
    return read(markup.encode(), filename="a.html", address=pages.ADDRESS).text


def links_of(markup: str) -> list[tuple[str, str]]:
    extraction = read(markup.encode(), filename="a.html", address=pages.ADDRESS)
    return [(extraction.text[link.start : link.end], link.href) for link in extraction.links]


def test_links_stand_on_their_words_after_emoji_arabic_and_combining_marks() -> None:
    assert links_of(pages.ARTICLE) == [
        ("a notice of the harbour office", "https://harbour.example/notice?id=7&p=2"),
        ("Radio Delta", "https://gazette.example/radio"),
    ]


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("<p>See <a href='/a'> the  notice </a>.", [("the notice", "https://gazette.example/a")]),
        ("<p>\U0001f6a2 نص <a href='/a'>هنا</a>", [("هنا", "https://gazette.example/a")]),
        (
            "<a href='/a'>one<p>two</p></a>",
            [("one", "https://gazette.example/a"), ("two", "https://gazette.example/a")],
        ),
        ("<p>x<a href='/a'><img></a><a href='/b'> </a>y", []),
        ("<p><a href='javascript:x'>one</a> <a href='#n'>two</a> <a>three</a>", []),
        ("<p><a href='/a'>one<br>two</a> x", [("one\ntwo", "https://gazette.example/a")]),
    ],
)
def test_a_link_covers_its_words_and_no_spaces(markup: str, links: list[tuple[str, str]]) -> None:
    assert links_of(markup) == links


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one  two\n three<p>four", "one two three\n\nfour"),
        ("one<br>two<br> <br>three", "one\ntwo\n\nthree"),
        ("<h1>Title</h1>loose<div>boxed</div>tail", "Title\n\nloose\n\nboxed\n\ntail"),
        ("<p>un<b>broken</b> w<i>or</i>d<wbr>s", "unbroken words"),
        ("<p>10&nbsp;000 re&shy;ports\ufeff", "10 000 reports"),
        ("<p>He said <q>no</q>.", "He said \u201cno\u201d."),
        ("<p>On <time datetime='2016-09-21'>Wednesday</time> it closed", "On Wednesday it closed"),
        ("<p>a<script>b</script><style>c</style><span hidden>d</span><b style='display: none'>e</b>f", "af"),
        ("<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>", "橋"),
        ("<html><p>one</html><body><p>two", "one\n\ntwo"),
        ("<table><tr><td>one<td>two<tr><td>three</table>", "one\n\ntwo\n\nthree"),
        ("<p>&#7;bell &#x85; &#xd800; end", "bell \u2026 \ufffd end"),
    ],
)
def test_a_small_page_is_read_as_it_is_seen(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_the_words_between_tags_are_never_lost_from_a_chosen_paragraph() -> None:
    start, rest = samples.ENGLISH.split("on Tuesday evening")
    marked = f"{start}<em>on <time>Tuesday</time> <abbr>evening</abbr></em>{rest}"
    page = f"<nav><a href='/'>Home</a></nav><article><p>{marked}</p><p>{LONG[1]}</p><p>{LONG[2]}</p></article>"
    assert text_of(page) == "\n\n".join(LONG)


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("<h1>Bridge closed</h1>", "Bridge closed"),
        ("<title>Bridge closed</title>", "Bridge closed"),
        (
            "<meta property='og:title' content='Bridge closed'><h1>Bridge closed for lorries</h1>",
            "Bridge closed for lorries",
        ),
        ("<meta property='og:title' content='Bridge closed'><h1>The Gazette</h1>", "Bridge closed"),
        ("", LONG[0]),
    ],
)
def test_the_title_is_the_first_paragraph_once(head: str, first: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in LONG)
    text = text_of(f"<nav><a href='/'>Home</a></nav>{head}<article>{body}</article>")
    assert text.split("\n\n")[0] == first
    assert text.count(first) == 1


def test_a_page_without_an_article_is_all_its_visible_text() -> None:
    assert text_of("<title>Notes</title><ul><li>one</li><li>two</li></ul><p>three</p>").endswith("one\n\ntwo\n\nthree")


def test_a_page_deeper_than_the_parser_likes_is_not_cut_off() -> None:
    assert text_of("<div>" * 400 + f"<p>{samples.ENGLISH}</p>" + "</div>" * 400) == samples.ENGLISH


def test_the_same_bytes_give_the_same_text_again() -> None:
    first, second = (read(pages.ARTICLE.encode(), filename="a.html", address=pages.ADDRESS) for _ in range(2))
    assert first == second
