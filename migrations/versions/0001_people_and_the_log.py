"""People, and the record of everything they do.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("login", sa.String(length=300), nullable=False),
        sa.Column("login_folded", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("role", closed("role", "viewer", "annotator", "reviewer", "editor", "admin"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("single_keys", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login_folded", name=op.f("uq_users_login_folded")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_user_id"), "sign_ins", ["user_id"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_about_at"), "attempts", ["about", "at"], unique=False)
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("action", sa.String(length=300), nullable=False),
        sa.Column("about_kind", sa.String(length=300), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index(op.f("ix_events_about_kind_seq"), "events", ["about_kind", "seq"], unique=False)
    op.create_index(op.f("ix_events_action_seq"), "events", ["action", "seq"], unique=False)
    op.create_index(op.f("ix_events_actor_seq"), "events", ["actor", "seq"], unique=False)
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root_kind", sa.String(length=300), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=300), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "position", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_root_id_rev"), "changes", ["root_id", "rev"], unique=False)
    op.create_index(op.f("ix_changes_row_id_seq"), "changes", ["row_id", "seq"], unique=False)
    op.create_table(
        "disclosures",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "position", name=op.f("pk_disclosures")),
    )
    op.create_table(
        "event_subjects",
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "thing_id", "seq", name=op.f("pk_event_subjects")),
    )
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "counters",
        sa.Column("series", sa.String(length=300), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counters")),
    )

    # The head of an empty log: a size of 0 in eight bytes, and no subtrees.
    op.execute(sa.text("INSERT INTO log_head (id, frontier) VALUES (1, :empty)").bindparams(empty=bytes(8)))
    # Whoever gives a name to a source holds this row, so it is there before the first one.
    op.execute("INSERT INTO counters (series, last) VALUES ('source', 0)")


def downgrade() -> None:
    op.drop_table("counters")
    op.drop_table("log_head")
    op.drop_table("event_subjects")
    op.drop_table("disclosures")
    op.drop_table("changes")
    op.drop_table("events")
    op.drop_table("attempts")
    op.drop_table("sign_ins")
    op.drop_table("users")
