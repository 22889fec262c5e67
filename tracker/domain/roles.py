"""Who may do what: one table, read from top to bottom; what is not in it is refused."""

from tracker.domain.vocabulary import Word


class Role(Word):
    """What a person of the desk is trusted with; each role may do all that the ones before it may."""

    VIEWER = "viewer", "viewer"
    ANNOTATOR = "annotator", "annotator"
    REVIEWER = "reviewer", "reviewer"
    EDITOR = "editor", "editor"
    ADMIN = "admin", "admin"


class Permission(Word):
    """Something that a person asks to do."""

    READ = "read", "read articles, claims and sources"
    READ_TRAIL = "read_trail", "read the audit trail"
    EXPORT = "export", "take reports out"
    PUBLISH = "publish", "draft and publish reports"
    NOTE = "note", "write notes"
    ADD_ARTICLES = "add_articles", "add and describe articles"
    ANNOTATE = "annotate", "annotate claims, trails and sources"
    TAKE_REQUESTS = "take_requests", "enter requests for corrections"
    TAKE_IN = "take_in", "take in lists of claims"
    ASSESS = "assess", "assess claims and check steps"
    DECIDE = "decide", "decide verdicts"
    OVERRIDE = "override", "override the gate"
    CONFIRM_PARTING = "confirm_parting", "confirm that origins are apart"
    ASSIGN = "assign", "assign work, and say when it is due and how urgent it is"
    SHARE_OUT = "share_out", "say among whom queues are shared out"
    WITHDRAW = "withdraw", "withdraw claims and evidence"
    GRADE = "grade", "grade sources and what they say"
    MERGE = "merge", "merge sources or claims that are one"
    UNDO = "undo", "undo one's own last action"
    KEEP_CASES = "keep_cases", "open cases and fill them"
    HOLD = "hold", "put cases on hold and lift the hold"
    BLIND = "blind", "have cases assessed blind, and open assessments early"
    ANSWER_REQUESTS = "answer_requests", "answer requests for corrections, and see who asks"
    FILE = "file", "make files for counsel"
    UNDO_ANY = "undo_any", "undo any change, and all of one person's"
    READ_PEOPLE = "read_people", "see sign-ins and refusals in the trail"
    BACK_UP = "back_up", "make backups"
    EDIT_SCALE = "edit_scale", "change the scale of verdicts"
    MANAGE_PEOPLE = "manage_people", "make, change and deactivate people"
    REDACT = "redact", "withhold words, with a second admin"


_GRANTED_FROM: dict[Permission, Role] = {
    Permission.READ: Role.VIEWER,
    Permission.READ_TRAIL: Role.VIEWER,
    Permission.EXPORT: Role.VIEWER,
    Permission.NOTE: Role.ANNOTATOR,
    Permission.UNDO: Role.ANNOTATOR,
    Permission.ADD_ARTICLES: Role.ANNOTATOR,
    Permission.ANNOTATE: Role.ANNOTATOR,
    Permission.TAKE_IN: Role.ANNOTATOR,
    Permission.KEEP_CASES: Role.ANNOTATOR,
    Permission.TAKE_REQUESTS: Role.ANNOTATOR,
    Permission.ASSESS: Role.REVIEWER,
    Permission.DECIDE: Role.REVIEWER,
    Permission.ASSIGN: Role.REVIEWER,
    Permission.WITHDRAW: Role.REVIEWER,
    Permission.GRADE: Role.REVIEWER,
    Permission.MERGE: Role.REVIEWER,
    Permission.OVERRIDE: Role.EDITOR,
    Permission.CONFIRM_PARTING: Role.EDITOR,
    Permission.PUBLISH: Role.EDITOR,
    Permission.SHARE_OUT: Role.EDITOR,
    Permission.HOLD: Role.EDITOR,
    Permission.BLIND: Role.EDITOR,
    Permission.ANSWER_REQUESTS: Role.EDITOR,
    Permission.FILE: Role.EDITOR,
    Permission.UNDO_ANY: Role.EDITOR,
    Permission.READ_PEOPLE: Role.ADMIN,
    Permission.BACK_UP: Role.ADMIN,
    Permission.EDIT_SCALE: Role.ADMIN,
    Permission.MANAGE_PEOPLE: Role.ADMIN,
    Permission.REDACT: Role.ADMIN,
}

_RANK = {role: rank for rank, role in enumerate(Role)}


def allows(role: Role, permission: Permission) -> bool:
    """Tell whether a role holds a permission; a permission that the table lacks is held by nobody."""
    needed = _GRANTED_FROM.get(permission)
    return needed is not None and _RANK[role] >= _RANK[needed]


def from_on(least: Role) -> list[Role]:
    """List a role and those that are trusted with more, the least trusted first."""
    return [role for role in Role if _RANK[role] >= _RANK[least]]


def holders(permission: Permission) -> list[Role]:
    """List the roles that hold a permission, the least trusted first."""
    return [role for role in Role if allows(role, permission)]
