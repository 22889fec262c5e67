"""Claims that are sent back to their annotators.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notes", sa.Column("sends_back", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("notes", "sends_back")
