"""What a report rests on, row by row as the desk keeps it: so that another desk can take it in and be equal to it.

One list says which columns go out, and one why the others do not. A column is named as the audit trail names it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """A row of a table: its columns by name, those of ``CARRIED`` and no others."""

    table: str
    columns: Columns


@dataclass(frozen=True)
class Thing:
    """What is taken in as a whole or not at all: its kind, and its rows, each after those that it points to.

    A thing comes after all things that it points to. ``id`` is that of its first row, None for a version of the scale.
    """

    kind: str
    id: UUID | None
    rows: tuple[Row, ...]

    def of(self, table: str) -> Iterator[Columns]:
        """Yield the columns of its rows of a table."""
        return (row.columns for row in self.rows if row.table == table)


KINDS: Mapping[str, tuple[str, ...]] = {
    "scale": ("scales", "verdicts", "scale_reasons"),
    "person": ("users",),
    "source": ("sources", "source_names"),
    "capture": ("captures",),
    "article": ("articles", "snapshots"),
    "ownership": ("ownerships",),
    "passage": ("passages", "citations"),
    "claim": (
        "claims",
        "taggings",
        "appearances",
        "anchors",
        "citations",
        "evidence",
        "evidence_steps",
        "enquiries",
        "stakes",
        "origin_rulings",
        "reviews",
        "review_grounds",
        "decisions",
        "decision_grounds",
        "looks",
    ),
    "link": ("links",),
    "near_copy": ("near_copies",),
}
"""Which tables a thing of each kind has rows of, in the order in which they stand; the first has one row."""

CALLED: Mapping[str, tuple[str, str]] = {
    "scale": ("version of the scale", "versions of the scale"),
    "person": ("person", "people"),
    "source": ("source", "sources"),
    "capture": ("capture", "captures"),
    "article": ("article", "articles"),
    "ownership": ("owner", "owners"),
    "passage": ("passage", "passages"),
    "claim": ("claim", "claims"),
    "link": ("relation", "relations"),
    "near_copy": ("near-copy", "near-copies"),
}
"""What a thing of each kind is called, and what several are."""

_WHEN_AND_WHO = ("created_at", "created_by_id")

CARRIED: Mapping[str, tuple[str, ...]] = {
    "scales": ("version", "name", "blind"),
    "verdicts": (
        *("key", "label", "definition", "position", "rating", "mark", "gated", "line", "decided_from", "assessments"),
    ),
    "scale_reasons": ("key", "label", "sentence", "template", "position"),
    "users": ("id", "role", "name"),
    "sources": ("id", "number", "name", "kind", "about", "owners_examined", "withdrawn", "merged_into_id")
    + _WHEN_AND_WHO,
    "source_names": ("id", "source_id", "name", "language"),
    "captures": (
        *("id", "sha256", "size", "media_type", "charset", "filename", "address", "captured_at", "created_by_id"),
        "content",
    ),
    "articles": (
        *("id", "number", "title", "byline", "byline_certainty", "publisher_id", "publisher_certainty", "published"),
        *("published_certainty", "language", "address", "repost_of_id", "stage", "set_aside_because", "taken_by_id"),
        *("version", "words", *_WHEN_AND_WHO),
    ),
    "snapshots": (
        *("id", "article_id", "version", "capture_id", "extractor", "ranges", "sha256", "links", *_WHEN_AND_WHO),
        "text",
    ),
    "ownerships": (
        *("id", "owned_id", "owner_id", "control", "since", "until", "basis", "standing", "asserted_in_id"),
        "confirmed_by_id",
    ),
    "passages": ("id", "snapshot_id", "voice", "ranges", "label"),
    "citations": (
        *("id", "appearance_id", "passage_id", "source_id", "via_id", "position", "manner", "stance", "basis"),
        *("known_from_id", "beyond", "cited_article_id", "cue", "cue_start", "cue_end", "named_as", "named_start"),
        *("named_end", "cue_snapshot_id", "note", "check", "read_as", "checked_by_id", "checked_at"),
    ),
    "claims": (
        *("id", "number", "statement", "checked", "kind", "readings", "triage", "stage", "verdict_id", "withdrawn"),
        *("merged_into_id", *_WHEN_AND_WHO),
    ),
    "taggings": ("id", "claim_id", "tag_id"),
    "appearances": (
        *("id", "claim_id", "article_id", "passage_id", "stance", "hedge", "basis", "known_from_id", "beyond"),
        *("translation", "translator", "let_go", "withdrawn", *_WHEN_AND_WHO),
    ),
    "anchors": (
        *("id", "appearance_id", "snapshot_id", "start", "end", "exact", "prefix", "suffix", "how", "score"),
        *("confirmed_by_id", "created_at"),
    ),
    "evidence": (
        *("id", "claim_id", "stance", "title", "address", "archived", "excerpt", "publisher_id", "published"),
        *("capture_id", "direct", "note", "withdrawn", *_WHEN_AND_WHO),
    ),
    "evidence_steps": ("id", "evidence_id", "position", "source_id"),
    "enquiries": (
        *("id", "claim_id", "kind", "words", "asked_id", "asked_on", "outcome", "answer", "answered_on", "withdrawn"),
        *_WHEN_AND_WHO,
    ),
    "stakes": ("id", "claim_id", "source_id", "why", *_WHEN_AND_WHO),
    "origin_rulings": ("id", "claim_id", "one_id", "other_id", "joins", "why", "confirmed_by_id", *_WHEN_AND_WHO),
    "reviews": ("id", "claim_id", "verdict_id", "ticks", "words", "claim_rev", "supersedes_id", *_WHEN_AND_WHO),
    "review_grounds": ("id", "review_id", "evidence_id", "enquiry_id", "rev"),
    "decisions": (
        *("id", "claim_id", "verdict_id", "as_of", "reason", "would_change", "override", "one_person", "gate"),
        *("claim_rev", *_WHEN_AND_WHO),
    ),
    "decision_grounds": ("id", "decision_id", "review_id"),
    "looks": ("id", "claim_id", "cause", "thing_kind", "thing_id", "opened_at", "opened_by_id"),
    "links": ("id", "claim_id", "other_id", "relation", "on", "note", *_WHEN_AND_WHO),
    "near_copies": ("id", "snapshot_id", "other_id", "share"),
}
"""Which columns of which tables go out, in the order in which they are written.

