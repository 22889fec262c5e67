"""Sources that somebody told apart.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "distinctions",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_distinctions_in_order")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_distinctions_created_by_id_users")),
        sa.ForeignKeyConstraint(["one_id"], ["sources.id"], name=op.f("fk_distinctions_one_id_sources")),
        sa.ForeignKeyConstraint(["other_id"], ["sources.id"], name=op.f("fk_distinctions_other_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinctions")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_distinctions_one_id_other_id")),
    )
    op.create_index(op.f("ix_distinctions_other_id"), "distinctions", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("distinctions")
