"""Evidence, enquiries, assessments, decisions and notes.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("stance", closed("stance", "supports", "refutes", "context"), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("publisher_id", sa.Uuid(), nullable=True),
        sa.Column("published", sa.String(length=300), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=True),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name=op.f("fk_evidence_capture_id_captures")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_evidence_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_evidence_created_by_id_users")),
        sa.ForeignKeyConstraint(["publisher_id"], ["sources.id"], name=op.f("fk_evidence_publisher_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_claim_id"), "evidence", ["claim_id"], unique=False)
    op.create_index(op.f("ix_evidence_publisher_id"), "evidence", ["publisher_id"], unique=False)
    op.create_table(
        "enquiries",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("kind", closed("kind", "search", "question"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.String(length=300), nullable=False),
        sa.Column("outcome", closed("outcome", "open", "answered", "nothing", "declined"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.String(length=300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asked_id"], ["sources.id"], name=op.f("fk_enquiries_asked_id_sources")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_enquiries_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_enquiries_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
    )
    op.create_index(op.f("ix_enquiries_asked_id"), "enquiries", ["asked_id"], unique=False)
    op.create_index(op.f("ix_enquiries_claim_id"), "enquiries", ["claim_id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("ticks", document(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("claim_rev", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_reviews_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_reviews_created_by_id_users")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["reviews.id"], name=op.f("fk_reviews_supersedes_id_reviews")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("fk_reviews_verdict_id_verdicts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_claim_id_id"), "reviews", ["claim_id", "id"], unique=False)
    op.create_index(op.f("ix_reviews_created_by_id_id"), "reviews", ["created_by_id", "id"], unique=False)
    op.create_table(
        "review_grounds",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("enquiry_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(evidence_id IS NULL) <> (enquiry_id IS NULL)", name=op.f("ck_review_grounds_one_ground")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_review_grounds_enquiry_id_enquiries")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_review_grounds_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_grounds_review_id_reviews")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_grounds")),
    )
    op.create_index(op.f("ix_review_grounds_enquiry_id"), "review_grounds", ["enquiry_id"], unique=False)
    op.create_index(op.f("ix_review_grounds_evidence_id"), "review_grounds", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_review_grounds_review_id"), "review_grounds", ["review_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("as_of", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("would_change", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("one_person", sa.Boolean(), nullable=False),
        sa.Column("gate", document(), nullable=False),
        sa.Column("claim_rev", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_decisions_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_decisions_created_by_id_users")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("fk_decisions_verdict_id_verdicts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_claim_id_id"), "decisions", ["claim_id", "id"], unique=False)
    op.create_table(
        "decision_grounds",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_grounds_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_decision_grounds_review_id_reviews")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_grounds")),
    )
    op.create_index(op.f("ix_decision_grounds_decision_id"), "decision_grounds", ["decision_id"], unique=False)
    op.create_index(op.f("ix_decision_grounds_review_id"), "decision_grounds", ["review_id"], unique=False)
    op.create_table(
        "looks",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "cause",
            closed(
                "cause",
                "quote_lost",
                "trail_changed",
                "evidence_changed",
                "source_changed",
                "statement_changed",
                "linked_decided",
                "undone",
            ),
            nullable=False,
        ),
        sa.Column("thing_kind", sa.String(length=300), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_because", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_looks_claim_id_claims")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_looks_opened_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
    )
    op.create_index(op.f("ix_looks_claim_id"), "looks", ["claim_id"], unique=False)
    op.create_index(op.f("ix_looks_settled_at_id"), "looks", ["settled_at", "id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("assigned_to_id", sa.Uuid(), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN source_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_notes_one_thing"),
        ),
        sa.ForeignKeyConstraint(["answers_id"], ["notes.id"], name=op.f("fk_notes_answers_id_notes")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_notes_article_id_articles")),
        sa.ForeignKeyConstraint(["assigned_to_id"], ["users.id"], name=op.f("fk_notes_assigned_to_id_users")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_notes_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_notes_created_by_id_users")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_notes_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_article_id"), "notes", ["article_id"], unique=False)
    op.create_index(op.f("ix_notes_assigned_to_id_resolved"), "notes", ["assigned_to_id", "resolved"], unique=False)
    op.create_index(op.f("ix_notes_claim_id"), "notes", ["claim_id"], unique=False)
    op.create_index(op.f("ix_notes_source_id"), "notes", ["source_id"], unique=False)


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("looks")
    op.drop_table("decision_grounds")
    op.drop_table("decisions")
    op.drop_table("review_grounds")
    op.drop_table("reviews")
    op.drop_table("enquiries")
    op.drop_table("evidence")
