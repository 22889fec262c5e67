"""Requests for corrections, who asked, and the published versions that tell what came of them.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document, key_text

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("correction", "clarification", "update", "complaint")
OUTCOMES = ("corrected", "clarified", "updated", "not_upheld", "taken_back")
POINTS_TO = (
    ("claim_id", "claims"),
    ("article_id", "articles"),
    ("edition_id", "editions"),
    ("assigned_to_id", "users"),
    ("replied_by_id", "users"),
    ("closed_by_id", "users"),
    ("created_by_id", "users"),
)


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("asked_for", closed("asked_for", *KINDS), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name, _ in POINTS_TO),
        sa.Column("from_public", sa.Boolean(), nullable=False),
        sa.Column("received_on", key_text(), nullable=False),
        sa.Column("due", key_text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", closed("outcome", *OUTCOMES), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "claim_id IS NOT NULL OR article_id IS NOT NULL OR edition_id IS NOT NULL",
            name=op.f("ck_corrections_something"),
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_corrections_{name}_{table}"))
            for name, table in POINTS_TO
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("number", name=op.f("uq_corrections_number")),
    )
    for columns in (["claim_id"], ["article_id"], ["edition_id"], ["outcome", "id"], ["assigned_to_id", "outcome"]):
        op.create_index(op.f(f"ix_corrections_{'_'.join(columns)}"), "corrections", columns, unique=False)
    op.create_table(
        "complainants",
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_complainants_correction_id_corrections")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complainants")),
        sa.UniqueConstraint("correction_id", name=op.f("uq_complainants_correction_id")),
    )
    op.create_table(
        "edition_corrections",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_edition_corrections_edition_id_editions")
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_edition_corrections_correction_id_corrections")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_corrections")),
        sa.UniqueConstraint(
            "edition_id", "correction_id", name=op.f("uq_edition_corrections_edition_id_correction_id")
        ),
    )
    op.create_index(
        op.f("ix_edition_corrections_correction_id"), "edition_corrections", ["correction_id"], unique=False
    )
    op.add_column("publishings", sa.Column("corrections", document(), nullable=True))


def downgrade() -> None:
    op.drop_column("publishings", "corrections")
    op.drop_table("edition_corrections")
    op.drop_table("complainants")
    op.drop_table("corrections")
