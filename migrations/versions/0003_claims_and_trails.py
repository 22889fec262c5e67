"""Claims, where they appear, and their trails.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scales",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scales")),
        sa.UniqueConstraint("version", name=op.f("uq_scales_version")),
    )
    op.create_table(
        "verdicts",
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("gated", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["scale_id"], ["scales.id"], name=op.f("fk_verdicts_scale_id_scales")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("scale_id", "key", name=op.f("uq_verdicts_scale_id_key")),
    )
    op.create_table(
        "claims",
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("checked", closed("checked", "what_is_said", "that_it_was_said"), nullable=False),
        sa.Column("kind", closed("kind", "factual", "causal", "prediction", "opinion", "value"), nullable=False),
        sa.Column("readings", document(), nullable=False),
        sa.Column("triage", closed("triage", "check", "later", "skip"), nullable=False),
        sa.Column(
            "stage",
            closed("stage", "to_check", "in_work", "awaiting_second_look", "decided", "needs_another_look"),
            nullable=False,
        ),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_claims_created_by_id_users")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("fk_claims_verdict_id_verdicts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("number", name=op.f("uq_claims_number")),
    )
    op.create_index(op.f("ix_claims_created_at"), "claims", ["created_at"], unique=False)
    op.create_index(op.f("ix_claims_created_by_id_id"), "claims", ["created_by_id", "id"], unique=False)
    op.create_index(op.f("ix_claims_kind_id"), "claims", ["kind", "id"], unique=False)
    op.create_index(op.f("ix_claims_stage_id"), "claims", ["stage", "id"], unique=False)
    op.create_index(op.f("ix_claims_triage_id"), "claims", ["triage", "id"], unique=False)
    op.create_index(op.f("ix_claims_verdict_id_id"), "claims", ["verdict_id", "id"], unique=False)
    op.create_index(
        "ix_claims_withdrawn",
        "claims",
        ["id"],
        unique=False,
        sqlite_where=sa.text("withdrawn IS 1"),
        postgresql_where=sa.text("withdrawn IS true"),
    )
    op.create_table(
        "tags",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("folded", name=op.f("uq_tags_folded")),
    )
    op.create_table(
        "taggings",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_taggings_claim_id_claims")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_taggings_tag_id_tags")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taggings")),
        sa.UniqueConstraint("claim_id", "tag_id", name=op.f("uq_taggings_claim_id_tag_id")),
    )
    op.create_index(op.f("ix_taggings_tag_id"), "taggings", ["tag_id"], unique=False)
    op.create_table(
        "appearances",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("passage_id", sa.Uuid(), nullable=True),
        sa.Column("stance", closed("stance", "asserts", "reports", "doubts", "denies"), nullable=False),
        sa.Column("hedge", sa.String(length=300), nullable=False),
        sa.Column("beyond", closed("beyond", "not_entered", "gives_none", "lost"), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.Column("translator", sa.String(length=300), nullable=False),
        sa.Column("let_go", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_appearances_article_id_articles")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_appearances_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_appearances_created_by_id_users")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_appearances_passage_id_passages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearances")),
    )
    op.create_index(op.f("ix_appearances_article_id"), "appearances", ["article_id"], unique=False)
    op.create_index(op.f("ix_appearances_claim_id"), "appearances", ["claim_id"], unique=False)
    op.create_index(op.f("ix_appearances_passage_id"), "appearances", ["passage_id"], unique=False)
    op.create_table(
        "anchors",
        sa.Column("appearance_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=300), nullable=False),
        sa.Column("suffix", sa.String(length=300), nullable=False),
        sa.Column("how", closed("how", "exact", "context", "fuzzy", "person"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_anchors_appearance_id_appearances")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_anchors_confirmed_by_id_users")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_anchors_snapshot_id_snapshots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchors")),
    )
    op.create_index(
        op.f("ix_anchors_appearance_id_snapshot_id"),
        "anchors",
        ["appearance_id", "snapshot_id"],
        unique=False,
    )
    op.create_index(op.f("ix_anchors_snapshot_id"), "anchors", ["snapshot_id"], unique=False)
    op.create_table(
        "citations",
        sa.Column("appearance_id", sa.Uuid(), nullable=True),
        sa.Column("passage_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("via_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "manner",
            closed("manner", "report", "quote", "paraphrase", "repost", "translation"),
            nullable=False,
        ),
        sa.Column("stance", closed("stance", "asserts", "reports", "doubts", "denies"), nullable=True),
        sa.Column(
            "basis",
            closed("basis", "not_stated", "witnessed", "own_act", "document", "told_by", "deduced"),
            nullable=False,
        ),
        sa.Column("beyond", closed("beyond", "not_entered", "gives_none", "lost"), nullable=False),
        sa.Column("cited_article_id", sa.Uuid(), nullable=True),
        sa.Column("cue", sa.String(length=300), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("named_as", sa.String(length=300), nullable=False),
        sa.Column("named_start", sa.Integer(), nullable=True),
        sa.Column("named_end", sa.Integer(), nullable=True),
        sa.Column("cue_snapshot_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "check",
            closed("check", "not_checked", "yes", "overstated", "not_there", "could_not_obtain"),
            nullable=False,
        ),
        sa.Column(
            "read_as",
            closed("read_as", "original", "persons_translation", "machine_translation"),
            nullable=True,
        ),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(appearance_id IS NULL) <> (passage_id IS NULL)", name=op.f("ck_citations_one_owner")),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_citations_appearance_id_appearances")
        ),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_citations_checked_by_id_users")),
        sa.ForeignKeyConstraint(
            ["cited_article_id"], ["articles.id"], name=op.f("fk_citations_cited_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["cue_snapshot_id"], ["snapshots.id"], name=op.f("fk_citations_cue_snapshot_id_snapshots")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_citations_passage_id_passages")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_citations_source_id_sources")),
        sa.ForeignKeyConstraint(["via_id"], ["citations.id"], name=op.f("fk_citations_via_id_citations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
    )
    op.create_index(op.f("ix_citations_appearance_id"), "citations", ["appearance_id"], unique=False)
    op.create_index(op.f("ix_citations_cited_article_id"), "citations", ["cited_article_id"], unique=False)
    op.create_index(op.f("ix_citations_passage_id"), "citations", ["passage_id"], unique=False)
    op.create_index(op.f("ix_citations_source_id_id"), "citations", ["source_id", "id"], unique=False)
    op.create_index(op.f("ix_citations_via_id"), "citations", ["via_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("relation", closed("relation", "contradicts", "same_as", "updates", "part_of"), nullable=False),
        sa.Column("on", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("claim_id <> other_id", name=op.f("ck_links_two_claims")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_links_claim_id_claims")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_links_created_by_id_users")),
        sa.ForeignKeyConstraint(["other_id"], ["claims.id"], name=op.f("fk_links_other_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_claim_id"), "links", ["claim_id"], unique=False)
    op.create_index(op.f("ix_links_other_id"), "links", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("links")
    op.drop_table("citations")
    op.drop_table("anchors")
    op.drop_table("appearances")
    op.drop_table("taggings")
    op.drop_table("tags")
    op.drop_table("claims")
    op.drop_table("verdicts")
    op.drop_table("scales")
