"""Notes on quotes.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notes") as batch:
        batch.add_column(sa.Column("appearance_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_notes_appearance_id_appearances"), "appearances", ["appearance_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("notes") as batch:
        batch.drop_constraint(op.f("fk_notes_appearance_id_appearances"), type_="foreignkey")
        batch.drop_column("appearance_id")
