"""What happened to the things in a case, as the desk has it."""

from datetime import UTC

from tests.assessing import Desk
from tracker.domain.actions import Action
from tracker.domain.case_timelines import CaseTimeline, Update
from tracker.domain.drawing.glyphs import Sign
from tracker.domain.vocabulary import Relation
from tracker.models import Article, Case, Claim
from tracker.services import case_timelines, cases, claim_merges, claims, links
from tracker.services.record import record


def case_of(desk: Desk, *things: Claim | Article) -> Case:
    case = cases.add(desk.session, title="The coast road", by=desk.edda)
    for thing in things:
        cases.put_in(desk.session, case, thing, by=desk.edda)
    desk.session.commit()
    return case


def timeline(desk: Desk, case: Case) -> CaseTimeline:
    return case_timelines.of_items(desk.session, cases.items_of(desk.session, case), zone=UTC, person=desk.anna)


def published(desk: Desk, article: Article, on: str) -> Article:
    article.published = on
    record(desk.session, Action.ARTICLE_DESCRIBED, about=article, by=desk.anna)
    desk.session.commit()
    return article


def test_claims_appear_when_their_articles_came_out_and_articles_come_out_and_change(desk: Desk) -> None:
    later, first = desk.claim("It was saved."), desk.claim("It burned.")
    for claim, on in ((later, "2016-10"), (first, "2016-09-21")):
        published(desk, claim.appearances[0].article, on)
    case = case_of(desk, later, first, first.appearances[0].article)
    found = timeline(desk, case)
    assert [(one.on, one.thing, one.sign) for one in found.happenings] == [
        ("2016-09-21", ("claim", first.number), Sign.ASSERTS),
        ("2016-09-21", ("article", first.appearances[0].article.number), Sign.PUBLISHED),
        ("2016-10", ("claim", later.number), Sign.ASSERTS),
    ]
    assert [thing.words for thing in found.things] == ["It burned.", "It was saved.", "Depot hit"]


def test_what_was_withdrawn_is_left_out_and_claims_that_are_one_are_one(desk: Desk) -> None:
    one, other, gone = desk.claim("It burned."), desk.claim("It burned down."), desk.claim("It flew.")
    case = case_of(desk, one, other, gone)
    claims.withdraw(desk.session, gone, seen=gone.rev, why="a joke", by=desk.edda)
    claim_merges.merge(desk.session, other, one, why="The same.", by=desk.edda)
    desk.session.commit()
    found = timeline(desk, case)
    assert [thing.number for thing in found.things] == [one.number]
    assert [happened.thing for happened in found.happenings] == [("claim", one.number)] * 2


def test_updates_between_claims_of_the_case_are_told_and_no_other_relations(desk: Desk) -> None:
    old, new, elsewhere = desk.claim("Ten."), desk.claim("Twelve."), desk.claim("Twenty.")
    links.add(desk.session, new, old, relation=Relation.UPDATES, on="2016-11", by=desk.anna)
    links.add(desk.session, elsewhere, old, relation=Relation.UPDATES, by=desk.anna)
    links.add(desk.session, old, new, relation=Relation.CONTRADICTS, by=desk.anna)
    found = timeline(desk, case_of(desk, old, new))
    assert list(found.updates) == [Update("2016-11", new.number or 0, old.number or 0)]


def test_it_costs_the_same_number_of_statements_for_1_20_and_60_things(desk: Desk) -> None:
    case, costs, made = case_of(desk), [], 0
    for count in (1, 20, 60):
        for _ in range(count - made):
            claim = desk.claim()
            cases.put_in(desk.session, case, claim, by=desk.edda)
            cases.put_in(desk.session, case, claim.appearances[0].article, by=desk.edda)
            made += 1
        desk.session.commit()
        desk.session.expire_all()
        items = cases.items_of(desk.session, desk.session.get_one(Case, case.id))
        person = desk.anna
        assert person.name
        with desk.counted() as sent:
            found = case_timelines.of_items(desk.session, items, zone=UTC, person=person)
        assert (len(found.things), len(found.happenings)) == (2 * count, 2 * count)
        costs.append(len(sent))
    assert len(set(costs)) == 1, costs
