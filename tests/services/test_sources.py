"""Sources are found by any of their names, and no name is taken twice by accident."""

import pytest

from tests.annotating import Writing
from tracker.domain.errors import Duplicate, Refusal
from tracker.domain.vocabulary import SourceKind
from tracker.services import search, source_lists, sources


@pytest.mark.parametrize("typed", ["wall street journal", "WSJ", "Ｗｓｊ", "وول ستريت جورنال", "wáll street jóurnal"])
def test_a_source_is_found_by_any_name_in_any_case_width_and_marks(writing: Writing, typed: str) -> None:
    source = writing.source("Wall Street Journal", "WSJ", "وُول ستريت جورنال")
    assert list(sources.named(writing.session, typed)) == [source]


@pytest.mark.parametrize("typed", ["FARS", "fars", "ＦＡＲＳ", "Fárs"])
def test_a_name_that_another_source_has_is_refused_with_its_number(writing: Writing, typed: str) -> None:
    known = writing.source("Fars")
    writing.session.commit()
    with pytest.raises(Duplicate, match=f"Source {known.number} has the name") as refused:
        writing.source(typed)
    assert refused.value.existing == ("source", known.number)


def test_a_person_may_say_that_this_is_another_source_of_the_name(writing: Writing) -> None:
    writing.source("John Smith", kind=SourceKind.PERSON)
    other = sources.add(
        writing.session, name="john smith", kind=SourceKind.PERSON, even_if_known=True, by=writing.anton
    )
    writing.session.commit()
    with pytest.raises(Refusal, match="Several sources are called"):
        sources.named_or_numbered(writing.session, "John Smith", field="trail")
    assert sources.named_or_numbered(writing.session, f"John Smith [{other.number}]", field="trail") is other


def test_a_new_name_to_show_becomes_one_of_the_names(writing: Writing) -> None:
    source = writing.source("FARS")
    sources.edit(
        writing.session,
        source,
        name="Fars News Agency",
        kind=SourceKind.AGENCY,
        about="",
        contact="",
        seen=source.rev,
        by=writing.anton,
    )
    assert list(sources.named(writing.session, "fars")) == [source]
    assert list(sources.named(writing.session, "fars news agency")) == [source]
    assert search.best(writing.session, "news agency", "source") == [source.id]


def test_the_name_that_is_shown_cannot_be_taken_away(writing: Writing) -> None:
    source = writing.source("FARS", "Fars News")
    with pytest.raises(Refusal, match="shown under"):
        sources.remove_name(writing.session, source, source.names[0], seen=source.rev, by=writing.anton)
    sources.remove_name(writing.session, source, source.names[1], seen=source.rev, by=writing.anton)
    writing.session.flush()
    assert list(sources.named(writing.session, "Fars News")) == []
    assert writing.actions()[-2:] == ["source.added", "source.named"]


def test_sources_are_listed_by_name_whatever_their_case_and_marks(writing: Writing) -> None:
    for name in ("Zeit", "écho", "anadolu", "FARS", "Ｂild", "Ōsaka Shimbun"):
        writing.source(name)
    respelled = writing.source("Zerohedge")
    sources.edit(
        writing.session,
        respelled,
        name="ZeroHedge",
        kind=SourceKind.OUTLET,
        about="",
        contact="",
        seen=respelled.rev,
        by=writing.anton,
    )
    listed, key = [], None
    while True:
        page = source_lists.page(writing.session, source_lists.Filters(), after=key, limit=2)
        listed += [row.source.name for row in page.rows]
        if (key := page.next_key) is None:
            break
    assert listed == ["anadolu", "Ｂild", "écho", "FARS", "Ōsaka Shimbun", "Zeit", "ZeroHedge"]
    assert [one.name for one in respelled.names] == ["ZeroHedge"]
