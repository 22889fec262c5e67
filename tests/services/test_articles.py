"""Articles are added once, described with their certainty, and move through their queue."""

import pytest

from tests.annotating import Writing
from tracker import ingest
from tracker.domain import chance
from tracker.domain.errors import Duplicate, NotFound, Refusal, Stale
from tracker.domain.vocabulary import ArticleStage, Certainty
from tracker.models import Capture
from tracker.services import articles, captures, copies
from tracker.services.snapshots import Reading

PAGE = "Navigation\nFirst story\nIt rained.\nAdvertisement\nSecond story\nIt snowed."
LONG = " ".join(f"The {word} was counted by the clerk of the port on the day after." for word in "abcdefghijklmnop")


def _take(writing: Writing, text: str) -> tuple[Capture, ingest.Extraction]:
    extraction = ingest.read(text.encode(), filename="page.txt")
    return (
        captures.take(writing.session, text.encode(), extraction, id=chance.new_id(), by=writing.anton),
        extraction,
    )


def test_one_page_is_cut_into_several_articles(writing: Writing) -> None:
    capture, extraction = _take(writing, PAGE)
    first = Reading.of(extraction, [(11, 33)])
    second = Reading.of(extraction, [(48, 60), (61, len(PAGE))])
    for reading, title in ((first, "First story"), (second, "Second story")):
        articles.add(
            writing.session, capture, reading, articles.Description(title), id=chance.new_id(), by=writing.anton
        )
    writing.session.commit()
    cut = captures.cuts_of(writing.session, capture)
    assert [(one.article.title, one.version) for one in cut] == [("First story", 1), ("Second story", 1)]
    assert articles.newest_snapshot(writing.session, cut[1].article).text == "Second story\n\nIt snowed."


def test_the_same_bytes_are_kept_once_and_the_same_cut_names_its_article(writing: Writing) -> None:
    article = writing.article("It rained.")
    writing.session.commit()
    with pytest.raises(Duplicate) as refused:
        writing.article("It rained.")
    assert refused.value.existing == ("article", article.number)
    assert writing.count(Capture) == 1


def test_a_near_copy_of_a_known_article_is_found_with_the_common_words(writing: Writing) -> None:
    article = writing.article(LONG)
    writing.session.commit()
    copy = "Reposted from elsewhere. " + LONG[: len(LONG) * 3 // 4]
    likeness = copies.like(writing.session, copy)[0]
    assert likeness.article is article
    assert likeness.overlap.share_of_a >= 80
    start, end = likeness.overlap.spans_in_a[0]
    assert copy[start:end] in LONG
    assert copies.like(writing.session, "Nothing of this was ever said by anybody anywhere at any time.") == []


def test_an_outlet_that_is_typed_becomes_a_source_once(writing: Writing) -> None:
    described = articles.Description("A", outlet="The Coast Road", published="2026-11~", byline="J. M.")
    one = articles.cite(writing.session, described, by=writing.anton)
    two = articles.cite(writing.session, articles.Description("B", outlet="the coast road"), by=writing.anton)
    writing.session.commit()
    assert one.publisher is not None
    assert one.publisher is two.publisher
    assert (one.published, one.published_certainty) == ("2026-11~", Certainty.STATED)
    assert two.byline_certainty is Certainty.UNKNOWN


def test_a_work_that_is_only_cited_has_no_text(writing: Writing) -> None:
    work = articles.cite(writing.session, articles.Description("A report"), by=writing.anton)
    writing.session.commit()
    assert not work.captured
    with pytest.raises(NotFound, match="only cited"):
        articles.newest_snapshot(writing.session, work)


def test_31_february_is_refused_with_how_to_write_a_date(writing: Writing) -> None:
    with pytest.raises(Refusal, match="February") as refused:
        articles.cite(writing.session, articles.Description("A", published="2026-02-31"), by=writing.anton)
    assert refused.value.field == "published"


def test_an_article_goes_through_its_queue(writing: Writing) -> None:
    article = writing.article("It rained.")
    writing.session.commit()
    articles.take(writing.session, article, seen=article.rev, by=writing.anton)
    articles.begin(writing.session, article, seen=article.rev, by=writing.anton)
    articles.finish(writing.session, article, seen=article.rev, by=writing.anton)
    with pytest.raises(Refusal, match="Say why"):
        articles.set_aside(writing.session, article, seen=article.rev, why="", by=writing.anton)
    articles.set_aside(writing.session, article, seen=article.rev, why="A parody.", by=writing.anton)
    assert (article.stage, article.set_aside_because) == (ArticleStage.SET_ASIDE, "A parody.")
    articles.release(writing.session, article, seen=article.rev, by=writing.anton)
    assert (article.stage, article.taken_by, article.set_aside_because) == (ArticleStage.NEW, None, "")
    assert [one.split(".")[1] for one in writing.actions()[-5:]] == [
        "taken",
        "begun",
        "finished",
        "set_aside",
        "released",
    ]


def test_a_description_on_top_of_what_was_not_seen_is_refused(writing: Writing) -> None:
    article = writing.article("It rained.")
    with pytest.raises(Stale):
        articles.describe(writing.session, article, articles.Description("B"), seen=article.rev + 1, by=writing.anton)
