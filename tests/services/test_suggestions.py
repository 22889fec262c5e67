"""A few typed letters bring the source that is most likely meant."""

import pytest

from tests.annotating import Writing
from tests.statements import statements
from tracker.models import Snapshot
from tracker.services import articles, suggestions

TEXT = "Radio Coast says that Sputnik Arabic reported it. FARS repeated that on Friday."
ALIKE = ("Farsnet", "Fars Province Daily", "Sputnik News", "Sputnik Arabia Weekly", "Spur", "Farmers Union")


@pytest.fixture
def snapshot(writing: Writing) -> Snapshot:
    for name in ALIKE:
        writing.source(name)
    writing.source("FARS", "Fars News Agency", "خبرگزاری فارس")
    writing.source("Sputnik Arabic", "سبوتنيك عربي")
    article = writing.article(TEXT)
    writing.session.flush()
    return articles.newest_snapshot(writing.session, article)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fa", "FARS"),
        ("sp", "Sputnik Arabic"),
        ("ar", "Sputnik Arabic"),
        ("sp ar", "Sputnik Arabic"),
        ("sa", "Sputnik Arabic"),
        ("خبر", "FARS"),
        ("سبو", "Sputnik Arabic"),
        ("farm", "Farmers Union"),
    ],
)
def test_names_in_the_text_come_before_others_with_the_same_beginning(
    writing: Writing, snapshot: Snapshot, typed: str, first: str
) -> None:
    found = suggestions.suggest(writing.session, typed, snapshot=snapshot, near=60)
    assert found[0].name == first


def test_without_a_text_the_source_that_is_used_most_comes_first(writing: Writing, snapshot: Snapshot) -> None:
    writing.claim(snapshot.article, "Radio Coast says", "Spur")
    writing.claim(snapshot.article, "repeated that on Friday", "Spur")
    assert suggestions.suggest(writing.session, "sp")[0].name == "Spur"


def test_nothing_typed_suggests_nothing_and_signs_do_no_harm(writing: Writing) -> None:
    assert suggestions.suggest(writing.session, "  ") == []
    assert suggestions.suggest(writing.session, "%_'\"") == []


def test_the_number_of_statements_does_not_grow_with_the_sources(writing: Writing, snapshot: Snapshot) -> None:
    with statements(writing.engine) as few:
        suggestions.suggest(writing.session, "sp", snapshot=snapshot, near=0)
    for number in range(60):
        writing.source(f"Spring {number}")
    writing.session.flush()
    with statements(writing.engine) as many:
        suggestions.suggest(writing.session, "sp", snapshot=snapshot, near=0)
    assert len(many) == len(few)
