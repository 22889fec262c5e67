"""Sources, captures, articles and their versions.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document, key_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            closed(
                "kind",
                "outlet",
                "agency",
                "person",
                "government",
                "organisation",
                "armed_group",
                "document",
                "account",
                "unnamed",
                "general_opinion",
                "unknown",
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sources_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("number", name=op.f("uq_sources_number")),
    )
    op.create_table(
        "source_names",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_source_names_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_names")),
        sa.UniqueConstraint("source_id", "folded", name=op.f("uq_source_names_source_id_folded")),
    )
    op.create_index(op.f("ix_source_names_folded"), "source_names", ["folded"], unique=False)
    op.create_table(
        "name_words",
        sa.Column("name_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("rest", key_text(), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["source_names.id"], name=op.f("fk_name_words_name_id_source_names")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_name_words_source_id_sources")),
        sa.PrimaryKeyConstraint("name_id", "position", name=op.f("pk_name_words")),
    )
    op.create_index(op.f("ix_name_words_rest"), "name_words", ["rest"], unique=False)
    op.create_index(op.f("ix_name_words_source_id"), "name_words", ["source_id"], unique=False)
    op.create_table(
        "captures",
        sa.Column("sha256", sa.String(length=300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("charset", sa.String(length=300), nullable=False),
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_captures_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_sha256"), "captures", ["sha256"], unique=False)
    op.create_table(
        "articles",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("byline", sa.String(length=300), nullable=False),
        sa.Column("byline_certainty", closed("byline_certainty", "stated", "inferred", "unknown"), nullable=False),
        sa.Column("publisher_id", sa.Uuid(), nullable=True),
        sa.Column(
            "publisher_certainty",
            closed("publisher_certainty", "stated", "inferred", "unknown"),
            nullable=False,
        ),
        sa.Column("published", sa.String(length=300), nullable=False),
        sa.Column(
            "published_certainty",
            closed("published_certainty", "stated", "inferred", "unknown"),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("repost_of_id", sa.Uuid(), nullable=True),
        sa.Column("stage", closed("stage", "new", "taken", "in_work", "done", "set_aside"), nullable=False),
        sa.Column("set_aside_because", sa.Text(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_articles_created_by_id_users")),
        sa.ForeignKeyConstraint(["publisher_id"], ["sources.id"], name=op.f("fk_articles_publisher_id_sources")),
        sa.ForeignKeyConstraint(["repost_of_id"], ["articles.id"], name=op.f("fk_articles_repost_of_id_articles")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["users.id"], name=op.f("fk_articles_taken_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("number", name=op.f("uq_articles_number")),
    )
    op.create_index(op.f("ix_articles_language_id"), "articles", ["language", "id"], unique=False)
    op.create_index(op.f("ix_articles_publisher_id"), "articles", ["publisher_id"], unique=False)
    op.create_index(op.f("ix_articles_repost_of_id"), "articles", ["repost_of_id"], unique=False)
    op.create_index(op.f("ix_articles_stage_id"), "articles", ["stage", "id"], unique=False)
    op.create_index(op.f("ix_articles_taken_by_id"), "articles", ["taken_by_id"], unique=False)
    op.create_table(
        "ownerships",
        sa.Column("owned_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("control", closed("control", "owns", "controls", "publishes"), nullable=False),
        sa.Column("since", sa.String(length=300), nullable=False),
        sa.Column("until", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("standing", closed("standing", "asserted", "confirmed"), nullable=False),
        sa.Column("asserted_in_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asserted_in_id"], ["articles.id"], name=op.f("fk_ownerships_asserted_in_id_articles")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_ownerships_confirmed_by_id_users")),
        sa.ForeignKeyConstraint(["owned_id"], ["sources.id"], name=op.f("fk_ownerships_owned_id_sources")),
        sa.ForeignKeyConstraint(["owner_id"], ["sources.id"], name=op.f("fk_ownerships_owner_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerships")),
    )
    op.create_index(op.f("ix_ownerships_owned_id"), "ownerships", ["owned_id"], unique=False)
    op.create_index(op.f("ix_ownerships_owner_id"), "ownerships", ["owner_id"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("extractor", sa.String(length=300), nullable=False),
        sa.Column("ranges", document(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=300), nullable=False),
        sa.Column("links", document(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_snapshots_article_id_articles")),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name=op.f("fk_snapshots_capture_id_captures")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_snapshots_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("article_id", "version", name=op.f("uq_snapshots_article_id_version")),
    )
    op.create_index(op.f("ix_snapshots_capture_id"), "snapshots", ["capture_id"], unique=False)
    op.create_index(op.f("ix_snapshots_sha256"), "snapshots", ["sha256"], unique=False)
    op.create_table(
        "shingles",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_shingles_snapshot_id_snapshots")),
        sa.PrimaryKeyConstraint("snapshot_id", "value", name=op.f("pk_shingles")),
    )
    op.create_index(op.f("ix_shingles_value"), "shingles", ["value"], unique=False)
    op.create_table(
        "passages",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column(
            "voice",
            closed("voice", "author", "embedded", "caption", "commenter", "furniture"),
            nullable=False,
        ),
        sa.Column("ranges", document(), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_passages_snapshot_id_snapshots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_snapshot_id"), "passages", ["snapshot_id"], unique=False)


def downgrade() -> None:
    op.drop_table("passages")
    op.drop_table("shingles")
    op.drop_table("snapshots")
    op.drop_table("ownerships")
    op.drop_table("articles")
    op.drop_table("captures")
    op.drop_table("name_words")
    op.drop_table("source_names")
    op.drop_table("sources")
