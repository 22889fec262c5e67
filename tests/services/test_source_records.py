"""The record of a source: what it originated and relayed, how its steps checked out, and what was corrected."""

import pytest
from sqlalchemy import func, select

from tests.assessing import Desk
from tracker.db import blank
from tracker.domain.actions import Action
from tracker.domain.vocabulary import ReadAs, Relation, StepCheck, Voice
from tracker.models import Article, Citation, Claim, Event, Passage, Source
from tracker.services import claims, links, past, source_pages, source_records, steps
from tracker.services.record import record
from tracker.services.source_records import Record
from tracker.services.steps import Checked


def record_of(desk: Desk, source: Source) -> Record:
    return source_records.of_source(desk.session, source, person=desk.anna)


def cited(desk: Desk, *names: str, claim: Claim | None = None) -> list[Citation]:
    """Enter a trail of new sources on a claim of its own."""
    return desk.trail((claim or desk.claim()).appearances[0], *names)


def found(desk: Desk, step: Citation, check: StepCheck) -> None:
    assert step.appearance is not None
    steps.check(desk.session, step.appearance.claim, {step.id: Checked(check, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()


def again(desk: Desk, source: Source, via: Citation | None = None) -> Citation:
    """Let another claim have it from a source."""
    claim = desk.claim()
    step = Citation(source=source, appearance=claim.appearances[0], via=via)
    desk.session.add(step)
    record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
    desk.session.commit()
    return step


def article_of(step: Citation) -> Article:
    assert step.appearance is not None
    return step.appearance.article


def published(desk: Desk, article: Article, by: Source) -> None:
    article.publisher = by
    record(desk.session, Action.ARTICLE_DESCRIBED, about=article, by=desk.anna)
    desk.session.commit()


def test_claims_are_counted_by_verdict_where_a_trail_ends_with_it_and_where_it_goes_on(desk: Desk) -> None:
    claim = desk.claim()
    fars, sputnik = cited(desk, "FARS", "Sputnik Arabic", claim=claim)
    desk.decide(claim, "likely")
    again(desk, fars.source)
    likely = desk.verdict("likely").id
    of_fars, of_sputnik = record_of(desk, fars.source), record_of(desk, sputnik.source)
    assert (of_fars.relayed.by_verdict, of_fars.originated.by_verdict) == ({likely: 1}, {None: 1})
    assert (of_sputnik.relayed.by_verdict, of_sputnik.originated.by_verdict) == ({}, {likely: 1})


def test_answers_are_counted_where_others_cite_it_apart_from_where_it_cites_others(desk: Desk) -> None:
    fars, sputnik = cited(desk, "FARS", "Sputnik Arabic")
    found(desk, fars, StepCheck.YES)
    found(desk, sputnik, StepCheck.OVERSTATED)
    found(desk, again(desk, fars.source), StepCheck.COULD_NOT_OBTAIN)
    again(desk, fars.source)
    of_fars = record_of(desk, fars.source)
    assert of_fars.cited == {StepCheck.NOT_CHECKED: 1, StepCheck.YES: 1, StepCheck.COULD_NOT_OBTAIN: 1}
    assert of_fars.citing == {StepCheck.OVERSTATED: 1}
    assert record_of(desk, sputnik.source).cited == {StepCheck.OVERSTATED: 1}


def test_an_outlet_cites_what_its_articles_say_first_also_in_the_trail_of_a_passage(desk: Desk) -> None:
    outlet, claim = desk.source("Harbour Gazette"), desk.claim()
    place = claim.appearances[0]
    published(desk, place.article, outlet)
    fars, _ = cited(desk, "FARS", "Sputnik Arabic", claim=claim)
    passage = Passage(snapshot=place.article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 4]])
    desk.session.add(passage)
    desk.trail(passage, "WSJ")
    desk.claim("In the passage.", passage=passage)
    found(desk, fars, StepCheck.NOT_THERE)
    assert record_of(desk, outlet).citing == {StepCheck.NOT_CHECKED: 1, StepCheck.NOT_THERE: 1}
    assert record_of(desk, outlet).cited == {}


def test_what_was_merged_into_it_is_in_its_record(desk: Desk) -> None:
    [fars], [farsnews] = cited(desk, "FARS"), cited(desk, "Farsnews")
    farsnews.source.merged_into = fars.source
    record(desk.session, Action.SOURCE_MERGED, about=fars.source, by=desk.anna, why="one and the same")
    desk.session.commit()
    assert record_of(desk, fars.source).originated.total == 2
    assert record_of(desk, fars.source).cited == {StepCheck.NOT_CHECKED: 2}


def test_what_was_withdrawn_counts_nowhere(desk: Desk) -> None:
    claim = desk.claim()
    [fars] = cited(desk, "FARS", claim=claim)
    claims.withdraw(desk.session, claim, seen=claim.rev, why="entered twice", by=desk.edda)
    desk.session.commit()
    left = record_of(desk, fars.source)
    assert (left.originated.total, left.relayed.total, left.cited, left.citing) == (0, 0, {}, {})


def test_later_versions_and_updates_of_its_articles_are_its_corrections(desk: Desk) -> None:
    outlet, old, new, other = desk.source("Harbour Gazette"), desk.claim(), desk.claim("Not hit."), desk.claim("Else.")
    article = new.appearances[0].article
    published(desk, article, outlet)
    links.add(desk.session, new, old, relation=Relation.UPDATES, on="2016-11", by=desk.anna)
    links.add(desk.session, new, other, relation=Relation.CONTRADICTS, by=desk.anna)
    links.add(desk.session, other, old, relation=Relation.UPDATES, by=desk.anna)
    desk.session.commit()
    assert (record_of(desk, outlet).changed_count, record_of(desk, outlet).update_count) == (0, 1)
    article.version = 2
    record(desk.session, Action.ARTICLE_DESCRIBED, about=article, by=desk.anna)
    desk.session.commit()
    kept = record_of(desk, outlet)
    assert [link.other for link in kept.updates] == [old]
    assert (kept.changed, kept.changed_count) == ([article], 1)


def test_only_the_newest_steps_are_counted_and_the_record_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    [fars] = cited(desk, "FARS")
    found(desk, fars, StepCheck.YES)
    assert not record_of(desk, fars.source).newest_alone
    again(desk, fars.source)
    again(desk, fars.source)
    monkeypatch.setattr(source_records, "MOST_STEPS", 2)
    newest = record_of(desk, fars.source)
    assert (newest.newest_alone, newest.steps, newest.cited) == (True, 2, {StepCheck.NOT_CHECKED: 2})
    assert newest.originated.total == 2


def test_a_record_costs_the_same_number_of_statements_for_1_20_and_60_steps(desk: Desk) -> None:
    [fars] = cited(desk, "FARS")
    costs = []
    for count in (1, 20, 60):
        for _ in range(count - sum(record_of(desk, fars.source).cited.values())):
            published(desk, article_of(again(desk, fars.source)), fars.source)
        with desk.counted() as sent:
            assert sum(record_of(desk, fars.source).cited.values()) == count
        costs.append(len(sent))
    assert len(set(costs)) == 1


def test_the_record_of_then_is_that_of_then(desk: Desk) -> None:
    outlet, old, new = desk.source("Harbour Gazette"), desk.claim(), desk.claim("Not hit.")
    published(desk, new.appearances[0].article, outlet)
    [fars] = cited(desk, "FARS", claim=new)
    links.add(desk.session, new, old, relation=Relation.UPDATES, by=desk.anna)
    found(desk, fars, StepCheck.YES)
    last = desk.session.scalars(select(func.max(Event.seq))).one()
    before, then = past.after(desk.session, last), record_of(desk, outlet)
    found(desk, fars, StepCheck.NOT_THERE)
    links.withdraw(desk.session, then.updates[0], seen=None, why="a mistake", by=desk.edda)
    desk.session.commit()
    with blank() as session:
        past.of_thing(desk.session, session, outlet, before, person=desk.anna)
        page = source_pages.read(session, session.get_one(Source, outlet.id), person=desk.anna)
        assert page.record.citing == then.citing == {StepCheck.YES: 1}
        assert (page.record.update_count, page.record.updates[0].other.id) == (1, old.id)
    assert record_of(desk, outlet).citing == {StepCheck.NOT_THERE: 1}
    assert record_of(desk, outlet).update_count == 0
