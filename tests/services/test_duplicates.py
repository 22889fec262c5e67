"""Likely duplicates are proposed until somebody merges the two or tells them apart."""

import pytest

from tests.assessing import Desk
from tests.effort import effort_below
from tests.undoing import faults, newest, undo_event
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import SourceKind
from tracker.models import Distinction, Source
from tracker.services import articles, duplicates, merges, sources
from tracker.services.articles import Description


@pytest.fixture
def papers(desk: Desk) -> tuple[Source, Source]:
    pair = desk.source("Wall Street Journal", SourceKind.OUTLET), desk.source("WSJ", SourceKind.OUTLET)
    desk.source("Sputnik")
    desk.session.commit()
    return pair


def proposed(desk: Desk) -> list[tuple[str, str, list[str]]]:
    found = duplicates.likely(desk.session)
    assert found.total == len(found.best)
    return [(pair.one.name, pair.other.name, [str(match) for match in pair.matches]) for pair in found.best]


def test_two_entries_of_one_paper_are_proposed_with_what_matched(desk: Desk, papers: tuple[Source, Source]) -> None:
    said = "“Wall Street Journal” and “WSJ”: one is the initials of the other"
    assert proposed(desk) == [("Wall Street Journal", "WSJ", [said])]
    [of_one] = duplicates.of_source(desk.session, papers[1])
    assert (of_one.one, of_one.other, of_one.steps) == (papers[1], papers[0], 0)


def test_every_script_and_every_name_of_what_was_merged_counts(desk: Desk, papers: tuple[Source, Source]) -> None:
    merges.merge(desk.session, papers[1], papers[0], why="One paper.", by=desk.boris)
    other = sources.add(desk.session, name="The W.S.J.", kind=SourceKind.OUTLET, by=desk.anna)
    sources.add(desk.session, name="Спутник", kind=SourceKind.AGENCY, by=desk.anna)
    desk.session.commit()
    assert [(one, two) for one, two, _ in proposed(desk)] == [
        ("Wall Street Journal", other.name),
        ("Sputnik", "Спутник"),
    ]


def test_addresses_of_what_they_published_and_contacts_tell_their_sites(desk: Desk) -> None:
    for name, address in (("The Duran", "https://theduran.com/1"), ("Alex Christoforou", "https://www.theduran.com/2")):
        articles.cite(desk.session, Description(f"By {name}", outlet=name, address=address), by=desk.anna)
    sources.add(desk.session, name="Duran desk", kind=SourceKind.UNKNOWN, contact="desk@theduran.com", by=desk.anna)
    desk.session.commit()
    assert [said for _, _, said in proposed(desk)] == [["both are at theduran.com"]] * 3


def test_what_was_told_apart_is_recorded_and_not_proposed_again(desk: Desk, papers: tuple[Source, Source]) -> None:
    for _ in range(2):
        duplicates.tell_apart(desk.session, papers[1], papers[0], by=desk.boris)
        desk.session.commit()
    assert proposed(desk) == []
    assert duplicates.of_source(desk.session, papers[0]) == []
    [noted] = duplicates.told_apart(desk.session)
    assert ({noted.one, noted.other}, noted.created_by) == (set(papers), desk.boris)
    assert "Boris noted that they are not the same." in merges.preview(desk.session, *papers).clashes
    assert faults(desk) == []


def test_undoing_proposes_them_again(desk: Desk, papers: tuple[Source, Source]) -> None:
    duplicates.tell_apart(desk.session, *papers, by=desk.boris)
    undone = undo_event(desk, newest(desk), by=desk.edda)
    assert len(proposed(desk)) == 1
    undo_event(desk, undone, by=desk.edda)
    assert (proposed(desk), faults(desk)) == ([], [])


def test_what_was_told_apart_stays_so_for_what_it_is_merged_into(desk: Desk, papers: tuple[Source, Source]) -> None:
    duplicates.tell_apart(desk.session, *papers, by=desk.boris)
    edition = desk.source("WSJ Europe")
    merges.merge(desk.session, papers[1], edition, why="One paper.", by=desk.boris)
    desk.session.commit()
    assert proposed(desk) == []


def test_what_is_one_already_is_not_told_apart(desk: Desk, papers: tuple[Source, Source]) -> None:
    merges.merge(desk.session, *papers, why="One paper.", by=desk.boris)
    desk.session.commit()
    with pytest.raises(Refusal, match="one source already"):
        duplicates.tell_apart(desk.session, *papers, by=desk.boris)
    assert desk.session.query(Distinction).count() == 0


def test_proposing_costs_the_same_for_one_pair_and_for_many(desk: Desk) -> None:
    counts = set()
    for more in (1, 19, 180):
        for _ in range(more):
            desk.source("Harbour Gazette")
        desk.session.commit()
        with desk.counted() as sent, effort_below(3):
            assert duplicates.likely(desk.session).total >= more - 1
        counts.add(len(sent))
    assert len(counts) == 1
