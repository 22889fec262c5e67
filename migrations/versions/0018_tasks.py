"""Who is to deal with an article or a claim, until when, and how urgent it is.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, key_text

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_to_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_by_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", key_text(), nullable=True),
        sa.Column("priority", closed("priority", "urgent", "high", "low"), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(article_id IS NULL) <> (claim_id IS NULL)", name=op.f("ck_tasks_one_thing")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_tasks_article_id_articles")),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["users.id"], name=op.f("fk_tasks_assigned_by_id_users")),
        sa.ForeignKeyConstraint(["assigned_to_id"], ["users.id"], name=op.f("fk_tasks_assigned_to_id_users")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_tasks_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("article_id", name=op.f("uq_tasks_article_id")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_tasks_claim_id")),
    )
    op.create_index(op.f("ix_tasks_assigned_to_id_due"), "tasks", ["assigned_to_id", "due"], unique=False)
    op.create_index(op.f("ix_tasks_due_id"), "tasks", ["due", "id"], unique=False)
    op.create_index(op.f("ix_tasks_priority_id"), "tasks", ["priority", "id"], unique=False)
    op.create_table(
        "seen_tasks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_seen_tasks_task_id_tasks")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_seen_tasks_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "task_id", name=op.f("pk_seen_tasks")),
    )


def downgrade() -> None:
    op.drop_table("seen_tasks")
    op.drop_table("tasks")
