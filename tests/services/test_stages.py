"""Stages of many claims follow in one statement."""

import pytest

from tests.assessing import Desk
from tests.statements import statements
from tracker.domain.stages import StageFacts
from tracker.domain.vocabulary import EvidenceStance
from tracker.services import evidence, stages
from tracker.services.evidence import Description

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def test_the_facts_of_claims_are_their_own(desk: Desk) -> None:
    fresh, worked, assessed, decided, looked = (desk.claim(f"Depot {number} was hit.") for number in range(5))
    evidence.add(desk.session, worked, LINK, by=desk.boris)
    desk.assess(assessed, "likely", by=desk.boris)
    desk.decide(decided, "likely")
    piece = evidence.add(desk.session, looked, LINK, by=desk.boris)
    desk.decide(looked, "likely")
    evidence.edit(desk.session, piece, LINK, by=desk.boris)
    desk.session.commit()
    facts = stages.facts_of(desk.session, [fresh, worked, assessed, decided, looked])
    assert facts == {
        fresh.id: StageFacts(),
        worked.id: StageFacts(worked_on=True),
        assessed.id: StageFacts(assessed=True),
        decided.id: StageFacts(assessed=True, decided=True),
        looked.id: StageFacts(worked_on=True, assessed=True, decided=True, look_open=True),
    }


@pytest.mark.parametrize("number", [1, 20])
def test_settling_takes_two_statements_however_many_claims(desk: Desk, number: int) -> None:
    claims = [desk.claim(f"Depot {at} was hit.") for at in range(number)]
    with statements(desk.engine) as sent:
        stages.settle_all(desk.session, claims)
    assert len(sent) == 2