What points to a verdict is written as the version of the scale and the key, what points to a tag as its name.
"""

_OWN_WORK = "how a desk shares out its own work is nobody else's"
_WHO_COMES_IN = "who may come in, and how, is each desk's own"
_OWN_RECORD = "it tells of this desk's own record"
_NOT_TOLD = "no report tells of it; a backup has it"

NOT_CARRIED: Mapping[str, str] = {
    "tags": "a tag is named where a claim has it",
    "redactions": _OWN_RECORD,
    "redaction_fields": _OWN_RECORD,
    "checkpoint_keys": _OWN_RECORD,
    "handovers": _OWN_RECORD,
    "reports": _OWN_RECORD,
    "editions": _OWN_RECORD,
    "edition_files": _OWN_RECORD,
    "edition_claims": _OWN_RECORD,
    "corrections": _OWN_RECORD,
    "complainants": "who asked for a correction is for this desk alone",
    "edition_corrections": _OWN_RECORD,
    "intakes": "how claims came in is this desk's own record; what they are is told",
    "intake_items": "how claims came in is this desk's own record; what they are is told",
    "tasks": _OWN_WORK,
    "queues": _OWN_WORK,
    "queue_people": _OWN_WORK,
    "cases": _NOT_TOLD,
    "case_items": _NOT_TOLD,
    "notes": _NOT_TOLD,
    "distinctions": _NOT_TOLD,
    "source_grades": _NOT_TOLD,
    "information_grades": _NOT_TOLD,
    "scales.id": "a version of the scale is told by its number",
    "verdicts.id": "a verdict is told by its key",
    "verdicts.scale_id": "the verdicts stand with their scale",
    "scale_reasons.id": "a reason to tick is told by its key",
    "scale_reasons.scale_id": "the reasons stand with their scale",
    "users.login": _WHO_COMES_IN,
    "users.login_folded": _WHO_COMES_IN,
    "users.password_hash": _WHO_COMES_IN,
    "users.must_change_password": _WHO_COMES_IN,
    "users.active": _WHO_COMES_IN,
    "users.email": _WHO_COMES_IN,
    "users.messages": _WHO_COMES_IN,
    "users.single_keys": _WHO_COMES_IN,
    "users.created_at": _WHO_COMES_IN,
    "sources.contact": "how somebody is reached is for this desk alone",
    "source_names.folded": "it is made from the name",
    "claims.blind": "what is sealed stands in no report",
    "reviews.blind": "what is sealed stands in no report",
    "review_grounds.only_seen": "what an assessment does not rest on stands in no report",
    "looks.settled_at": "only causes that wait are told",
    "looks.settled_because": "only causes that wait are told",
    "links.withdrawn": "relations that were withdrawn are not told",
}
"""Why a recorded table, or a column of one that goes out, does not go out."""
