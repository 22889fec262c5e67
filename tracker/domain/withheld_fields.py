"""Which columns of the record hold words that can be withheld, and what people call them."""

from collections.abc import Iterable

FIELDS: dict[str, dict[str, str]] = {
    "events": {"why": "reason given", "detail": "what else was said"},
    "users": {"name": "name", "login": "sign-in name", "login_folded": "sign-in name, folded"},
    "sources": {"name": "name", "about": "what is known about it", "contact": "contact"},
    "source_names": {"name": "another name", "folded": "name, folded"},
    "ownerships": {"basis": "basis of an owner"},
    "source_grades": {"reason": "reason of a grade"},
    "information_grades": {"reason": "reason of a grade"},
    "captures": {
        "content": "captured bytes",
        "sha256": "hash of the captured bytes",
        "filename": "file name",
        "address": "address",
    },
    "articles": {
        "title": "title",
        "byline": "byline",
        "address": "address",
        "set_aside_because": "why it was set aside",
    },
    "snapshots": {"text": "text", "sha256": "hash of the text", "links": "addresses of links"},
    "passages": {"label": "label of a passage"},
    "intakes": {
        "filename": "file name of a list",
        "columns": "columns of a list",
        "meanings": "what verdicts of others mean",
        "joins": "what was joined from a list",
    },
    "intake_items": {
        "odd": "what was odd in a list",
        "refused": "why an entry of a list was refused",
    },
    "claims": {"statement": "statement", "readings": "readings"},
    "tags": {"name": "tag", "folded": "tag, folded"},
    "appearances": {"hedge": "hedge", "translation": "translation of the quote", "translator": "translator"},
    "anchors": {"exact": "quote", "prefix": "words before the quote", "suffix": "words after the quote"},
    "citations": {"cue": "cue words", "named_as": "name of a step", "note": "note on a step"},
    "evidence": {
        "title": "title of evidence",
        "address": "address of evidence",
        "archived": "address of an archived copy",
        "excerpt": "excerpt of evidence",
        "note": "note on evidence",
    },
    "enquiries": {"words": "search or question", "answer": "answer"},
    "reviews": {"words": "assessment"},
    "decisions": {
        "reason": "reason of a verdict",
        "would_change": "what would change a verdict",
        "override": "why the gate was passed",
        "gate": "what the gate found",
    },
    "links": {"note": "note on a relation"},
    "origin_rulings": {"why": "reason of a ruling on origins"},
    "stakes": {"why": "reason of a stake"},
    "looks": {"settled_because": "why a verdict still stands"},
    "notes": {"words": "note"},
    "cases": {"title": "title", "about": "what it is about", "hold": "why it is on hold"},
    "queues": {"name": "name of a queue", "filters": "filters of a queue"},
    "corrections": {
        "words": "what a request for a correction asks",
        "reply": "reply to a request",
        "because": "why a request was closed",
    },
    "complainants": {"name": "name of who asked for a correction", "contact": "contact of who asked for a correction"},
    "reports": {
        "title": "title",
        "scope": "what it is about",
        "summary": "first words of a report",
        "chosen": "what a report tells",
    },
    "editions": {
        "title": "title of a published report",
        "scope": "what a published report is about",
        "summary": "first words of a published report",
        "chosen": "what a published report tells",
        "words": "why a report was published anew",
    },
    "edition_claims": {
        "statement": "statement in a published report",
        "verdict": "verdict in a published report",
        "origins": "origins in a published report",
    },
    "redactions": {"words": "reason of a withholding"},
}
"""By table and column; ``events`` are the words of the events themselves, which no live row repeats."""

FOLLOW = {
    ("users", "login"): "login_folded",
    ("source_names", "name"): "folded",
    ("tags", "name"): "folded",
    ("captures", "content"): "sha256",
    ("snapshots", "text"): "sha256",
}
"""Columns that repeat another of their row, folded or as its hash: they go with it, never alone."""

NOT_WORDS = {
    "dates": {
        ("articles", "published"),
        ("decisions", "as_of"),
        ("enquiries", "asked_on"),
        ("enquiries", "answered_on"),
        ("evidence", "published"),
        ("information_grades", "as_of"),
        ("links", "on"),
        ("source_grades", "as_of"),
        ("tasks", "due"),
        ("corrections", "due"),
        ("corrections", "received_on"),
        ("ownerships", "since"),
        ("ownerships", "until"),
    },
    "codes that the program reads": {
        ("articles", "language"),
        ("edition_claims", "mark"),
        ("edition_files", "format"),
        ("captures", "charset"),
        ("intakes", "charset"),
        ("intake_items", "digest"),
        ("intake_items", "key"),
        ("intake_items", "place"),
        ("captures", "media_type"),
        ("looks", "thing_kind"),
        ("passages", "ranges"),
        ("reviews", "ticks"),
        ("snapshots", "extractor"),
        ("snapshots", "ranges"),
        ("source_names", "language"),
        ("users", "messages"),
    },
    "the desk's own scale": {
        ("scales", "name"),
        ("scale_reasons", "key"),
        ("scale_reasons", "label"),
        ("scale_reasons", "sentence"),
        ("scale_reasons", "template"),
        ("verdicts", "definition"),
        ("verdicts", "key"),
        ("verdicts", "label"),
        ("verdicts", "mark"),
    },
    "a secret, which the record never holds": {("users", "password_hash"), ("users", "email")},
    "what seals the record": {
        ("checkpoint_keys", "key"),
        ("handovers", "cosignature"),
        ("handovers", "holder"),
        ("editions", "seal"),
    },
    "what names a withholding": {
        ("redaction_fields", "column_name"),
        ("redaction_fields", "copies"),
        ("redaction_fields", "table_name"),
        ("redaction_fields", "things"),
    },
}
"""Columns of text that are never withheld, by the reason."""


def followers() -> set[tuple[str, str]]:
    """Return the columns that only go with another one."""
    return {(table, follower) for (table, _), follower in FOLLOW.items()}


def in_words(keys: Iterable[str]) -> str:
    """Return what people call some fields that are written as ``table/row/column``, each once."""
    named = (key.split("/") for key in keys)
    follow = followers()
    labels = (label(parts[0], parts[-1]) for parts in named if (parts[0], parts[-1]) not in follow)
    return ", ".join(dict.fromkeys(labels))


def label(table: str, column: str) -> str:
    """Return what people call a column."""
    return FIELDS.get(table, {}).get(column, column.replace("_", " "))
