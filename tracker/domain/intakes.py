"""Lists of claims that are taken in: how they are written, how far they have come, and what became of entries."""

from tracker.domain.vocabulary import Word


class ListForm(Word):
    """How the claims of a list that is handed in are written."""

    CLAIM_REVIEWS = "claim_reviews", "ClaimReview"
    TABLE = "table", "table"
    WHOLE_REPORT = "whole_report", "whole report of another desk"


class IntakeStage(Word):
    """How far a list that was handed in has come."""

    OPEN = "open", "to be looked at"
    UNDER_WAY = "under_way", "being taken in"
    DONE = "done", "taken in"


class IntakeOutcome(Word):
    """What became of one entry of a list."""

    ADDED = "added", "taken in"
    RENEWED = "renewed", "taken in as a newer version"
    REFUSED = "refused", "refused"


LABELS: dict[str, dict[str, str]] = {
    "intakes": {
        "filename": "File",
        "form": "Kind of list",
        "columns": "Columns",
        "meanings": "What their verdicts mean",
        "joins": "Joined to claims",
        "join_same": "Joined where the words are the same",
        "stage": "Stage",
        "added": "Taken in",
        "renewed": "Newer versions",
        "known": "Known already",
        "refused": "Refused",
    },
    "intake_items": {"place": "Stands in the list at", "odd": "What was odd", "refused": "Refused because"},
}
"""What their columns are called on screen, by table and column, in the order in which they are shown."""
