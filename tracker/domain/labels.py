"""What the columns of the record are called on screen, and which of them are not worth a person's time."""

from tracker.domain import intakes

_UNSHOWN_ANYWHERE = frozenset({"id", "rev", "number", "created_at", "created_by_id"})

LABELS: dict[str, dict[str, str]] = {
    "users": {
        "login": "Sign-in name",
        "name": "Name",
        "role": "Role",
        "active": "Active",
        "password_hash": "Password",
        "must_change_password": "Must change the password",
        "single_keys": "Single-letter keys",
        "email": "E-mail address",
        "messages": "Told by e-mail when",
    },
    "scales": {"name": "Scale", "version": "Version", "blind": "People who assess each claim blind"},
    "scale_reasons": {"label": "Reason", "sentence": "Sentence", "template": "Words to start from"},
    "verdicts": {
        "label": "Verdict",
        "definition": "Definition",
        "rating": "Rating",
        "gated": "Needs the gate",
        "line": "Place on the line",
        "decided_from": "Decided by",
        "assessments": "Assessments needed",
    },
    "sources": {
        "name": "Name",
        "kind": "Kind",
        "about": "About",
        "contact": "Contact",
        "owners_examined": "Owners examined",
        "withdrawn": "Withdrawn",
        "merged_into_id": "Merged into",
    },
    "source_names": {"name": "Known as", "language": "Language of the name"},
    "source_grades": {"reliability": "Reliability", "reason": "Reason", "as_of": "As of"},
    "information_grades": {"credibility": "Credibility", "reason": "Reason", "as_of": "As of"},
    "distinctions": {"other_id": "Not the same as"},
    "ownerships": {
        "owner_id": "Owner",
        "control": "Control",
        "since": "Since",
        "until": "Until",
        "basis": "Basis",
        "standing": "How sure",
        "asserted_in_id": "Asserted in",
        "confirmed_by_id": "Confirmed by",
    },
    "captures": {"filename": "File", "media_type": "Media type", "charset": "Character set", "address": "Address"},
    "articles": {
        "title": "Title",
        "byline": "Byline",
        "byline_certainty": "Byline is known",
        "publisher_id": "Publisher",
        "publisher_certainty": "Publisher is known",
        "published": "Published",
        "published_certainty": "Date is known",
        "language": "Language",
        "address": "Address",
        "repost_of_id": "Repost of",
        "stage": "Stage",
        "set_aside_because": "Set aside because",
        "taken_by_id": "Taken by",
        "version": "Version",
    },
    "snapshots": {},
    **intakes.LABELS,
    "passages": {"voice": "Voice", "label": "Passage", "ranges": "Passage stands at"},
    "claims": {
        "statement": "Statement",
        "checked": "What we check",
        "kind": "Kind",
        "readings": "Readings",
        "triage": "First pass",
        "stage": "Stage",
        "verdict_id": "Desk verdict",
        "blind": "People who assess it blind",
        "withdrawn": "Withdrawn",
        "merged_into_id": "Merged into",
    },
    "tasks": {
        "assigned_to_id": "Assigned to",
        "due": "Due",
        "priority": "Priority",
        "withdrawn": "Withdrawn",
    },
    "queues": {"name": "Queue", "filters": "Filters", "shared": "For everybody", "withdrawn": "Withdrawn"},
    "queue_people": {"person_id": "Shared out to"},
    "tags": {},
    "taggings": {"tag_id": "Tag"},
    "appearances": {
        "article_id": "Appears in",
        "passage_id": "Inherits the trail of",
        "stance": "Stance",
        "hedge": "Hedge",
        "basis": "Basis",
        "known_from_id": "Known from",
        "beyond": "Where the trail ends",
        "translation": "Translation",
        "translator": "Translated by",
        "let_go": "Quote let go",
        "withdrawn": "Withdrawn",
    },
    "anchors": {
        "exact": "Quote",
        "snapshot_id": "Quote stands in",
        "how": "Quote was",
        "confirmed_by_id": "Quote confirmed by",
    },
    "citations": {
        "source_id": "Step",
        "via_id": "Through",
        "manner": "Manner",
        "stance": "Stance",
        "basis": "Basis",
        "known_from_id": "Known from",
        "beyond": "Where the trail ends",
        "cited_article_id": "Cited work",
        "cue": "Cue words",
        "named_as": "Named as",
        "note": "Note on the step",
        "check": "Did they say it?",
        "read_as": "Read as",
        "checked_by_id": "Step checked by",
    },
    "evidence": {
        "stance": "Points",
        "title": "Evidence",
        "address": "Address",
        "excerpt": "Excerpt",
        "publisher_id": "Publisher",
        "published": "Published",
        "capture_id": "File",
        "direct": "Direct",
        "note": "Note",
        "withdrawn": "Withdrawn",
    },
    "enquiries": {
        "kind": "Search or question",
        "words": "What was asked",
        "asked_id": "Whom we asked",
        "asked_on": "Asked on",
        "outcome": "What came of it",
        "answer": "Answer",
        "answered_on": "Answered on",
        "withdrawn": "Withdrawn",
    },
    "reviews": {"verdict_id": "Verdict", "ticks": "Reasons", "words": "In words", "blind": "Blind"},
    "review_grounds": {"evidence_id": "Rests on evidence", "enquiry_id": "Rests on"},
    "decisions": {
        "as_of": "As of",
        "reason": "Reason",
        "would_change": "What would change it",
        "override": "Gate passed because",
        "one_person": "Checked by one person",
    },
    "decision_grounds": {"review_id": "Drawn from the assessment by"},
    "links": {
        "other_id": "Related to",
        "relation": "Relation",
        "on": "On",
        "note": "Note",
        "withdrawn": "Withdrawn",
    },
    "notes": {
        "words": "Note",
        "assigned_to_id": "Assigned to",
        "resolved": "Resolved",
        "sends_back": "Sent back",
        "withdrawn": "Withdrawn",
    },
    "checkpoint_keys": {"key": "Key"},
    "handovers": {"holder": "Held by", "means": "By", "size": "Events sealed"},
    "cases": {
        "title": "Title",
        "about": "About",
        "hold": "On hold because",
        "blind": "People who assess its claims blind",
        "withdrawn": "Withdrawn",
    },
    "case_items": {"article_id": "Article in it", "claim_id": "Claim in it"},
    "reports": {
        "title": "Title",
        "scope": "About",
        "summary": "First words",
        "chosen": "What it tells",
        "as_of": "As of change",
        "withdrawn": "Withdrawn",
    },
    "corrections": {
        "asked_for": "Asks for",
        "words": "What is asked",
        "claim_id": "Claim",
        "article_id": "Article",
        "received_on": "Received on",
        "due": "Due",
        "assigned_to_id": "For",
        "reply": "Reply",
        "outcome": "Outcome",
        "because": "Because",
    },
    "complainants": {"name": "Who asks", "contact": "Contact of who asks"},
    "edition_corrections": {"correction_id": "Tells what came of"},
    "editions": {"version": "Version", "renewal": "Because of", "words": "What was wrong, or is new"},
    "edition_files": {"format": "Format"},
    "edition_claims": {},
    "redactions": {"basis": "Legal basis", "state": "Withholding", "inside": "Also inside longer words"},
    "redaction_fields": {},
    "near_copies": {"other_id": "Near-copy of", "share": "Words in common, percent"},
    "stakes": {"source_id": "Has a stake", "why": "Because"},
    "origin_rulings": {
        "one_id": "Origin",
        "other_id": "Other origin",
        "joins": "One origin",
        "why": "Because",
        "confirmed_by_id": "Confirmed by",
    },
    "looks": {"cause": "Needs another look", "settled_because": "Settled because"},
}
"""By table and column, in the order in which they are shown."""

