"""What the audit trail leaves out of what rows changed, by table and column."""

ANYWHERE = frozenset({"id", "rev", "number", "created_at", "created_by_id"})
"""Columns that no table shows."""

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
    "evidence_steps": frozenset({"evidence_id", "position"}),
    "enquiries": frozenset({"claim_id"}),
    "reviews": frozenset({"claim_id", "claim_rev", "supersedes_id"}),
    "review_grounds": frozenset({"review_id", "rev", "only_seen"}),
    "decisions": frozenset({"claim_id", "verdict_id", "gate", "claim_rev"}),
    "decision_grounds": frozenset({"decision_id"}),
    "links": frozenset({"claim_id"}),
    "notes": frozenset({"article_id", "claim_id", "source_id", "appearance_id", "answers_id"}),
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
