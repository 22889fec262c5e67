"""What a page states about itself is proposed; what it does not state is unknown."""

import pytest

from tests.ingest import samples
from tracker.ingest import Proposals, read
from tracker.ingest.pages import tag_of

WORDS = "<p>words</p>"


def proposals(markup: str, address: str = "") -> Proposals:
    return read(markup.encode(), filename="a.html", address=address).proposals


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>{WORDS}'


def test_a_page_that_states_nothing_leaves_everything_unknown() -> None:
    assert proposals(WORDS) == Proposals()
    assert proposals(WORDS, "https://e.example/a") == Proposals(address="https://e.example/a")


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (json_ld('{"@type": "NewsArticle", "headline": "Bridge  closed"}') + "<h1>Other</h1>", "Bridge closed"),
        ("<meta property='og:title' content='Bridge closed'><h1>Other</h1>" + WORDS, "Bridge closed"),
        ("<title>Bridge closed - Gazette</title><h1>Bridge<br>closed</h1>" + WORDS, "Bridge closed"),
        ("<title>Bridge closed</title><h1>One</h1><h1>Two</h1>" + WORDS, "Bridge closed"),
        ("<title> </title>" + WORDS, None),
    ],
)
def test_the_title_is_the_one_stated_for_the_article(markup: str, title: str | None) -> None:
    assert proposals(markup).title == title


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        (json_ld('{"@type": "Article", "author": "Mara Lindqvist"}'), "Mara Lindqvist"),
        (json_ld('{"@type": ["Article"], "author": [{"name": "A. B."}, {"name": "C. D."}]}'), "A. B., C. D."),
        (json_ld('{"@type": "Article", "author": {"name": "https://x.example/mara"}}'), None),
        (json_ld('{"@type": "Person", "author": "Mara Lindqvist"}'), None),
        ("<meta name=author content='By Mara Lindqvist'>" + WORDS, "Mara Lindqvist"),
        ("<meta name=author content='A. B.'><meta name=author content='C. D.'>" + WORDS, "A. B., C. D."),
        ("<meta property='article:author' content='https://x.example/mara'>" + WORDS, None),
        ("<h1>Bridge closed</h1><p>By Mara Lindqvist</p>" + WORDS, "Mara Lindqvist"),
        ("<p>By Mara Lindqvist</p><h1>Bridge closed</h1>" + WORDS, None),
        ("<h1>Bridge closed</h1>" + WORDS * 9 + "<p>By Mara Lindqvist</p>", None),
    ],
)
def test_the_byline_names_people(markup: str, byline: str | None) -> None:
    assert proposals(markup).byline == byline


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=en-GB>" + WORDS, "en-GB"),
        ("<html lang=pt_br>" + WORDS, "pt-BR"),
        ("<html lang='english'><meta http-equiv='Content-Language' content=fr>" + WORDS, "fr"),
        ("<meta property='og:locale' content='ru_RU'>" + WORDS, "ru-RU"),
        (f"<html lang=ru-RU><p>{samples.RUSSIAN}</p>", "ru-RU"),
        (f"<html lang=en><p>{samples.RUSSIAN}</p>", "ru"),
        (f"<p>{samples.ARABIC}</p>", "ar"),
        (WORDS, None),
    ],
)
def test_the_language_is_the_stated_one_unless_the_words_are_plainly_of_another(
    markup: str, language: str | None
) -> None:
    assert proposals(markup).language == language


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("EN", "en"), ("zh-hant-tw", "zh-Hant-TW"), ("es_419", "es-419"), ("german", None), ("en-", None), ("", None)],
)
def test_a_language_tag_is_written_in_its_usual_case(stated: str, tag: str | None) -> None:
    assert tag_of(stated) == tag


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<link rel=canonical href='/a'>", "https://e.example/a"),
        ("<meta property='og:url' content='https://e.example/b'>", "https://e.example/b"),
        ("<link rel=canonical href='javascript:x'>", "https://e.example/?from=feed"),
        ("", "https://e.example/?from=feed"),
    ],
)
def test_the_address_is_the_one_that_the_page_gives_itself(markup: str, address: str) -> None:
    assert proposals(markup + WORDS, "https://e.example/?from=feed").address == address


@pytest.mark.parametrize(
    "content", ["{", "[" * 100_000, '"text"', "[null, 1, [[]]]", '{"@graph": 7, "@type": null}', ""]
)
def test_broken_json_ld_states_nothing(content: str) -> None:
    assert proposals(json_ld(content)) == Proposals()


def test_the_outlet_and_the_description_are_as_stated() -> None:
    found = proposals(
        json_ld('{"@type": "Article", "publisher": {"name": "Orla Gazette"}, "description": "Lorries\\u0007 wait."}')
    )
    assert (found.outlet, found.description) == ("Orla Gazette", "Lorries wait.")
