"""What can be undone: which actions, why the others cannot, and what of an undone action may still be brought back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.actions import UNDOABLE, Action
from tracker.domain.vocabulary import Word

_HAPPENED = "It happened, and there is nothing to bring back."
_LEFT = "What has left the desk cannot be called back."
_PEOPLE = "Who works here and what they may do is changed on the page of that person."
_GROUND = "The desk stands on it."
_WORK = "A work stays known once it is. Describe it anew, or set it aside."
_LIST = (
    "A list stays as it was handed in. Undo what was taken in from it: the claims and the evidence, one by one or all."
)
_QUOTE = "A quote is never moved back by itself. Place it anew on the words that you mean."
_GRADE = "A grade is never taken away, only superseded. Grade anew, or take the grade back where it is given."
_CASE = "A case and its hold are changed on the page of the case."
_REPORT = "A report is changed on its own page. What was published stays, and is put right by a newer version."
_CORRECTION = "A request for a correction is closed, and reopened, on its own page."
_WITHHELD = "Words that were withheld are gone for good, and whoever asked or refused can be asked anew."
_SEAL = "Seals and checks of the record are never taken back."

WHY_NOT: dict[Action, str] = {
    Action.DESK_SET_UP: _GROUND,
    Action.DEMO_LOADED: _GROUND,
    Action.SCALE_ADDED: _GROUND,
    Action.SCALE_CHANGED: "Verdicts may stand on it by now. Change the scale again.",
    Action.CAPTURE_TAKEN: "A capture never changes and never goes.",
    Action.ARTICLE_ADDED: _WORK,
    Action.ARTICLE_CITED: _WORK,
    Action.ARTICLE_TAKEN_IN: _WORK,
    Action.INTAKE_OPENED: _LIST,
    Action.INTAKE_PLANNED: _LIST,
    Action.INTAKE_BEGUN: _LIST,
    Action.INTAKE_REFUSED: _LIST,
    Action.INTAKE_DONE: _LIST,
    Action.SNAPSHOT_ADDED: "A version never changes and never goes. Add a newer one.",
    Action.QUOTE_PLACED: _QUOTE,
    Action.QUOTE_CONFIRMED: _QUOTE,
    Action.PERSON_ADDED: _PEOPLE,
    Action.PERSON_CHANGED: _PEOPLE,
    Action.PERSON_DEACTIVATED: _PEOPLE,
    Action.PERSON_REACTIVATED: _PEOPLE,
    Action.PASSWORD_CHANGED: _PEOPLE,
    Action.PASSWORD_RESET: _PEOPLE,
    Action.PREFERENCES_CHANGED: "Settings are each person's own.",
    Action.LETTERS_STOPPED: "Settings are each person's own.",
    Action.SIGNED_IN: _HAPPENED,
    Action.SIGNED_OUT: _HAPPENED,
    Action.SIGN_IN_FAILED: _HAPPENED,
    Action.ACCESS_REFUSED: _HAPPENED,
    Action.CORRECTION_ASKED: _CORRECTION,
    Action.CORRECTION_PLANNED: _CORRECTION,
    Action.CORRECTION_ANSWERED: _CORRECTION,
    Action.CORRECTION_CLOSED: _CORRECTION,
    Action.CORRECTION_REOPENED: _CORRECTION,
    Action.REPORT_DRAFTED: _REPORT,
    Action.REPORT_EDITED: _REPORT,
    Action.REPORT_PUBLISHED: _REPORT,
    Action.REPORT_WITHDRAWN: _REPORT,
    Action.REPORT_RESTORED: _REPORT,
    Action.REPORT_EXPORTED: _LEFT,
    Action.REPORT_TAKEN_IN: "Much may rest on it by now. Withdraw the claims that should not have come in.",
    Action.TRAIL_DOWNLOADED: _LEFT,
    Action.CAPTURE_DOWNLOADED: _LEFT,
    Action.COUNSEL_FILED: _LEFT,
    Action.BACKUP_MADE: _LEFT,
    Action.KEY_ADDED: _SEAL,
    Action.SEAL_HANDED_OVER: _SEAL,
    Action.RECORD_CHECKED: _SEAL,
    Action.RECORD_RESTORED: _SEAL,
    Action.SOURCE_GRADED: _GRADE,
    Action.APPEARANCE_GRADED: _GRADE,
    Action.CASE_ADDED: _CASE,
    Action.CASE_EDITED: _CASE,
    Action.CASE_FILLED: _CASE,
    Action.CASE_EMPTIED: _CASE,
    Action.CASE_HELD: _CASE,
    Action.CASE_RELEASED: _CASE,
    Action.CASE_WITHDRAWN: _CASE,
    Action.CASE_RESTORED: _CASE,
    Action.CASE_BLINDED: _CASE,
    Action.REVIEWS_OPENED: "What people have seen cannot be sealed again.",
    Action.REDACTION_ASKED: _WITHHELD,
    Action.REDACTION_APPROVED: _WITHHELD,
    Action.REDACTION_REFUSED: _WITHHELD,
    Action.REDACTION_TAKEN_BACK: _WITHHELD,
}
"""Why an action cannot be undone, for each that is not in UNDOABLE."""

FOLLOWS = frozenset({("claims", "stage"), ("claims", "verdict_id"), ("claims", "blind")})
"""Columns that follow from other rows, and are never set back by themselves: nobody unsees what was opened."""

BELONGS = {
    "appearances": ("claim_id",),
    "citations": ("appearance_id", "passage_id"),
    "evidence": ("claim_id",),
    "evidence_steps": ("evidence_id",),
    "enquiries": ("claim_id",),
    "links": ("claim_id",),
    "looks": ("claim_id",),
    "notes": ("claim_id", "article_id", "source_id"),
    "tasks": ("claim_id", "article_id"),
    "ownerships": ("owned_id",),
    "distinctions": ("one_id",),
    "stakes": ("claim_id",),
    "origin_rulings": ("claim_id",),
    "source_names": ("source_id",),
    "taggings": ("claim_id",),
    "reviews": ("claim_id",),
    "review_grounds": ("review_id",),
    "decisions": ("claim_id",),
    "decision_grounds": ("decision_id",),
    "case_items": ("case_id",),
    "queue_people": ("queue_id",),
}
"""The columns that name what a row belongs to: where that is withdrawn or gone, the row counts for nothing."""

JUDGED = frozenset(
    {"claims", "appearances", "citations", "evidence", "evidence_steps", "enquiries", "stakes", "origin_rulings"}
)
"""Tables of what people have before them when they assess or decide a claim."""

_TOGETHER: dict[str, tuple[frozenset[str], ...]] = {
    "articles": (
        frozenset({"byline", "byline_certainty"}),
        frozenset({"publisher_id", "publisher_certainty"}),
        frozenset({"published", "published_certainty"}),
        frozenset({"stage", "set_aside_because", "taken_by_id"}),
    ),
    "source_names": (frozenset({"name", "folded", "language"}),),
    "ownerships": (frozenset({"standing", "confirmed_by_id", "basis"}),),
    "appearances": (frozenset({"translation", "translator"}),),
    "citations": (
        frozenset({"check", "read_as", "checked_by_id", "checked_at"}),
        frozenset({"cue", "cue_start", "cue_end", "named_as", "named_start", "named_end", "cue_snapshot_id"}),
        frozenset({"via_id", "position"}),
    ),
    "tasks": (frozenset({"assigned_to_id", "assigned_by_id", "assigned_at"}),),
    "enquiries": (frozenset({"outcome", "answer", "answered_on"}),),
    "looks": (frozenset({"settled_at", "settled_because"}),),
}
"""Columns that say one thing together: they go back together, or not at all."""


class Because(Word):
    """Why a part of an action can no longer be undone; the label completes "This stays, because ..."."""

    CHANGED = "changed", "it was changed again since"
    GONE = "gone", "it was taken away since"
    BUILT_ON = "built_on", "something else hangs on it by now"
    JUDGED = "judged", "somebody assessed or decided the claim since, as it is now"
    LOOKED_AT = "looked_at", "the verdict was looked at or changed since"
    UNROOTED = "unrooted", "what it belonged to is gone"
    MERGED = "merged", "the two are merged the other way round by now"
    NEEDED = "needed", "something else that stays needs it"
    ON_HOLD = "on_hold", "its case is on hold"
    WITHHELD = "withheld", "the record does not say what was there before"


@dataclass(frozen=True)
class Back:
    """What of a changed row goes back: the old values by column, and the columns that were changed again since."""

    columns: dict[str, Any]
    kept: tuple[str, ...]


def why_not(action: Action) -> str:
    """Return why actions of a kind cannot be undone, "" where they can."""
    return "" if action in UNDOABLE else WHY_NOT.get(action, "This kind of change cannot be undone.")


def bring_back(
    table: str, before: Mapping[str, Any], changed: Mapping[str, Any], now: Mapping[str, Any], columns: Iterable[str]
) -> Back:
    """Weigh what a row held before an action, what that changed, and what the row holds now, for some of its columns.

    A column goes back where it still holds what the action made of it; one that holds the old value again is left
    alone. Where anything that belongs together with it was changed again since, it is kept as it is.
    """
    after = {**before, **changed}
    restored: dict[str, Any] = {}
    kept: list[str] = []
    for column in columns:
        if any(now.get(one) not in (after.get(one), before.get(one)) for one in together(table, column)):
            kept.append(column)
        elif now.get(column) != before.get(column):
            restored[column] = before.get(column)
    return Back(restored, tuple(kept))


def together(table: str, column: str) -> frozenset[str]:
    """Return the columns that go back together with a column, or not at all; itself where there are no others."""
    return next((group for group in _TOGETHER.get(table, ()) if column in group), frozenset({column}))
