"""Saved filters as queues, and the people among whom what waits in them is shared out.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "queues",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("covers", closed("covers", "articles", "claims"), nullable=False),
        sa.Column("filters", document(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_queues_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queues")),
    )
    op.create_index(op.f("ix_queues_created_by_id_id"), "queues", ["created_by_id", "id"], unique=False)
    op.create_index(op.f("ix_queues_shared_id"), "queues", ["shared", "id"], unique=False)
    op.create_table(
        "queue_people",
        sa.Column("queue_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_queue_people_person_id_users")),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name=op.f("fk_queue_people_queue_id_queues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_people")),
        sa.UniqueConstraint("queue_id", "person_id", name=op.f("uq_queue_people_queue_id_person_id")),
    )


def downgrade() -> None:
    op.drop_table("queue_people")
    op.drop_table("queues")
