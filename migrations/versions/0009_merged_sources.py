"""Sources that are one are merged.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CAUSES = (
    *("quote_lost", "trail_changed", "evidence_changed", "source_changed"),
    *("statement_changed", "linked_decided", "undone"),
)


def upgrade() -> None:
    into = sa.ForeignKey("sources.id", name=op.f("fk_sources_merged_into_id_sources"))
    op.add_column("sources", sa.Column("merged_into_id", sa.Uuid(), into, nullable=True), inline_references=True)
    op.create_index(op.f("ix_sources_merged_into_id"), "sources", ["merged_into_id"], unique=False)
    _allow_causes(*CAUSES, "source_merged")


def downgrade() -> None:
    op.execute("UPDATE looks SET cause = 'source_changed' WHERE cause = 'source_merged'")
    _allow_causes(*CAUSES)
    op.drop_index(op.f("ix_sources_merged_into_id"), "sources")
    with op.batch_alter_table("sources") as batch:
        batch.drop_column("merged_into_id")


def _allow_causes(*causes: str) -> None:
    with op.batch_alter_table("looks") as table:
        # SQLite writes the table anew, and leaves the checks that it had behind.
        if op.get_bind().dialect.name != "sqlite":
            table.drop_constraint(op.f("cause"), type_="check")
        table.create_check_constraint(op.f("cause"), sa.column("cause").in_(causes))
