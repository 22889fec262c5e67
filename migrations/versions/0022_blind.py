"""Claims that are assessed blind.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = (
    ("scales", "blind", sa.Integer()),
    ("cases", "blind", sa.Integer()),
    ("claims", "blind", sa.Integer()),
    ("reviews", "blind", sa.Boolean()),
    ("review_grounds", "only_seen", sa.Boolean()),
)


def upgrade() -> None:
    for table, column, kind in COLUMNS:
        op.add_column(table, sa.Column(column, kind, nullable=True))


def downgrade() -> None:
    for table, column, _ in COLUMNS:
        op.drop_column(table, column)
