"""The ledger of unnamed sources: who relies on whom, in what words, for which claims, and what came of it."""

from datetime import timedelta

import pytest

from tests.annotating import Writing
from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound
from tracker.domain.vocabulary import ReadAs, SourceKind, StepCheck, Voice
from tracker.models import Article, Citation, Claim, Passage, Source
from tracker.services import claims, step_details, steps, trails, unnamed
from tracker.services.record import record
from tracker.services.step_details import Details
from tracker.services.steps import Checked
from tracker.services.unnamed import Filters, Reliance

TEXT = "The depot burned down, a US official told the Journal. سعيد: قال مسؤول إن المستودع احترق."


def ledger(desk: Desk, filters: Filters | None = None) -> list[Reliance]:
    return list(unnamed.page(desk.session, filters or Filters(), person=desk.anna).rows)


def relied_on(desk: Desk, claim: Claim, kind: SourceKind = SourceKind.UNNAMED, via: Citation | None = None) -> Citation:
    """Let a claim's trail end with a source without a name."""
    step = Citation(source=desk.source("US official", kind), appearance=claim.appearances[0], via=via)
    desk.session.add(step)
    record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
    desk.session.commit()
    return step


def published(desk: Desk, article: Article, name: str) -> Source:
    article.publisher = desk.source(name)
    record(desk.session, Action.ARTICLE_DESCRIBED, about=article, by=desk.anna)
    desk.session.commit()
    return article.publisher


def test_only_steps_to_somebody_unnamed_or_to_general_opinion_are_in_it_the_newest_first(desk: Desk) -> None:
    first = relied_on(desk, desk.claim())
    desk.trail(desk.claim().appearances[0], "FARS")
    relied_on(desk, desk.claim(), SourceKind.UNKNOWN)
    second = relied_on(desk, desk.claim(), SourceKind.GENERAL_OPINION)
    assert [one.step for one in ledger(desk)] == [second, first]


def test_who_relies_is_the_source_before_the_step_or_else_the_publisher(desk: Desk) -> None:
    direct, passed_on, nobody = desk.claim(), desk.claim(), desk.claim()
    outlet = published(desk, direct.appearances[0].article, "Harbour Gazette")
    published(desk, passed_on.appearances[0].article, "The Coast Road")
    [journal] = desk.trail(passed_on.appearances[0], "WSJ")
    relied_on(desk, direct)
    relied_on(desk, passed_on, via=journal)
    relied_on(desk, nobody)
    assert [one.outlet for one in ledger(desk)] == [None, journal.source, outlet]
    assert {source.name: steps for source, steps in unnamed.summary(desk.session, Filters()).outlets} == {
        "Harbour Gazette": 1,
        "WSJ": 1,
    }


def test_an_outlet_filters_by_its_articles_and_by_what_was_passed_on_by_it(desk: Desk) -> None:
    passed_on, elsewhere = desk.claim(), desk.claim()
    road = published(desk, passed_on.appearances[0].article, "The Coast Road")
    [journal] = desk.trail(passed_on.appearances[0], "WSJ")
    step = relied_on(desk, passed_on, via=journal)
    relied_on(desk, elsewhere)
    passage = Passage(snapshot=passed_on.appearances[0].article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 9]])
    desk.session.add(passage)
    [voice] = desk.trail(passage, "people")
    voice.source.source_kind = SourceKind.UNNAMED
    record(desk.session, Action.SOURCE_EDITED, about=voice.source, by=desk.anna)
    inside = desk.claim("In the passage.", passage=passage)
    assert [one.step for one in ledger(desk, Filters(outlet=road.number))] == [voice, step]
    assert [one.step for one in ledger(desk, Filters(outlet=journal.source.number))] == [step]
    assert ledger(desk, Filters(outlet=99)) == []
    assert ledger(desk, Filters(outlet=road.number))[0].claims == [inside]
    assert unnamed.summary(desk.session, Filters(outlet=road.number)).total == 2


def test_what_was_merged_counts_as_the_source_that_is_shown(desk: Desk) -> None:
    claims = [desk.claim(), desk.claim()]
    steps_to = [relied_on(desk, claim) for claim in claims]
    outlets = [published(desk, claim.appearances[0].article, name) for claim, name in zip(claims, "AB", strict=True)]
    outlets[0].merged_into = outlets[1]
    record(desk.session, Action.SOURCE_MERGED, about=outlets[1], by=desk.anna, why="one and the same")
    desk.session.commit()
    both = [one.step for one in ledger(desk, Filters(outlet=outlets[0].number))]
    assert both == [one.step for one in ledger(desk, Filters(outlet=outlets[1].number))] == steps_to[::-1]
    assert unnamed.summary(desk.session, Filters()).outlets == [(outlets[1], 2)]
    steps_to[0].source.merged_into = desk.source("John Smith", SourceKind.PERSON)
    record(desk.session, Action.SOURCE_MERGED, about=steps_to[0].entered_source, by=desk.anna, why="one and the same")
    desk.session.commit()
    assert [one.step for one in ledger(desk)] == steps_to[1:]


def test_a_period_is_that_in_which_the_step_was_entered(desk: Desk) -> None:
    relied_on(desk, desk.claim())
    now = chance.now()
    day = timedelta(1)
    assert len(ledger(desk, Filters(since=now - day, until=now + day))) == 1
    assert ledger(desk, Filters(since=now + day)) == ledger(desk, Filters(until=now - day)) == []


