"""Verdicts say who may decide them, what they need, and where they stand on the line.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROLES = ("viewer", "annotator", "reviewer", "editor", "admin")


def upgrade() -> None:
    with op.batch_alter_table("verdicts") as batch:
        batch.add_column(sa.Column("line", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("decided_from", closed("decided_from", *ROLES), nullable=True))
        batch.add_column(sa.Column("assessments", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("verdicts") as batch:
        batch.drop_constraint(op.f("decided_from"), type_="check")
        for column in ("assessments", "decided_from", "line"):
            batch.drop_column(column)
