"""What each recorded action was, for whoever reads what was known, asked and decided, and when."""

from tracker.domain.actions import Action
from tracker.domain.vocabulary import Word


class Sort(Word):
    """What an action was: something was learnt, asked or decided, left the desk, or was part of the work."""

    KNOWN = "known", "known"
    ASKED = "asked", "asked"
    DECIDED = "decided", "decided"
    LEFT = "left", "went out"
    WORK = "work", "work"


SORTS: dict[Sort, frozenset[Action]] = {
    Sort.KNOWN: frozenset(
        {
            Action.REPORT_TAKEN_IN,
            Action.CAPTURE_TAKEN,
            Action.ARTICLE_ADDED,
            Action.ARTICLE_CITED,
            Action.ARTICLE_DESCRIBED,
            Action.SNAPSHOT_ADDED,
            Action.PASSAGE_MARKED,
            Action.PASSAGE_CHANGED,
            Action.PASSAGE_REMOVED,
            Action.CLAIM_ANNOTATED,
            Action.CLAIM_MARKED,
            Action.CLAIM_EDITED,
            Action.APPEARANCE_ADDED,
            Action.APPEARANCE_EDITED,
            Action.TRAIL_ENTERED,
            Action.STEP_CHECKED,
            Action.QUOTE_PLACED,
            Action.QUOTE_CONFIRMED,
            Action.SOURCE_ADDED,
            Action.SOURCE_EDITED,
            Action.SOURCE_NAMED,
            Action.OWNERSHIP_ADDED,
            Action.OWNERSHIP_CONFIRMED,
            Action.OWNERSHIP_REMOVED,
            Action.EVIDENCE_ADDED,
            Action.EVIDENCE_EDITED,
            Action.ENQUIRY_ANSWERED,
            Action.LINK_ADDED,
            Action.MANY_RELATED,
        }
    ),
    Sort.ASKED: frozenset({Action.ENQUIRY_ADDED, Action.REDACTION_ASKED}),
    Sort.DECIDED: frozenset(
        {
            Action.ARTICLE_SET_ASIDE,
            Action.CLAIM_PASSED_OVER,
            Action.CLAIM_WITHDRAWN,
            Action.CLAIM_RESTORED,
            Action.APPEARANCE_WITHDRAWN,
            Action.CLAIM_MERGED,
            Action.QUOTE_LET_GO,
            Action.ORIGINS_RULED,
            Action.ORIGINS_CONFIRMED,
            Action.ORIGINS_TAKEN_BACK,
            Action.STAKE_MARKED,
            Action.STAKE_TAKEN_BACK,
            Action.SOURCE_MERGED,
            Action.SOURCE_TOLD_APART,
            Action.EVIDENCE_WITHDRAWN,
            Action.ENQUIRY_WITHDRAWN,
            Action.LINK_WITHDRAWN,
            Action.CLAIM_REVIEWED,
            Action.REVIEW_TAKEN_BACK,
            Action.CLAIM_DECIDED,
            Action.MANY_DECIDED,
            Action.CLAIM_REOPENED,
            Action.CLAIM_STILL_STANDS,
            Action.MANY_STILL_STAND,
            Action.CASE_HELD,
            Action.CASE_RELEASED,
            Action.CASE_WITHDRAWN,
            Action.CASE_RESTORED,
            Action.REDACTION_APPROVED,
            Action.REDACTION_REFUSED,
            Action.UNDONE,
        }
    ),
    Sort.LEFT: frozenset(
        {
            Action.REPORT_EXPORTED,
            Action.TRAIL_DOWNLOADED,
            Action.CAPTURE_DOWNLOADED,
            Action.COUNSEL_FILED,
            Action.BACKUP_MADE,
            Action.SEAL_HANDED_OVER,
        }
    ),
}
"""What each action was; one that stands nowhere here was part of the work."""

_SORT_OF = {action: sort for sort, actions in SORTS.items() for action in actions}


def sort_of(action: str) -> Sort:
    """Return what an action was, also one that the list of actions has no more."""
    return _SORT_OF.get(action, Sort.WORK)  # type: ignore[call-overload, no-any-return]


def is_about_notes(action: str) -> bool:
    """Tell whether an action is one on notes alone."""
    return action in _ON_NOTES


_ON_NOTES = frozenset({Action.NOTE_ADDED, Action.NOTE_ASSIGNED, Action.NOTE_RESOLVED, Action.NOTE_REOPENED})
