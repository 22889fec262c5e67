"""Seals of the record, their keys, who holds one, the tree they are made of, and checks.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "tree_nodes",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_tree_nodes")),
    )
    op.create_table(
        "checkpoint_keys",
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_keys")),
        sa.UniqueConstraint("key", name=op.f("uq_checkpoint_keys_key")),
    )
    op.create_table(
        "handovers",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("means", closed("means", "file", "git", "email", "sheet", "witness"), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=False),
        sa.Column("cosignature", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_handovers_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_size"), "handovers", ["size"], unique=False)
    op.create_table(
        "checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("faults", document(), nullable=False),
        sa.ForeignKeyConstraint(["started_by_id"], ["users.id"], name=op.f("fk_checks_started_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
    )


def downgrade() -> None:
    op.drop_table("checks")
    op.drop_table("handovers")
    op.drop_table("checkpoint_keys")
    op.drop_table("tree_nodes")
    op.drop_table("checkpoints")
