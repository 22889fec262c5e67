"""Pages made to exhaust their reader are refused before it begins."""

from contextlib import suppress

import pytest

from tests.effort import effort_below
from tracker.domain.errors import TooLarge
from tracker.ingest import read, shape
from tracker.ingest.limits import MAX_ATTRIBUTES_OF_ONE, MAX_DEPTH, MAX_ELEMENTS


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<div>" * 50_000 + "words", "nests its elements more than 512 deep"),
        ("<div></span>" * 50_000 + "words", "nests its elements more than 512 deep"),
        ("<p><b>words" * 50_000, "nests its elements more than 512 deep"),
        ("<p>words</p>" * 500_000, "more than 50,000 elements"),
        ("<!-- x -->" * 500_000 + "words", "more than 50,000 elements"),
        ("<div>" * 400 + "<p>words</p>" * 40_000, "too many elements too deep"),
        ("<p " + " ".join(f"a{n}" for n in range(100_000)) + ">words", "more than 200 attributes"),
        ('<p title="a>b" ' + " ".join(f"a{n}=1" for n in range(100_000)) + ">words", "more than 200 attributes"),
        ("<p>words" + ("<br" + "".join(f" a{n}=1" for n in range(199)) + ">") * 7_000, "more than 250,000 attributes"),
    ],
    ids=lambda value: value[:12],
)
def test_a_page_out_of_all_proportion_is_refused_with_little_work(markup: str, said: str) -> None:
    with effort_below(2), pytest.raises(TooLarge, match=said) as refused:
        read(markup.encode(), filename="a.html")
    assert "paste only the text" in refused.value.message


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<a b='", '<a b="', "<a ", "<", "<a b=", "<textarea>", "</a"])
def test_the_scan_is_linear_in_what_never_ends(opening: str) -> None:
    with effort_below(2), suppress(TooLarge):
        shape.check_tags(opening * (2_000_000 // len(opening)))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * (MAX_DEPTH - 3) + "words" + "</div>" * (MAX_DEPTH - 3),
        "<p>words" * (MAX_ELEMENTS // 50),
        "<ul>" + "<li>words" * 1000 + "</ul>",
        "<br>words" * 1000,
        "<div>words</div>" * 1000,
        '<p data-all="' + "<div>" * 1000 + '">words',
        "<script>" + "'<div>'," * 1000 + "</script>words",
        "<!--" + "<div>" * 1000 + "-->words",
        f"<p {' '.join(f'a{n}' for n in range(MAX_ATTRIBUTES_OF_ONE))}>words",
        '<p title="' + "many words " * 1000 + '">words',
    ],
    ids=lambda value: value[:12],
)
def test_long_flat_and_odd_pages_are_still_read(markup: str) -> None:
    assert "words" in read(markup.encode(), filename="a.html").text
