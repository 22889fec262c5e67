"""Claims that are one are merged.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CAUSES = (
    *("quote_lost", "trail_changed", "evidence_changed", "source_changed"),
    *("statement_changed", "linked_decided", "undone", "source_merged", "origins_ruled"),
)


def upgrade() -> None:
    into = sa.ForeignKey("claims.id", name=op.f("fk_claims_merged_into_id_claims"))
    op.add_column("claims", sa.Column("merged_into_id", sa.Uuid(), into, nullable=True), inline_references=True)
    merged = sa.text("merged_into_id IS NOT NULL")
    name = op.f("ix_claims_merged_into_id")
    op.create_index(name, "claims", ["merged_into_id"], sqlite_where=merged, postgresql_where=merged)
    _allow_causes(*CAUSES, "claim_merged")


def downgrade() -> None:
    op.execute("UPDATE looks SET cause = 'statement_changed' WHERE cause = 'claim_merged'")
    _allow_causes(*CAUSES)
    op.drop_index(op.f("ix_claims_merged_into_id"), "claims")
    op.drop_column("claims", "merged_into_id")


def _allow_causes(*causes: str) -> None:
    with op.batch_alter_table("looks") as table:
        # SQLite writes the table anew, and leaves the checks that it had behind.
        if op.get_bind().dialect.name != "sqlite":
            table.drop_constraint(op.f("cause"), type_="check")
        table.create_check_constraint(op.f("cause"), sa.column("cause").in_(causes))
