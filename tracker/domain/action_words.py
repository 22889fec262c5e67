"""Recorded actions in two or three words each, by what they are done to, for lists to choose from."""

from collections.abc import Iterable

from tracker.domain.actions import Action

_GROUPS = {
    "Articles": ("article", "capture", "snapshot", "passage", "intake"),
    "Claims": ("claim", "appearance", "trail", "step", "origins", "stake", "quote", "review"),
    "Evidence": ("evidence", "enquiry"),
    "Relations and notes": ("link", "note"),
    "Work to do": ("task", "queue", "many"),
    "Cases": ("case", "redaction"),
    "Corrections": ("correction",),
    "Sources": ("source", "ownership"),
    "People": ("person", "session", "access"),
    "The desk": ("desk", "demo", "scale", "report", "counsel", "backup", "seal", "record", "action"),
}
_ON_SCREEN = {
    "snapshot": "version",
    "appearance": "place",
    "review": "assessment",
    "enquiry": "search or question",
    "link": "relation",
    "ownership": "owner",
    "session": "person",
    "demo": "demo desk",
    "intake": "list",
    "redaction": "withholding",
}
_OTHERWISE = {
    Action.CAPTURE_TAKEN: "capture taken in",
    Action.ARTICLE_CITED: "article noted as cited",
    Action.ARTICLE_TAKEN_IN: "article taken in from a list",
    Action.INTAKE_OPENED: "list handed in",
    Action.INTAKE_BEGUN: "taking a list in begun",
    Action.INTAKE_REFUSED: "entries of a list refused",
    Action.INTAKE_DONE: "list taken in",
    Action.ARTICLE_RELEASED: "article given back",
    Action.ARTICLE_FINISHED: "article done",
    Action.CLAIM_MARKED: "claim marked for later",
    Action.CLAIM_PASSED_OVER: "claim marked as not to check",
    Action.ORIGINS_RULED: "origins joined or parted",
    Action.ORIGINS_CONFIRMED: "parting of origins confirmed",
    Action.ORIGINS_TAKEN_BACK: "ruling on origins taken back",
    Action.TASK_ASSIGNED: "work assigned",
    Action.MANY_ASSIGNED: "many claims assigned",
    Action.MANY_TAGGED: "tags of many claims changed",
    Action.MANY_FILED: "many claims put into a case",
    Action.MANY_RELATED: "many claims related to one",
    Action.MANY_DECIDED: "many claims decided",
    Action.MANY_STILL_STAND: "many verdicts still stand",
    Action.TASKS_SHARED: "queue shared out",
    Action.TASK_PLANNED: "deadline or priority set",
    Action.CLAIM_REVIEWED: "claim assessed",
    Action.REVIEWS_OPENED: "assessments opened early",
    Action.CASE_BLINDED: "blind assessment of a case",
    Action.CLAIM_STILL_STANDS: "verdict still stands",
    Action.CASE_ADDED: "case opened",
    Action.CASE_HELD: "case put on hold",
    Action.CASE_RELEASED: "hold of a case lifted",
    Action.SOURCE_NAMED: "names of a source changed",
    Action.PASSWORD_CHANGED: "password changed",
    Action.PASSWORD_RESET: "one-time password given",
    Action.PREFERENCES_CHANGED: "settings changed",
    Action.SIGN_IN_FAILED: "sign-in refused",
    Action.TRAIL_DOWNLOADED: "audit trail downloaded",
    Action.COUNSEL_FILED: "file for counsel made",
    Action.CORRECTION_ASKED: "correction asked for",
    Action.CORRECTION_PLANNED: "request for a correction planned",
    Action.CORRECTION_ANSWERED: "request for a correction answered",
    Action.CORRECTION_CLOSED: "request for a correction closed",
    Action.CORRECTION_REOPENED: "request for a correction reopened",
    Action.KEY_ADDED: "key for seals added",
}


def short(action: Action) -> str:
    """Return an action in a few words: ``article added``."""
    noun, _, done = action.value.partition(".")
    return _OTHERWISE.get(action) or f"{_ON_SCREEN.get(noun, noun)} {done.replace('_', ' ')}"


def grouped(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """Return actions by what they are done to, in the order of the groups; a group of none is left out."""
    listed = list(actions)
    groups = {group: [action for action in listed if _group_of(action) == group] for group in _GROUPS}
    return {group: found for group, found in groups.items() if found}


def _group_of(action: Action) -> str:
    if action is Action.TRAIL_DOWNLOADED:  # This is the desk's trail; the others are those of claims.
        return "The desk"
    noun = action.value.partition(".")[0]
    return next(group for group, nouns in _GROUPS.items() if noun in nouns)
