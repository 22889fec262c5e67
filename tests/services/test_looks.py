"""Decided claims need another look when something that they rest on changes: one entry a cause."""

import pytest

from tests.assessing import Desk
from tests.statements import statements
from tracker.domain.actions import Action
from tracker.domain.vocabulary import (
    Cause,
    ClaimStage,
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    ReadAs,
    Relation,
    StepCheck,
    Voice,
)
from tracker.models import Claim, Passage
from tracker.services import enquiries, evidence, links, looks, steps
from tracker.services.enquiries import Answer
from tracker.services.evidence import Description
from tracker.services.record import record
from tracker.services.steps import Checked

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")
YES = Checked(StepCheck.YES, ReadAs.ORIGINAL)


def causes_of(desk: Desk, claim: Claim) -> list[Cause]:
    return [look.cause for look in looks.open_of(desk.session, claim)]


def test_nothing_is_asked_of_a_claim_that_is_not_decided(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    evidence.edit(desk.session, piece, LINK, by=desk.boris)
    desk.session.commit()
    assert causes_of(desk, claim) == []


def test_the_same_cause_asks_once_until_it_is_answered(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    desk.decide(claim, "likely")
    for title in ("A picture", "The picture"):
        edited = Description(EvidenceStance.SUPPORTS, title, address=LINK.address)
        evidence.edit(desk.session, piece, edited, by=desk.boris)
        desk.session.commit()
    assert causes_of(desk, claim) == [Cause.EVIDENCE_CHANGED]
    assert claim.stage is ClaimStage.NEEDS_ANOTHER_LOOK


def test_an_answer_that_comes_after_the_decision_asks_for_another_look(desk: Desk) -> None:
    claim = desk.claim()
    asked = enquiries.add(desk.session, claim, kind=EnquiryKind.QUESTION, words="Was it?", by=desk.boris)
    desk.decide(claim, "likely")
    enquiries.answer(desk.session, asked, Answer(EnquiryOutcome.ANSWERED, "No."), by=desk.boris)
    desk.session.commit()
    assert causes_of(desk, claim) == [Cause.EVIDENCE_CHANGED]


def test_one_changed_step_is_one_entry_with_all_claims_that_inherit_it(desk: Desk) -> None:
    article = desk.article()
    passage = Passage(snapshot=article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 10]])
    desk.session.add(passage)
    claims = [desk.claim(f"Depot {number} was hit.", passage=passage) for number in (1, 2)]
    undecided = desk.claim("Depot 3 was hit.", passage=passage)
    [step] = desk.trail(passage, "WSJ")
    for claim in claims:
        desk.decide(claim, "likely")
    steps.check(desk.session, claims[0], {step.id: YES}, by=desk.boris)
    desk.session.commit()
    [entry] = looks.causes(desk.session)
    assert (entry.cause, entry.thing_kind, entry.thing_id) == (Cause.TRAIL_CHANGED, "citation", step.id)
    assert (entry.claims, entry.since) == (2, entry.first.opened_at)
    waiting = looks.waiting(desk.session, looks.of_cause(entry.cause, entry.thing_id))
    assert sorted(look.claim.statement for look in waiting) == [claim.statement for claim in claims]
    assert looks.how_many(desk.session) == 2
    assert undecided.stage is ClaimStage.IN_WORK


@pytest.mark.parametrize(
    ("relation", "one", "other", "asked"),
    [
        (Relation.SAME_AS, "likely", "unlikely", True),
        (Relation.SAME_AS, "likely", "likely", False),
        (Relation.CONTRADICTS, "likely", "likely", True),
        (Relation.CONTRADICTS, "likely", "false", False),
    ],
)
def test_a_related_claim_decided_otherwise_asks(
    desk: Desk, relation: Relation, one: str, other: str, asked: bool
) -> None:
    first, second = desk.claim("The depot was hit."), desk.claim("The depot stands.")
    links.add(desk.session, first, second, relation=relation, by=desk.anna)
    desk.session.commit()
    desk.decide(first, one)
    desk.decide(second, other)
    assert causes_of(desk, first) == ([Cause.LINKED_DECIDED] if asked else [])
    assert causes_of(desk, second) == []


def test_two_relations_to_one_claim_ask_once(desk: Desk) -> None:
    first, second = desk.claim("The depot was hit."), desk.claim("The depot stands.")
    for relation in (Relation.SAME_AS, Relation.UPDATES):
        links.add(desk.session, first, second, relation=relation, by=desk.anna)
    desk.decide(first, "likely")
    desk.decide(second, "unlikely")
    assert causes_of(desk, first) == [Cause.LINKED_DECIDED]


def test_relating_two_decided_claims_at_odds_asks_of_both(desk: Desk) -> None:
    first, second = desk.claim("The depot was hit."), desk.claim("The depot stands.")
    desk.decide(first, "likely")
    desk.decide(second, "likely")
    links.add(desk.session, first, second, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    assert causes_of(desk, first) == causes_of(desk, second) == [Cause.LINKED_DECIDED]


@pytest.mark.parametrize("touched", [1, 8])
def test_asking_takes_the_same_statements_however_many_claims(desk: Desk, touched: int) -> None:
    claims = [desk.claim(f"Depot {number} was hit.") for number in range(touched)]
    for claim in claims:
        claim.verdict = desk.verdict("likely")
    record(desk.session, Action.TRAIL_ENTERED, about=claims[0], by=desk.anna)
    desk.session.commit()
    with statements(desk.engine) as sent:
        looks.open_looks(desk.session, claims, Cause.STATEMENT_CHANGED, claims[0], by=desk.anna)
    assert sum(statement.startswith(("SELECT", "WITH")) for statement in sent) == 4
    desk.session.rollback()
