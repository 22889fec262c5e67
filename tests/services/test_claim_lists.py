"""Lists of claims: what each filter leaves, how pages follow each other, and what they cost."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.assessing import Desk
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import Beyond, ClaimKind, ClaimStage, SourceKind, Triage, Voice
from tracker.models import Appearance, Base, Citation, Claim, Passage
from tracker.services import appearances, articles, cases, claim_lists, search, tags
from tracker.services.articles import Description
from tracker.services.claim_lists import Filters, how_many, matching, page
from tracker.services.record import record
from tracker.services.task_filters import OVERDUE, read_due

NOW = datetime.now(UTC)
EVERY_FILTER = [
    Filters(stage=ClaimStage.IN_WORK),
    Filters(verdict="false"),
    Filters(source=1),
    Filters(outlet=1),
    Filters(written_in="en"),
    Filters(article=1),
    Filters(case=1),
    Filters(kind=ClaimKind.CAUSAL),
    Filters(tag="strikes"),
    Filters(person="anna"),
    Filters(text="depot"),
    Filters(triage=Triage.LATER),
    Filters(withdrawn=True),
    Filters(assigned="boris"),
    Filters(due=read_due("2026-11-30")),
    Filters(due=read_due(OVERDUE)),
    Filters(priority=Priority.HIGH),
]


def found(desk: Desk, filters: Filters) -> list[str]:
    return [row.claim.statement for row in page(desk.session, filters).rows]


def test_a_list_begins_with_the_newest_and_leaves_out_what_is_not_to_check_or_withdrawn(desk: Desk) -> None:
    desk.claim("First.")
    desk.claim("Marked.", triage=Triage.LATER)
    desk.claim("Passed over.", triage=Triage.SKIP)
    desk.claim("Gone.", withdrawn=True)
    assert found(desk, Filters()) == ["Marked.", "First."]
    assert found(desk, Filters(triage=Triage.SKIP)) == ["Passed over."]
    assert found(desk, Filters(withdrawn=True)) == ["Gone."]


def test_each_filter_of_the_claim_itself_leaves_what_it_names(desk: Desk) -> None:
    plain = desk.claim("It was hit.")
    causal = desk.claim("It was hit because of the fuel.", claim_kind=ClaimKind.CAUSAL)
    desk.decide(plain, "likely")
    assert found(desk, Filters(kind=ClaimKind.CAUSAL)) == [causal.statement]
    assert found(desk, Filters(verdict="likely")) == [plain.statement]
    assert found(desk, Filters(verdict="no such key")) == []
    assert found(desk, Filters(stage=ClaimStage.DECIDED)) == [plain.statement]
    assert found(desk, Filters(stage=ClaimStage.TO_CHECK)) == [causal.statement]


def test_a_person_is_named_by_sign_in_name_in_any_case_or_by_id(desk: Desk) -> None:
    claim = desk.claim()
    assert found(desk, Filters(person="ANNA")) == found(desk, Filters(person=str(desk.anna.id))) == [claim.statement]
    assert found(desk, Filters(person="boris")) == found(desk, Filters(person="nobody")) == []


def test_since_is_included_and_until_is_not(desk: Desk) -> None:
    claim = desk.claim()
    moment = claim.created_at
    assert found(desk, Filters(since=moment)) == [claim.statement]
    assert found(desk, Filters(until=moment)) == []
    assert found(desk, Filters(since=moment - timedelta(1), until=moment + timedelta(1))) == [claim.statement]


def test_a_source_is_found_in_the_claim_s_own_trail_and_in_that_of_its_passage(desk: Desk) -> None:
    own, other = desk.claim("Own trail."), desk.claim("No trail.")
    [appearance] = appearances.of_claim(desk.session, own)
    [_, sputnik] = desk.trail(appearance, "FARS", "Sputnik Arabic")
    [elsewhere] = appearances.of_claim(desk.session, other)
    passage = Passage(snapshot=elsewhere.article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 20]])
    desk.session.add(passage)
    [wsj] = desk.trail(passage, "WSJ")
    inherited = desk.claim("Inherited trail.", passage=passage)
    assert found(desk, Filters(source=sputnik.source.number)) == [own.statement]
    assert found(desk, Filters(source=wsj.source.number)) == [inherited.statement]
    assert found(desk, Filters(source=10**6)) == []


def test_outlet_and_article_are_found_by_number(desk: Desk) -> None:
    claim, _ = desk.claim("Here."), desk.claim("Elsewhere.")
    [appearance] = appearances.of_claim(desk.session, claim)
    article, road = appearance.article, desk.source("The Coast Road", SourceKind.OUTLET)
    articles.describe(desk.session, article, Description("Hit", outlet=road.name), seen=article.rev, by=desk.anna)
    desk.session.commit()
    assert found(desk, Filters(outlet=road.number)) == ["Here."]
    assert found(desk, Filters(article=article.number)) == ["Here."]


def test_a_case_holds_its_claims_and_those_that_appear_in_its_articles(desk: Desk) -> None:
    own, of_article, _ = desk.claim("Put in."), desk.claim("In its article."), desk.claim("Elsewhere.")
    case = cases.add(desk.session, title="Depots", by=desk.anna)
    cases.put_in(desk.session, case, own, by=desk.anna)
    cases.put_in(desk.session, case, of_article.appearances[0].article, by=desk.anna)
    desk.session.commit()
    assert found(desk, Filters(case=case.number)) == ["In its article.", "Put in."]
    assert found(desk, Filters(case=10**6)) == []


def test_tags_are_found_in_any_case_and_words_by_their_beginnings_or_the_number(desk: Desk) -> None:
    claim, other = desk.claim("The depot was hit."), desk.claim("قصف المستودع فجرا")
    for one in (claim, other):
        search.index(desk.session, "claim", one.id, one.statement)
    tags.set_tags(desk.session, claim, ["Strikes"], by=desk.anna)
    desk.session.commit()
    assert found(desk, Filters(tag="STRIKES")) == ["The depot was hit."]
    assert found(desk, Filters(text="dep hi")) == ["The depot was hit."]
    assert found(desk, Filters(text="المست")) == ["قصف المستودع فجرا"]
    assert found(desk, Filters(text=f"#{other.number}")) == [other.statement]
    assert found(desk, Filters(text="…")) == []


def test_filters_together_leave_what_all_of_them_name(desk: Desk) -> None:
    one = desk.claim("One.", claim_kind=ClaimKind.OPINION)
    desk.claim("Two.", claim_kind=ClaimKind.OPINION)
    tags.set_tags(desk.session, one, ["x"], by=desk.anna)
    desk.session.commit()
    assert found(desk, Filters(kind=ClaimKind.OPINION, tag="x", person="anna")) == ["One."]


def test_a_row_has_the_first_place_its_trail_the_number_of_places_and_the_tags(desk: Desk) -> None:
    claim = desk.claim()
    [appearance] = appearances.of_claim(desk.session, claim)
    desk.trail(appearance, "FARS", "Sputnik Arabic")
    tags.set_tags(desk.session, claim, ["b", "A"], by=desk.anna)
    desk.session.commit()
    [row] = page(desk.session, Filters()).rows
    assert row.article is appearance.article
    assert (row.appearances, row.tags) == (1, ("A", "b"))
    assert [step.name for step in row.trail.walk()] == ["FARS", "Sputnik Arabic"]
    assert row.trail.beyond is Beyond.NOT_ENTERED


def test_pages_follow_each_other_without_a_gap_or_a_repeat(desk: Desk) -> None:
    for at in range(7):
        desk.claim(f"Claim {at}.")
    first = page(desk.session, Filters(), limit=3)
    second = page(desk.session, Filters(), after=first.next_key, limit=3)
    third = page(desk.session, Filters(), after=second.next_key, limit=3)
    listed = [row.claim.statement for one in (first, second, third) for row in one.rows]
    assert listed == [f"Claim {at}." for at in reversed(range(7))]
    assert third.next_key is None
    with pytest.raises(NotFound):
        page(desk.session, Filters(), after="nonsense")


def test_counts_stop_at_their_cap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        desk.claim()
    assert how_many(desk.session, Filters()) == 3
    monkeypatch.setattr(claim_lists, "MOST_COUNTED", 2)
    assert how_many(desk.session, Filters()) == 2


def many(desk: Desk, count: int) -> None:
    """Annotate many claims in one go, each in a trail of its own."""
    article, source = desk.article(), desk.source("FARS")
    for at in range(count):
        claim = Claim(statement=f"The depot was hit {at} times.", created_at=NOW, created_by=desk.anna)
        appearance = Appearance(claim=claim, article=article, created_at=NOW, created_by=desk.anna)
        desk.session.add_all([claim, appearance, Citation(appearance=appearance, source=source)])
        record(desk.session, Action.CLAIM_ANNOTATED, about=claim, by=desk.anna)
        search.index(desk.session, "claim", claim.id, claim.statement)
    desk.session.commit()


def test_a_page_costs_the_same_number_of_statements_for_1_20_and_200_rows(desk: Desk) -> None:
    many(desk, 201)
    for filters in (Filters(), Filters(person="anna", kind=ClaimKind.FACTUAL, text="depot")):
        costs = []
        for limit in (1, 20, 200):
            with desk.counted() as sent:
                shown = page(desk.session, filters, limit=limit)
            assert len(shown.rows) == limit
            costs.append(len(sent))
        assert len(set(costs)) == 1


@pytest.mark.parametrize("filters", EVERY_FILTER, ids=repr)
def test_every_filter_is_served_by_an_index(database: Database, filters: Filters) -> None:
    with closing(database.reading()) as session:
        query = matching(session, filters).order_by(Claim.id.desc()).limit(51)
        written = query.compile(database.engine, compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {written}"))]
    walked = [step for step in plan if step.startswith("SCAN ") and not step.endswith("ix_claims_withdrawn")]
    assert [step for step in walked if step.split()[1] in Base.metadata.tables] == []
