"""The dossier of a case: how its claims stand, and who worked on them."""

from dataclasses import replace

from tests.assessing import Desk
from tracker.domain.vocabulary import ClaimStage
from tracker.models import Case
from tracker.services import article_lists, cases, claims, dossiers, scales
from tracker.services.article_lists import Filters


def case_of(desk: Desk, *things: cases.Thing) -> Case:
    """Open a case that holds some things."""
    case = cases.add(desk.session, title="Depots", by=desk.edda)
    for thing in things:
        cases.put_in(desk.session, case, thing, by=desk.edda)
    desk.session.commit()
    return case


def test_claims_are_counted_by_verdict_then_by_stage(desk: Desk) -> None:
    decided, assessed, open_one = desk.claim("Decided."), desk.claim("Assessed."), desk.claim("Open.")
    desk.decide(decided, "false")
    desk.assess(assessed, "likely", by=desk.boris)
    desk.claim("Elsewhere.")
    case = case_of(desk, decided.appearances[0].article, assessed, open_one, decided)
    assert [
        (one.verdict.key if one.verdict else "", one.stage, one.claims) for one in dossiers.standing(desk.session, case)
    ] == [
        ("false", ClaimStage.DECIDED, 1),
        ("", ClaimStage.TO_CHECK, 1),
        ("", ClaimStage.AWAITING_SECOND_LOOK, 1),
    ]


def test_a_verdict_is_one_in_all_versions_of_the_scale_and_called_what_it_is_now(desk: Desk) -> None:
    before, after = desk.claim("Before."), desk.claim("After.")
    desk.decide(before, "false")
    steps = [verdict.step for verdict in scales.in_use(desk.session).verdicts]
    worded = [replace(step, label="Untrue") if step.key == "false" else step for step in steps]
    scales.change(desk.session, worded, seen=1, why="So we say.", by=desk.edda)
    desk.decide(after, "false")
    [one] = dossiers.standing(desk.session, case_of(desk, before, after))
    assert one.verdict is not None
    assert (one.verdict.label, one.claims) == ("Untrue", 2)


def test_each_person_is_counted_once_a_claim(desk: Desk) -> None:
    claim = desk.claim()
    for key in ("likely", "false"):
        desk.assess(claim, key, by=desk.boris)
    desk.decide(claim, "false")
    found = dossiers.people(desk.session, case_of(desk, claim))
    assert [(one.person.name, one.annotated, one.assessed, one.decided) for one in found] == [
        ("Anna", 1, 0, 0),
        ("Boris", 0, 1, 0),
        ("Carla", 0, 0, 1),
    ]


def test_withdrawn_claims_are_left_out(desk: Desk) -> None:
    claim = desk.claim()
    case = case_of(desk, claim)
    claims.withdraw(desk.session, claim, seen=claim.rev, why="A joke.", by=desk.edda)
    desk.session.commit()
    assert dossiers.standing(desk.session, case) == []
    assert dossiers.people(desk.session, case) == []


def test_articles_are_those_it_holds_and_those_its_claims_appear_in(desk: Desk) -> None:
    claim, held = desk.claim(), desk.article()
    desk.article()
    case = case_of(desk, claim, held)
    found = article_lists.page(desk.session, Filters(case=case.number)).rows
    assert [row.article for row in found] == [held, claim.appearances[0].article]
    assert article_lists.how_many(desk.session, Filters(case=99)) == 0


def test_a_large_case_costs_as_many_statements_as_a_small_one(desk: Desk) -> None:
    costs = []
    case = case_of(desk)
    for many in (1, 6):
        for _ in range(many):
            claim = desk.claim()
            desk.assess(claim, "likely", by=desk.boris)
            cases.put_in(desk.session, case, claim, by=desk.edda)
        desk.session.commit()
        desk.session.expire_all()
        again = desk.session.get_one(Case, case.id)
        with desk.counted() as sent:
            dossiers.standing(desk.session, again)
            dossiers.people(desk.session, again)
        costs.append(len(sent))
    assert costs[0] == costs[1]
