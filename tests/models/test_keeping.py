"""Every table says how it is kept, so that a new one must choose."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapper

from tracker.models import Base, Once, Part, Recorded, Root

KEPT = {
    "recorded": {
        "anchors", "appearances", "articles", "captures", "case_items", "cases", "checkpoint_keys",
        "citations", "claims", "complainants", "corrections", "decision_grounds", "decisions",
        "distinctions", "edition_claims", "edition_corrections",
        "edition_files", "editions", "enquiries", "evidence", "evidence_steps",
        "handovers", "information_grades", "intake_items", "intakes", "links",
        "looks", "near_copies", "notes", "origin_rulings", "ownerships", "passages", "queue_people",
        "queues", "redaction_fields",
        "redactions", "reports", "review_grounds", "reviews", "scale_reasons", "scales", "snapshots", "source_grades",
        "source_names", "sources", "stakes", "taggings", "tags", "tasks", "users", "verdicts",
    },
    "derived": {
        "counters", "event_subjects", "log_head", "mentions", "name_words", "search_entries", "shingles", "tree_nodes",
    },
    "operational": {
        "attempts", "checks", "holds", "long_undoings", "messages", "publishings", "seen_notes", "seen_tasks",
        "sign_ins", "takings_in",
    },
    "log": {"changes", "checkpoints", "disclosures", "events"},
}  # fmt: skip


def _mappers() -> list[Mapper[Base]]:
    return list(Base.registry.mappers)


def test_every_table_is_recorded_derived_operational_or_log() -> None:
    kept = {keeping: {m.local_table.description for m in _mappers() if m.class_.keeping == keeping} for keeping in KEPT}
    assert kept == KEPT
    assert set().union(*KEPT.values()) == set(Base.metadata.tables)


def test_every_recorded_table_is_a_root_a_part_or_written_once() -> None:
    for mapper in _mappers():
        if issubclass(mapper.class_, Recorded):
            assert sum(issubclass(mapper.class_, sort) for sort in (Root, Part, Once)) == 1, mapper


def test_only_roots_have_a_revision() -> None:
    for mapper in _mappers():
        if issubclass(mapper.class_, Recorded) and not issubclass(mapper.class_, Root):
            assert mapper.version_id_col is None, mapper


def test_constraints_are_named_and_nothing_cascades() -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name or not isinstance(constraint, CheckConstraint), table
            if isinstance(constraint, ForeignKeyConstraint):
                assert constraint.ondelete is None, (table, constraint.name)
