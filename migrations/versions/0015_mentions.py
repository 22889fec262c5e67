"""Notes that mention people, and those that people have read.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _about_people("mentions", "note_id", "user_id")
    op.create_index(op.f("ix_mentions_user_id"), "mentions", ["user_id"], unique=False)
    _about_people("seen_notes", "user_id", "note_id", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False))
    op.create_index(op.f("ix_notes_answers_id"), "notes", ["answers_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_notes_answers_id"), "notes")
    op.drop_table("seen_notes")
    op.drop_table("mentions")


def _about_people(table: str, one: str, other: str, *more: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column(one, sa.Uuid(), nullable=False),
        sa.Column(other, sa.Uuid(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f(f"fk_{table}_note_id_notes")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users")),
        sa.PrimaryKeyConstraint(one, other, name=op.f(f"pk_{table}")),
    )