def test_it_says_for_which_claims_and_what_came_of_them(desk: Desk) -> None:
    claim = desk.claim()
    step = relied_on(desk, claim)
    steps.check(desk.session, claim, {step.id: Checked(StepCheck.OVERSTATED, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.decide(claim, "unproven")
    [row] = ledger(desk)
    assert (row.claims, row.place) == ([claim], claim.appearances[0].id)
    assert row.claims[0].verdict == desk.verdict("unproven")
    assert unnamed.summary(desk.session, Filters()).checks == {StepCheck.OVERSTATED: 1}


def test_what_was_withdrawn_is_left_out_and_so_is_a_passage_from_which_no_claim_has_it(desk: Desk) -> None:
    claim = desk.claim()
    relied_on(desk, claim)
    passage = Passage(snapshot=claim.appearances[0].article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 9]])
    desk.session.add(passage)
    [voice] = desk.trail(passage, "people")
    voice.source.source_kind = SourceKind.UNNAMED
    record(desk.session, Action.SOURCE_EDITED, about=voice.source, by=desk.anna)
    claims.withdraw(desk.session, claim, seen=claim.rev, why="entered twice", by=desk.edda)
    desk.session.commit()
    assert ledger(desk) == []
    assert unnamed.summary(desk.session, Filters()).total == 0


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("US official", "a ", " told the Journal"), ("مسؤول", "سعيد: قال ", " إن المستودع احترق")],
)
def test_the_words_are_shown_between_what_stands_beside_them(
    writing: Writing, name: str, before: str, after: str
) -> None:
    writing.source(name, kind=SourceKind.UNNAMED)
    writing.claim(writing.article(TEXT), "The depot burned down", name)
    writing.session.commit()
    [row] = unnamed.page(writing.session, Filters(), person=writing.anton).rows
    assert row.words is not None
    assert row.words.words == name
    assert row.words.before.endswith(before)
    assert row.words.after.startswith(after)
    assert f"{row.words.before}{name}{row.words.after}" in TEXT


def test_words_whose_place_is_not_known_in_the_text_of_the_cue_are_shown_alone(writing: Writing) -> None:
    writing.source("US official", kind=SourceKind.UNNAMED)
    article = writing.article(TEXT)
    claim = writing.claim(article, "The depot burned down", "US official")
    writing.session.commit()
    writing.newer(article, f"Corrected. {TEXT} He told it again.")
    writing.session.commit()
    place = writing.place(claim)
    [step] = trails.own_steps(place)
    entered = {step.id: Details(cue="told it again")}
    step_details.rewrite(writing.session, place, trails.as_typed(place), entered, seen=place.rev, by=writing.anton)
    writing.session.commit()
    [row] = unnamed.page(writing.session, Filters(), person=writing.anton).rows
    assert row.words is not None
    assert (row.words.before, row.words.words, row.words.after) == ("", "US official", "")
    assert row.words.cue == "told it again"


def test_a_step_without_words_has_none(desk: Desk) -> None:
    relied_on(desk, desk.claim())
    assert ledger(desk)[0].words is None


def many(desk: Desk, count: int) -> None:
    """Enter many steps to one unnamed source in one article."""
    article, source = desk.claim().appearances[0].article, desk.source("US official", SourceKind.UNNAMED)
    passage = Passage(snapshot=article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 9]])
    desk.session.add_all([passage, Citation(passage=passage, source=source)])
    record(desk.session, Action.PASSAGE_MARKED, about=article, by=desk.anna)
    for at in range(count):
        claim = desk.claim(f"Claim {at}.", passage=passage)
        desk.session.add(Citation(appearance=claim.appearances[0], source=source))
        record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
    desk.session.commit()


@pytest.mark.parametrize("most", [1000, 30])
def test_a_page_costs_the_same_number_of_statements_for_1_20_and_200_rows_however_steps_are_looked_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(unnamed, "MOST_COUNTED", most)
    many(desk, 200)
    costs = []
    for limit in (1, 20, 200):
        desk.session.expunge_all()
        with desk.counted() as sent:
            page = unnamed.page(desk.session, Filters(), person=desk.anna, limit=limit)
            unnamed.summary(desk.session, Filters())
        assert len(page.rows) == limit
        costs.append(len(sent))
    assert len(set(costs)) == 1


def test_pages_follow_each_other_without_a_gap_or_a_repeat(desk: Desk) -> None:
    entered = [relied_on(desk, desk.claim()).id for _ in range(5)]
    listed, key = [], None
    while True:
        page = unnamed.page(desk.session, Filters(), person=desk.anna, after=key, limit=2)
        listed += [row.step.id for row in page.rows]
        if (key := page.next_key) is None:
            break
    assert listed == entered[::-1]
    with pytest.raises(NotFound):
        unnamed.page(desk.session, Filters(), person=desk.anna, after="nonsense")


def test_few_and_many_are_looked_up_in_other_ways_and_come_to_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    relied_on(desk, desk.claim())
    relied_on(desk, desk.claim(), SourceKind.PERSON)
    few = [row.step for row in ledger(desk)]
    monkeypatch.setattr(unnamed, "MOST_COUNTED", 0)
    assert [row.step for row in ledger(desk)] == few
