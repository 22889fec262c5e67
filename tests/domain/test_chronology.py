"""What each action was, for whoever reads what was known, asked and decided."""

from itertools import combinations

import pytest

from tracker.domain.actions import Action
from tracker.domain.chronology import SORTS, Sort, is_about_notes, sort_of


def test_no_action_is_two_things() -> None:
    assert [one & other for one, other in combinations(SORTS.values(), 2) if one & other] == []


@pytest.mark.parametrize(
    ("action", "sort"),
    [
        (Action.SNAPSHOT_ADDED, Sort.KNOWN),
        (Action.EVIDENCE_ADDED, Sort.KNOWN),
        (Action.ENQUIRY_ANSWERED, Sort.KNOWN),
        (Action.ENQUIRY_ADDED, Sort.ASKED),
        (Action.CLAIM_REVIEWED, Sort.DECIDED),
        (Action.CLAIM_DECIDED, Sort.DECIDED),
        (Action.CLAIM_REOPENED, Sort.DECIDED),
        (Action.REPORT_EXPORTED, Sort.LEFT),
        (Action.COUNSEL_FILED, Sort.LEFT),
        (Action.ARTICLE_TAKEN, Sort.WORK),
        (Action.NOTE_ADDED, Sort.WORK),
        ("claim.juggled", Sort.WORK),
    ],
)
def test_an_action_is_what_a_lawyer_would_call_it(action: str, sort: Sort) -> None:
    assert sort_of(action) is sort


def test_actions_on_notes_are_those_of_notes() -> None:
    assert {action for action in Action if is_about_notes(action)} == {
        action for action in Action if action.value.startswith("note.")
    }
