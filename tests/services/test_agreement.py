"""How far the desk's people agree: on first assessments, of a case, of a period."""

from datetime import timedelta

import pytest

from tests.assessing import Desk
from tracker.models import Claim
from tracker.services import agreement, cases, claims, reviews
from tracker.services.agreement import Agreement, Filters


def said(desk: Desk, **verdicts: str) -> Claim:
    """Annotate a claim, and let people assess it, by the names of their persons."""
    claim = desk.claim()
    for name, key in verdicts.items():
        desk.assess(claim, key, by=desk.people[name])
    return claim


def read(desk: Desk, filters: Filters | None = None) -> Agreement:
    return agreement.read(desk.session, filters or Filters(), person=desk.edda)


def test_claims_that_one_person_assessed_are_counted_apart(desk: Desk) -> None:
    said(desk, boris="false")
    said(desk, boris="false", carla="unlikely")
    found = read(desk)
    assert (found.claims, found.assessments, found.alone) == (1, 2, 1)
    assert found.together == {("false", "unlikely"): 1, ("unlikely", "false"): 1}
    assert found.verdicts == {"unlikely": "Unlikely", "false": "False"}


def test_the_first_assessment_of_each_person_counts_whatever_they_said_later(desk: Desk) -> None:
    claim = said(desk, boris="false", carla="likely")
    desk.assess(claim, "likely", by=desk.boris)
    review = reviews.own(desk.session, claim, desk.carla)
    assert review is not None
    reviews.take_back(desk.session, claim, why="Too early.", by=desk.carla)
    desk.session.commit()
    assert read(desk).together == {("false", "likely"): 1, ("likely", "false"): 1}


def test_verdicts_off_the_line_count_only_among_all(desk: Desk) -> None:
    for one, other in (("false", "false"), ("likely", "confirmed"), ("disputed", "disputed")):
        said(desk, boris=one, carla=other)
    found = read(desk)
    assert (found.nominal.units, found.ordinal.units) == (3, 2)
    assert found.nominal.value == pytest.approx(1 - 5 * 2 / 26)
    [(first, second, pair)] = found.pairs
    assert ({first.name, second.name}, pair.same, pair.kappa.units) == ({"Boris", "Carla"}, 2, 3)


def test_a_case_counts_its_claims_and_those_of_its_articles(desk: Desk) -> None:
    own, of_article, _ = (said(desk, boris="false", carla="false") for _ in range(3))
    case = cases.add(desk.session, title="Depots", by=desk.edda)
    cases.put_in(desk.session, case, own, by=desk.edda)
    cases.put_in(desk.session, case, of_article.appearances[0].article, by=desk.edda)
    desk.session.commit()
    assert read(desk, Filters(case=case.number)).claims == 2
    assert read(desk).claims == 3
    assert read(desk, Filters(case=99)).claims == 0


def test_a_period_goes_by_when_the_assessments_were_made(desk: Desk) -> None:
    claim = said(desk, boris="false", carla="false")
    [first, second] = reviews.of_claim(desk.session, claim)
    assert read(desk, Filters(since=first.created_at)).claims == 1
    assert read(desk, Filters(since=first.created_at + timedelta(microseconds=1))).claims == 0
    assert read(desk, Filters(until=second.created_at)).alone == 1


def test_a_later_assessment_does_not_stand_for_a_first_one_before_the_period(desk: Desk) -> None:
    claim = said(desk, boris="false", carla="false")
    later = desk.assess(claim, "likely", by=desk.boris)
    assert read(desk, Filters(since=later.created_at)).alone == 0


def test_withdrawn_claims_do_not_count(desk: Desk) -> None:
    claim = said(desk, boris="false", carla="false")
    claims.withdraw(desk.session, claim, seen=claim.rev, why="A joke.", by=desk.edda)
    desk.session.commit()
    assert read(desk).claims == 0


def test_more_claims_cost_no_more_statements(desk: Desk) -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            said(desk, boris="false", carla="likely")
        desk.session.expire_all()
        with desk.counted() as sent:
            read(desk)
        counts.append(len(sent))
    assert counts[0] == counts[1]
