"""A page's date is taken as exactly as it was stated, and never made up."""

import pytest
from lxml import html

from tracker.ingest import dates
from tracker.ingest.statements import Statements


@pytest.mark.parametrize(
    ("stated", "edtf"),
    [
        ("2016", "2016"),
        ("2016-09", "2016-09"),
        ("2016-09-21", "2016-09-21"),
        (" 20160921 ", "2016-09-21"),
        ("2016/09/21", "2016-09-21"),
        ("2016-09-21T14:03:00+02:00", "2016-09-21"),
        ("2016-09-21T14:03:00.000Z", "2016-09-21"),
        ("2016-09-21 14:03", "2016-09-21"),
        ("2016-02-31", None),
        ("2016-13", None),
        ("2015-02-29", None),
        ("09/10/2016", None),
        ("21.9.2016", None),
        ("yesterday", None),
        ("2016-9", None),
        ("2016-09-21T", None),
        ("2016-09-21, 2017-01-01", None),
        ("٢٠١٦-٠٩-٢١", None),
        ("", None),
    ],
)
def test_a_stated_date_keeps_its_precision(stated: str, edtf: str | None) -> None:
    assert dates.edtf(stated) == edtf


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<meta property="article:published_time" content="2016-09-21T08:00Z">', "2016-09-21"),
        ('<meta name="dc.date" content="2016-09">', "2016-09"),
        ('<meta name="DC.Date.Issued" content="2016">', "2016"),
        ('<meta name="date" content="soon"><time datetime="2016-09-21">today</time>', None),
        ('<time datetime="2016-09-21">today</time> <time datetime="2016-09-21T10:00">ten</time>', "2016-09-21"),
        ('<time datetime="2016-09-21">a</time> <time datetime="2016-09-22">b</time>', None),
        ('<time pubdate datetime="2016-09-21">a</time> <time datetime="2016-09-22">b</time>', "2016-09-21"),
        ('<meta property="article:modified_time" content="2016-09-21">', None),
        ("<p>Published on 21 September 2016</p>", None),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2016-09-20"}</script>'
            '<meta name="date" content="2016-09-21">',
            "2016-09-20",
        ),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2016-09-20"}</script>', None),
    ],
)
def test_only_what_says_that_it_is_the_publication_counts(markup: str, published: str | None) -> None:
    root = html.document_fromstring(f"<body>{markup} words")
    assert dates.published(Statements(root), root) == published
