"""What each action was, for whoever reads what was known, asked and decided."""

from itertools import combinations

import pytest

from tracker.domain.actions import NEEDS_A_REASON, Action
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


def test_what_is_withdrawn_or_taken_back_with_a_reason_was_decided() -> None:
    """Only what leaves the desk, or is no step of its work on claims, needs a reason and is no decision."""
    others = {action for action in NEEDS_A_REASON if sort_of(action) is not Sort.DECIDED}
    assert others == {
        Action.REDACTION_ASKED,
        Action.REDACTION_TAKEN_BACK,
        Action.COUNSEL_FILED,
        Action.RECORD_RESTORED,
    } & set(NEEDS_A_REASON)


def test_actions_on_notes_are_those_of_notes() -> None:
    assert {action for action in Action if is_about_notes(action)} == {
        action for action in Action if action.value.startswith("note.")
    }
