"""What a change is about: its claim, with the one that it is shown as where it was merged."""

import pytest

from tests.assessing import Desk
from tests.undoing import Act, acted, add_evidence, check_a_step, edit_the_statement, newest, undo_event, worked_on
from tracker.models import Claim, Event
from tracker.services import claim_merges, undo

JUDGED = ["somebody assessed or decided the claim since, as it is now"]


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


def refused(desk: Desk, event: Event) -> list[str]:
    desk.session.commit()
    return [one.because for one in undo.preview(desk.session, event, person=desk.edda).obstacles]


def merge(desk: Desk, claim: Claim) -> tuple[Claim, Event]:
    """Merge a claim into another, and return that with the event."""
    into = desk.claim("An arsenal exploded.")
    desk.session.commit()
    claim_merges.merge(desk.session, claim, into, why="one and the same", by=desk.carla)
    return into, newest(desk)


@pytest.mark.parametrize("act", [edit_the_statement, add_evidence, check_a_step])
def test_who_judges_a_claim_judges_what_was_merged_into_it_as_well(desk: Desk, claim: Claim, act: Act) -> None:
    event = acted(desk, act, claim)
    into, _ = merge(desk, claim)
    desk.assess(into, "unproven", by=desk.boris)
    assert refused(desk, event) == JUDGED


def test_once_two_are_parted_nobody_has_judged_the_one_with_the_other(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    into, merged = merge(desk, claim)
    desk.assess(into, "unproven", by=desk.boris)
    undo_event(desk, merged, by=desk.edda)
    assert refused(desk, event) == []


def test_parting_two_claims_is_in_nobodys_way_who_judged_both_as_one(desk: Desk, claim: Claim) -> None:
    into, merged = merge(desk, claim)
    desk.decide(into, "unproven")
    assert refused(desk, merged) == []
