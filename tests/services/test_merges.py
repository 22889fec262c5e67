"""Sources that are one are merged: shown as one wherever they are named, with every row as it was entered."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tests.merging import check_merged
from tests.undoing import faults, newest, undo_event
from tracker.db import blank
from tracker.domain import chance
from tracker.domain.errors import Refusal, Stale
from tracker.domain.trails import parse
from tracker.domain.vocabulary import Cause, ClaimStage, EnquiryKind, EvidenceStance, SourceKind
from tracker.models import Article, Citation, Claim, Source
from tracker.services import (
    appearances,
    article_lists,
    articles,
    claim_filters,
    claim_lists,
    claim_rows,
    enquiries,
    evidence,
    finding,
    looks,
    merges,
    notes,
    ownerships,
    past,
    source_lists,
    source_pages,
    sources,
    suggestions,
    trails,
    undo,
)
from tracker.services.articles import Description
from tracker.services.ownerships import Stated
from tracker.services.past import Place
from tracker.services.trails import Entry


@pytest.fixture
def wsj(desk: Desk) -> Source:
    source = desk.source("WSJ", SourceKind.OUTLET)
    desk.session.commit()
    return source


@pytest.fixture
def journal(desk: Desk) -> Source:
    source = sources.add(
        desk.session, name="Wall Street Journal", kind=SourceKind.OUTLET, other_names=["وول ستريت"], by=desk.anna
    )
    desk.session.commit()
    return source


def citing(desk: Desk, trail: str, statement: str = "The depot was hit.") -> Claim:
    """Return a claim with a trail."""
    claim = desk.claim(statement)
    place = claim.appearances[0]
    trails.enter(desk.session, place, Entry(parse(trail)), place=None, seen=place.rev, by=desk.anna)
    desk.session.commit()
    return claim


def merge(desk: Desk, going: Source, into: Source) -> None:
    merges.merge(desk.session, going, into, why="The same paper.", by=desk.boris)
    desk.session.commit()
    check_merged(desk.session)


def steps(desk: Desk) -> list[tuple[str, str]]:
    """Return the steps as they were entered and as they are shown."""
    found = desk.session.scalars(select(Citation))
    return sorted((step.entered_source.name, step.source.name) for step in found)


def test_a_step_keeps_the_source_that_was_entered_and_shows_the_other(desk: Desk, wsj: Source, journal: Source) -> None:
    claim = citing(desk, "FARS < WSJ")
    merge(desk, wsj, journal)
    assert steps(desk) == [("FARS", "FARS"), ("WSJ", "Wall Street Journal")]
    [row] = claim_rows.rows(desk.session, [claim])
    assert [step.name for step in row.trail.walk()] == ["FARS", "Wall Street Journal"]
    assert faults(desk) == []


def test_saving_a_trail_as_it_is_shown_changes_no_step(desk: Desk, wsj: Source, journal: Source) -> None:
    claim = citing(desk, "FARS < WSJ")
    merge(desk, wsj, journal)
    place, before = claim.appearances[0], desk.session.scalars(select(Citation.id).order_by(Citation.id)).all()
    typed = trails.as_typed(place)
    trails.enter(desk.session, place, Entry(typed), place=None, seen=place.rev, by=desk.anna)
    trails.enter(desk.session, place, Entry(parse("FARS < WSJ")), place=None, seen=place.rev, by=desk.anna)
    desk.session.commit()
    assert desk.session.scalars(select(Citation.id).order_by(Citation.id)).all() == before
    assert steps(desk)[1] == ("WSJ", "Wall Street Journal")


def test_what_is_named_anew_is_the_one_that_is_shown(desk: Desk, wsj: Source, journal: Source) -> None:
    merge(desk, wsj, journal)
    assert sources.named(desk.session, "wsj") == sources.named(desk.session, "Wall Street Journal") == [journal]
    assert sources.named_or_numbered(desk.session, f"WSJ [{wsj.number}]", field="owner") is journal
    citing(desk, f"WSJ [{wsj.number}]")
    assert steps(desk) == [("Wall Street Journal", "Wall Street Journal")]


def test_articles_evidence_and_questions_keep_whom_they_name_until_another_is_named(
    desk: Desk, wsj: Source, journal: Source
) -> None:
    claim = desk.claim()
    article = claim.appearances[0].article
    articles.describe(desk.session, article, Description("Hit", outlet="WSJ"), seen=article.rev, by=desk.anna)
    said = evidence.Description(EvidenceStance.CONTEXT, "Map", excerpt="Here.", publisher="WSJ")
    piece = evidence.add(desk.session, claim, said, by=desk.anna)
    kind = EnquiryKind.QUESTION
    question = enquiries.add(desk.session, claim, kind=kind, words="Was it?", asked="WSJ", by=desk.anna)
    merge(desk, wsj, journal)
    assert (article.publisher, piece.publisher, question.asked) == (journal, journal, journal)
    shown = Description("Hit, again", outlet=f"{journal.name} [{journal.number}]")
    articles.describe(desk.session, article, shown, seen=article.rev, by=desk.anna)
    desk.session.commit()
    assert (article.entered_publisher, piece.entered_publisher, question.entered_asked) == (wsj, wsj, wsj)
    articles.describe(desk.session, article, Description("Hit", outlet="FARS"), seen=article.rev, by=desk.anna)
    desk.session.commit()
    assert article.publisher is article.entered_publisher is sources.named(desk.session, "FARS")[0]


def test_lists_filters_and_search_take_both_for_one(desk: Desk, wsj: Source, journal: Source) -> None:
    one, other = citing(desk, "WSJ", "One."), citing(desk, "Wall Street Journal < FARS", "Other.")
    article = one.appearances[0].article
    articles.describe(desk.session, article, Description("Hit", outlet="WSJ"), seen=article.rev, by=desk.anna)
    desk.session.commit()
    merge(desk, wsj, journal)
    for number in (wsj.number, journal.number):
        listed = claim_lists.page(desk.session, claim_lists.Filters(source=number)).rows
        assert [row.claim for row in listed] == [other, one]
        published = claim_lists.page(desk.session, claim_lists.Filters(outlet=number)).rows
        assert [row.claim for row in published] == [one]
    asked = claim_filters.read(desk.session, {"source": "wsj"}, ZoneInfo("UTC"))
    assert asked.filters.source == journal.number
    [row] = source_lists.page(desk.session, source_lists.Filters(text="wsj")).rows
    assert (row.source, row.other_names, row.steps) == (journal, ("WSJ", "وول ستريت"), 2)
    assert source_lists.how_many(desk.session, source_lists.Filters()) == 2
    assert [hit.thing for hit in finding.find(desk.session, "wsj", person=desk.anna).sources] == [journal]
    assert [one.number for one in suggestions.suggest(desk.session, "ws")] == [journal.number]
    assert [one.article for one in article_lists.page(desk.session, article_lists.Filters(outlet="wall")).rows] == [
        article
    ]
    assert [one.article for one in article_lists.page(desk.session, article_lists.Filters(text="wall")).rows] == [
        article
    ]


def test_the_page_of_the_one_that_is_shown_holds_what_was_of_both(desk: Desk, wsj: Source, journal: Source) -> None:
    citing(desk, "WSJ", "One.")
    citing(desk, "Wall Street Journal", "Other.")
    owner = desk.source("Dow Jones")
    ownerships.add(desk.session, wsj, owner, Stated(basis="Imprint."), confirmed=True, by=desk.boris)
    ownerships.add(desk.session, wsj, journal, Stated(basis="A slip."), confirmed=True, by=desk.boris)
    notes.add(desk.session, wsj, words="Which edition?", by=desk.anna)
    merge(desk, wsj, journal)
    page = source_pages.read(desk.session, journal, person=desk.anna)
    assert [name.name for name in page.names] == ["Wall Street Journal", "وول ستريت", "WSJ"]
    assert ([one.owner for one in page.owners], list(page.merged)) == ([owner], [wsj])
    assert (page.record.originated.total, [note.words for note in page.notes]) == (2, ["Which edition?"])
    trees = source_pages.read(desk.session, owner, person=desk.anna).trees
    assert trees is not None
    assert [trees.sources[one.source] for one in trees.below.branches] == [journal]


def test_decided_claims_that_name_either_need_another_look(desk: Desk, wsj: Source, journal: Source) -> None:
    one, other, apart = (citing(desk, trail, trail) for trail in ("WSJ", "Wall Street Journal", "FARS"))
    for claim in (one, other, apart):
        desk.decide(claim, "likely")
    assert merges.preview(desk.session, wsj, journal).looks == 2
    merge(desk, wsj, journal)
    waiting = {
        claim.statement: [look.cause for look in looks.open_of(desk.session, claim)] for claim in (one, other, apart)
    }
    assert waiting == {"WSJ": [Cause.SOURCE_MERGED], "Wall Street Journal": [Cause.SOURCE_MERGED], "FARS": []}
    assert one.stage is ClaimStage.NEEDS_ANOTHER_LOOK


def test_the_preview_says_what_there_is_of_both_and_what_does_not_fit(desk: Desk, wsj: Source, journal: Source) -> None:
    citing(desk, "WSJ < Wall Street Journal")
    owner = desk.source("Dow Jones")
    ownerships.add(desk.session, wsj, owner, Stated(basis="Imprint."), confirmed=True, by=desk.boris)
    desk.session.commit()
    seen = merges.preview(desk.session, wsj, journal)
    assert (seen.going.names, seen.going.steps, [one.owner for one in seen.going.owners]) == (("WSJ",), 1, [owner])
    assert (seen.into.steps, seen.into.articles, seen.names) == (1, 0, ("وول ستريت", "WSJ"))
    assert seen.clashes == ("In 1 trail one has it through the other. Merged, it would cite itself there.",)
    assert seen.refusal == ""


def test_a_merged_source_is_merged_further_and_all_is_shown_as_the_last(
    desk: Desk, wsj: Source, journal: Source
) -> None:
    citing(desk, "WSJ")
    paper = desk.source("The Wall Street Journal", SourceKind.OUTLET)
    desk.session.commit()
    merge(desk, wsj, journal)
    merge(desk, journal, paper)
    assert steps(desk) == [("WSJ", "The Wall Street Journal")]
    assert (wsj.merged_into, wsj.shown) == (journal, paper)
    assert source_pages.read(desk.session, paper, person=desk.anna).record.originated.total == 1


@pytest.mark.parametrize(
    ("going", "into", "said"),
    [
        ("WSJ", "WSJ", "This is the same source"),
        ("Wall Street Journal", "WSJ", "are merged already"),
        ("WSJ", "Wall Street Journal", "are merged already"),
        ("WSJ", "FARS", r"WSJ was merged into Wall Street Journal \(source 2\)"),
        ("FARS", "WSJ", r"WSJ was merged into Wall Street Journal \(source 2\)"),
    ],
)
def test_what_is_one_already_is_not_merged_and_circles_never_come(
    desk: Desk, wsj: Source, journal: Source, going: str, into: str, said: str
) -> None:
    fars = desk.source("FARS")
    merge(desk, wsj, journal)
    by_name = {one.name: one for one in (wsj, journal, fars)}
    assert merges.preview(desk.session, by_name[going], by_name[into]).refusal
    with pytest.raises(Refusal, match=said):
        merges.merge(desk.session, by_name[going], by_name[into], why="so", by=desk.boris)


def test_merging_takes_a_reason_and_the_revisions_that_were_shown(desk: Desk, wsj: Source, journal: Source) -> None:
    with pytest.raises(Refusal, match="Say why"):
        merges.merge(desk.session, wsj, journal, why=" ", by=desk.boris)
    desk.session.rollback()
    shown = {"seen": wsj.rev, "seen_into": journal.rev}
    sources.add_name(desk.session, journal, name="The Journal", seen=journal.rev, by=desk.anna)
    desk.session.commit()
    with pytest.raises(Stale):
        merges.merge(desk.session, wsj, journal, **shown, why="so", by=desk.boris)


def test_nothing_new_is_noted_on_a_merged_source(desk: Desk, wsj: Source, journal: Source) -> None:
    merge(desk, wsj, journal)
    asked: dict[str, Any] = {"seen": wsj.rev, "by": desk.anna}
    for act in (
        lambda: sources.add_name(desk.session, wsj, name="Journal", **asked),
        lambda: sources.edit(desk.session, wsj, name="W", kind=wsj.source_kind, about="", contact="", **asked),
        lambda: ownerships.add(desk.session, wsj, journal, Stated(), **asked),
    ):
        with pytest.raises(Refusal, match="was merged into Wall Street Journal"):
            act()


def test_undoing_parts_the_two_and_undoing_that_merges_them_again(desk: Desk, wsj: Source, journal: Source) -> None:
    claim = citing(desk, "WSJ")
    merge(desk, wsj, journal)
    desk.decide(claim, "likely")
    event = newest(desk)
    merging = desk.session.scalars(select(type(event)).where(type(event).action == "source.merged")).one()
    undone = undo_event(desk, merging, by=desk.edda)
    check_merged(desk.session)
    assert (steps(desk), wsj.shown) == ([("WSJ", "WSJ")], wsj)
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.UNDONE]
    undo_event(desk, undone, by=desk.edda)
    check_merged(desk.session)
    assert (wsj.shown, faults(desk)) == (journal, [])


def test_what_was_merged_the_other_way_round_since_is_not_merged_again(
    desk: Desk, wsj: Source, journal: Source
) -> None:
    merge(desk, wsj, journal)
    undone = undo_event(desk, newest(desk), by=desk.edda)
    merge(desk, journal, wsj)
    seen = undo.preview(desk.session, undone, person=desk.edda)
    assert [one.because for one in seen.obstacles] == ["the two are merged the other way round by now"]
    with pytest.raises(Refusal):
        undo.undo(desk.session, undone, seen=seen.position, rest=True, why="so", by=desk.edda)
    desk.session.rollback()
    assert faults(desk) == []


def test_a_source_that_another_was_merged_into_stays_when_its_addition_is_undone(desk: Desk, wsj: Source) -> None:
    paper = desk.source("The Wall Street Journal")
    added = newest(desk)
    merge(desk, wsj, paper)
    assert [one.because for one in undo.preview(desk.session, added, person=desk.edda).obstacles] == [
        "something else hangs on it by now"
    ]


def test_a_page_of_the_past_shows_the_two_as_they_were(desk: Desk, wsj: Source, journal: Source) -> None:
    claim = citing(desk, "WSJ")
    before = newest(desk)
    merge(desk, wsj, journal)
    after = newest(desk)
    for event, name in ((before, "WSJ"), (after, "Wall Street Journal")):
        place = Place(event.seq, event.at)
        with blank() as session:
            assert past.of_thing(desk.session, session, claim, place, person=desk.anna)
            [there] = appearances.of_claim(session, session.get_one(Claim, claim.id))
            assert [step.source.name for step in there.citations] == [name]
        with blank() as session:
            assert past.of_thing(desk.session, session, journal, place, person=desk.anna)
            page = source_pages.read(session, session.get_one(Source, journal.id), person=desk.anna)
            assert page.record.originated.total == (event is after)


def test_lists_cost_the_same_for_one_merged_source_and_for_twenty(desk: Desk, wsj: Source) -> None:
    counts = set()
    for more in (1, 19):
        for at in range(more):
            new = desk.source(f"Paper {chance.new_id()}")
            citing(desk, f"{new.name} < FARS", f"Claim {at}.")
            other = desk.source(f"The paper {chance.new_id()}")
            merge(desk, new, other)
        desk.session.commit()
        desk.session.expunge_all()
        with desk.counted() as sent:
            claim_lists.page(desk.session, claim_lists.Filters())
            source_lists.page(desk.session, source_lists.Filters())
            suggestions.suggest(desk.session, "pap")
        counts.add(len(sent))
    assert len(counts) == 1


def test_a_publisher_s_old_and_new_name_find_its_articles(desk: Desk, wsj: Source, journal: Source) -> None:
    article = desk.claim().appearances[0].article
    articles.describe(desk.session, article, Description("Hit", outlet="WSJ"), seen=article.rev, by=desk.anna)
    desk.session.commit()
    merge(desk, wsj, journal)

    def found(typed: str) -> list[Article]:
        return [hit.thing for hit in finding.find(desk.session, typed, person=desk.anna).articles]

    assert found("wsj hit") == found("wall street hit") == [article]
    undo_event(desk, newest(desk), by=desk.edda)
    assert (found("wsj hit"), found("wall street hit")) == ([article], [])
