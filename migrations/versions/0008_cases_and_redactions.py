"""Cases of articles and claims, and words that are withheld.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("hold", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_cases_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    op.create_table(
        "case_items",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(article_id IS NULL) <> (claim_id IS NULL)", name=op.f("ck_case_items_one_thing")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_case_items_article_id_articles")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_items_case_id_cases")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_case_items_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_items")),
        sa.UniqueConstraint("case_id", "article_id", name=op.f("uq_case_items_case_id_article_id")),
        sa.UniqueConstraint("case_id", "claim_id", name=op.f("uq_case_items_case_id_claim_id")),
    )
    op.create_index(op.f("ix_case_items_article_id"), "case_items", ["article_id"], unique=False)
    op.create_index(op.f("ix_case_items_case_id_id"), "case_items", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_case_items_claim_id"), "case_items", ["claim_id"], unique=False)
    op.create_table(
        "redactions",
        sa.Column(
            "basis",
            closed("basis", "court_order", "data_protection", "person_at_risk", "copyright", "other"),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("state", closed("state", "asked", "approved", "refused", "taken_back"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_redactions_asked_by_id_users")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_redactions_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
        sa.UniqueConstraint("number", name=op.f("uq_redactions_number")),
    )
    op.create_index(op.f("ix_redactions_state_id"), "redactions", ["state", "id"], unique=False)
    op.create_table(
        "redaction_fields",
        sa.Column("redaction_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.String(length=300), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("column_name", sa.String(length=300), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("things", document(), nullable=False),
        sa.Column("copies", document(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["redaction_id"], ["redactions.id"], name=op.f("fk_redaction_fields_redaction_id_redactions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction_fields")),
        sa.UniqueConstraint(
            "redaction_id",
            "table_name",
            "row_id",
            "column_name",
            name=op.f("uq_redaction_fields_redaction_id_table_name_row_id_column_name"),
        ),
    )


def downgrade() -> None:
    op.drop_table("redaction_fields")
    op.drop_table("redactions")
    op.drop_table("case_items")
    op.drop_table("cases")
