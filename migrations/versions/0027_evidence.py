"""Evidence with a trail of its own and an archived copy; addresses of up to 2,000 characters.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WITH_ADDRESS = ("articles", "captures", "evidence")


def upgrade() -> None:
    for table in WITH_ADDRESS:
        _change_addresses(table, 300, 2000)
    op.add_column("evidence", sa.Column("archived", sa.String(2000), nullable=True))
    op.create_table(
        "evidence_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_steps_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_evidence_steps_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_steps")),
    )
    for column in ("evidence_id", "source_id"):
        op.create_index(op.f(f"ix_evidence_steps_{column}"), "evidence_steps", [column])


def downgrade() -> None:
    op.drop_table("evidence_steps")
    op.drop_column("evidence", "archived")
    for table in WITH_ADDRESS:
        _change_addresses(table, 2000, 300)


def _change_addresses(table: str, before: int, after: int) -> None:
    with op.batch_alter_table(table) as batch:
        batch.alter_column("address", existing_type=sa.String(before), type_=sa.String(after), existing_nullable=False)
