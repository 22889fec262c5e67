"""Grades of sources and of what they say.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CAUSES = (
    *("quote_lost", "trail_changed", "evidence_changed", "source_changed", "statement_changed"),
    *("linked_decided", "undone", "source_merged", "origins_ruled", "claim_merged"),
)


def upgrade() -> None:
    _grades("source_grades", "source_id", "sources", "reliability", "A", "B", "C", "D", "E", "F")
    _grades("information_grades", "appearance_id", "appearances", "credibility", "1", "2", "3", "4", "5", "6")
    _allow_causes(*CAUSES, "graded")


def downgrade() -> None:
    op.execute("UPDATE looks SET cause = 'source_changed' WHERE cause = 'graded'")
    _allow_causes(*CAUSES)
    op.drop_table("information_grades")
    op.drop_table("source_grades")


def _grades(table: str, of: str, target: str, value: str, *words: str) -> None:
    op.create_table(
        table,
        sa.Column(of, sa.Uuid(), nullable=False),
        sa.Column(value, closed(value, *words), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=300), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint([of], [f"{target}.id"], name=op.f(f"fk_{table}_{of}_{target}")),
        sa.ForeignKeyConstraint(["supersedes_id"], [f"{table}.id"], name=op.f(f"fk_{table}_supersedes_id_{table}")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{of}_id"), table, [of, "id"], unique=False)


def _allow_causes(*causes: str) -> None:
    with op.batch_alter_table("looks") as table:
        # SQLite writes the table anew, and leaves the checks that it had behind.
        if op.get_bind().dialect.name != "sqlite":
            table.drop_constraint(op.f("cause"), type_="check")
        table.create_check_constraint(op.f("cause"), sa.column("cause").in_(causes))
