"""Reasons to tick, as a desk words them.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scale_reasons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("label", sa.String(300), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scale_id"], ["scales.id"], name=op.f("fk_scale_reasons_scale_id_scales")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_reasons")),
        sa.UniqueConstraint("scale_id", "key", name=op.f("uq_scale_reasons_scale_id_key")),
    )


def downgrade() -> None:
    op.drop_table("scale_reasons")
