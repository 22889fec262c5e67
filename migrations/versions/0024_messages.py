"""E-mail to the people of the desk: where, of what, and the messages that wait.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = ("mentioned", "note", "sent_back", "task", "look", "correction")


def upgrade() -> None:
    op.add_column("users", sa.Column("email", sa.String(length=300), nullable=True))
    op.add_column("users", sa.Column("messages", document(), nullable=True))
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("why", closed("why", *KINDS), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_messages_person_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    for columns in (["batch"], ["due_at", "id"], ["person_id", "due_at"]):
        op.create_index(op.f(f"ix_messages_{'_'.join(columns)}"), "messages", columns, unique=False)


def downgrade() -> None:
    op.drop_table("messages")
    op.drop_column("users", "messages")
    op.drop_column("users", "email")
