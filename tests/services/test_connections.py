"""Whom a source cites and who cites it, as the trails of claims that stand tell it."""

from tests.assessing import Desk
from tracker.domain.actions import Action
from tracker.domain.connections import Neighbour
from tracker.domain.vocabulary import ReadAs, StepCheck, Voice
from tracker.models import Article, Citation, Passage, Source
from tracker.services import claims, connections, steps
from tracker.services.record import record
from tracker.services.steps import Checked


def cited(desk: Desk, *names: str) -> list[Citation]:
    return desk.trail(desk.claim().appearances[0], *names)


def published(desk: Desk, step: Citation, by: Source) -> Article:
    assert step.appearance is not None
    article = step.appearance.article
    article.publisher = by
    record(desk.session, Action.ARTICLE_DESCRIBED, about=article, by=desk.anna)
    desk.session.commit()
    return article


def sides(desk: Desk, source: Source) -> tuple[dict[str, int], dict[str, int]]:
    found = connections.of_source(desk.session, source)
    return by_name(found.cites), by_name(found.cited_by)


def by_name(some: list[Neighbour] | object) -> dict[str, int]:
    assert isinstance(some, list)
    return {one.name: one.steps for one in some}


def test_a_source_stands_between_the_one_before_it_and_the_one_beyond_it(desk: Desk) -> None:
    fars, sputnik, ministry = cited(desk, "FARS", "Sputnik Arabic", "Ministry")
    assert sides(desk, sputnik.source) == ({"Ministry": 1}, {"FARS": 1})
    assert sides(desk, ministry.source) == ({}, {"Sputnik Arabic": 1})
    assert sides(desk, fars.source) == ({"Sputnik Arabic": 1}, {"Depot hit": 1})


def test_next_to_the_reader_it_is_the_publisher_who_cites_or_the_article_where_nobody_knows_them(desk: Desk) -> None:
    [fars] = cited(desk, "FARS")
    gazette = desk.source("Harbour Gazette")
    [article] = connections.of_source(desk.session, fars.source).cited_by
    assert (article.is_article, article.name, article.number) == (True, "Depot hit", 1)
    published(desk, fars, gazette)
    [outlet] = connections.of_source(desk.session, fars.source).cited_by
    assert (outlet.is_article, outlet.name, outlet.number) == (False, "Harbour Gazette", gazette.number)
    assert sides(desk, gazette) == ({"FARS": 1}, {})


def test_the_trail_of_a_passage_counts_as_that_of_its_article(desk: Desk) -> None:
    outlet, article = desk.source("Harbour Gazette"), desk.article()
    article.publisher = outlet
    passage = Passage(snapshot=article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 4]])
    desk.session.add(passage)
    [wsj] = desk.trail(passage, "WSJ")
    assert sides(desk, wsj.source) == ({}, {}), "no claim stands in it yet"
    desk.claim("In the passage.", passage=passage)
    assert sides(desk, wsj.source) == ({}, {"Harbour Gazette": 1})
    assert sides(desk, outlet) == ({"WSJ": 1}, {})


def test_answers_are_counted_and_what_was_withdrawn_is_not(desk: Desk) -> None:
    fars, sputnik = cited(desk, "FARS", "Sputnik Arabic")
    assert fars.appearance is not None
    claim = fars.appearance.claim
    steps.check(desk.session, claim, {sputnik.id: Checked(StepCheck.OVERSTATED, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    [beyond] = connections.of_source(desk.session, fars.source).cites
    assert beyond.checks == {StepCheck.OVERSTATED: 1}
    claims.withdraw(desk.session, claim, seen=claim.rev, why="entered twice", by=desk.edda)
    desk.session.commit()
    assert sides(desk, fars.source) == ({}, {})


def test_sources_that_are_one_stand_there_once(desk: Desk) -> None:
    [fars, sputnik], [farsnews, other] = cited(desk, "FARS", "Sputnik Arabic"), cited(desk, "Farsnews", "Sputnik")
    for going, into in ((farsnews.source, fars.source), (other.source, sputnik.source)):
        going.merged_into = into
        record(desk.session, Action.SOURCE_MERGED, about=into, by=desk.anna, why="one and the same")
        desk.session.commit()
    assert sides(desk, fars.source)[0] == {"Sputnik Arabic": 2}
    assert sides(desk, other.source)[1] == {"FARS": 2}


def test_it_costs_the_same_number_of_statements_for_1_20_and_60_neighbours(desk: Desk) -> None:
    [fars] = cited(desk, "FARS")
    costs, made = [], 0
    for count in (1, 20, 60):
        for _ in range(count - made):
            claim = desk.claim()
            step = Citation(source=fars.source, appearance=claim.appearances[0])
            desk.session.add(step)
            record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
            desk.session.commit()
            desk.trail(claim.appearances[0], f"Source {made}", via=step)
            made += 1
        desk.session.expire_all()
        with desk.counted() as sent:
            found = connections.of_source(desk.session, fars.source)
        assert (len(found.cites), len(found.cited_by)) == (count, count + 1)
        costs.append(len(sent))
    assert len(set(costs)) == 1, costs