UNSHOWN: dict[str, frozenset[str]] = {
    "users": frozenset({"login_folded"}),
    "verdicts": frozenset({"scale_id", "key", "position", "mark"}),
    "scale_reasons": frozenset({"scale_id", "key", "position"}),
    "source_names": frozenset({"source_id", "folded"}),
    "source_grades": frozenset({"source_id", "supersedes_id"}),
    "information_grades": frozenset({"appearance_id", "supersedes_id"}),
    "distinctions": frozenset({"one_id"}),
    "ownerships": frozenset({"owned_id"}),
    "captures": frozenset({"sha256", "content", "size", "captured_at"}),
    "articles": frozenset({"words"}),
    "snapshots": frozenset({"article_id", "version", "capture_id", "extractor", "ranges", "text", "sha256", "links"}),
    "passages": frozenset({"snapshot_id"}),
    "intakes": frozenset({"capture_id", "charset"}),
    "intake_items": frozenset({"intake_id", "position", "key", "digest", "outcome", "article_id"}),
    "tasks": frozenset({"article_id", "claim_id", "assigned_by_id", "assigned_at"}),
    "queues": frozenset({"covers", "turn"}),
    "queue_people": frozenset({"queue_id"}),
    "tags": frozenset({"name", "folded"}),
    "taggings": frozenset({"claim_id"}),
    "appearances": frozenset({"claim_id"}),
    "anchors": frozenset({"appearance_id", "start", "end", "prefix", "suffix", "score"}),
    "citations": frozenset(
        {"appearance_id", "passage_id", "position", "cue_start", "cue_end", "named_start", "named_end"}
        | {"cue_snapshot_id", "checked_at"}
    ),
    "evidence": frozenset({"claim_id"}),
    "enquiries": frozenset({"claim_id"}),
    "reviews": frozenset({"claim_id", "claim_rev", "supersedes_id"}),
    "review_grounds": frozenset({"review_id", "rev", "only_seen"}),
    "decisions": frozenset({"claim_id", "verdict_id", "gate", "claim_rev"}),
    "decision_grounds": frozenset({"decision_id"}),
    "links": frozenset({"claim_id"}),
    "notes": frozenset({"article_id", "claim_id", "source_id", "answers_id"}),
    "handovers": frozenset({"cosignature"}),
    "case_items": frozenset({"case_id"}),
    "editions": frozenset(
        {"report_id", "title", "scope", "summary", "chosen", "as_of", "seal", "claims", "published_at"}
        | {"published_by_id"}
    ),
    "corrections": frozenset({"edition_id", "from_public", "replied_at", "replied_by_id", "closed_at", "closed_by_id"}),
    "complainants": frozenset({"correction_id"}),
    "edition_corrections": frozenset({"edition_id"}),
    "edition_files": frozenset({"edition_id", "capture_id"}),
    "edition_claims": frozenset({"edition_id", "claim_id", "position", "statement", "verdict", "mark", "origins"}),
    "redactions": frozenset({"words", "asked_at", "asked_by_id", "decided_at", "decided_by_id"}),
    "redaction_fields": frozenset(
        {"redaction_id", "table_name", "row_id", "column_name", "whole", "follows", "things", "copies"}
    ),
    "near_copies": frozenset({"snapshot_id"}),
    "stakes": frozenset({"claim_id"}),
    "origin_rulings": frozenset({"claim_id"}),
    "looks": frozenset({"claim_id", "thing_kind", "thing_id", "opened_at", "opened_by_id", "settled_at"}),
}
"""Columns that the trail leaves out: places in a text, copies for searching, and what the sentence says already."""

_BY_LABEL = dict.fromkeys(("verdicts", "scale_reasons"), "label")
NAMED_BY = {"citations": "source_id", "ownerships": "owner_id", "evidence": "title"} | _BY_LABEL
"""The column whose value says which row of several changed."""


def is_shown(table: str, column: str) -> bool:
    """Tell whether the trail shows a column."""
    return column in LABELS.get(table, {})


def is_known(table: str, column: str) -> bool:
    """Tell whether somebody chose to show a column or to leave it out."""
    unshown = _UNSHOWN_ANYWHERE | UNSHOWN.get(table, frozenset())
    return (column in LABELS.get(table, {})) != (column in unshown)


def detail(key: str) -> str:
    """Return the label of something else that an event says of itself, such as ``format`` of an export."""
    return key.replace("_", " ").capitalize()
