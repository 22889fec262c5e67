"""What the origins of a claim are counted from: bases, stakes, rulings and near-copies; briefings are sources too.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = (
    *("outlet", "agency", "person", "government", "organisation", "armed_group", "document", "account"),
    *("unnamed", "general_opinion", "unknown"),
)
CAUSES = (
    *("quote_lost", "trail_changed", "evidence_changed", "source_changed", "source_merged"),
    *("statement_changed", "linked_decided", "undone"),
)
BASES = ("not_stated", "witnessed", "own_act", "document", "told_by", "deduced")


def upgrade() -> None:
    _allow("sources", "kind", *KINDS, "event")
    _allow("looks", "cause", *CAUSES, "origins_ruled")
    op.add_column("sources", sa.Column("owners_examined", sa.Boolean(), nullable=True))
    with op.batch_alter_table("appearances") as batch:
        batch.add_column(sa.Column("basis", closed("basis", *BASES), nullable=True))
    for table in ("appearances", "citations"):
        source = sa.ForeignKey("sources.id", name=op.f(f"fk_{table}_known_from_id_sources"))
        op.add_column(table, sa.Column("known_from_id", sa.Uuid(), source, nullable=True), inline_references=True)
        op.create_index(op.f(f"ix_{table}_known_from_id"), table, ["known_from_id"], unique=False)
    _stakes()
    _rulings()
    op.create_table(
        "near_copies",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_near_copies_snapshot_id_snapshots")),
        sa.ForeignKeyConstraint(["other_id"], ["snapshots.id"], name=op.f("fk_near_copies_other_id_snapshots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_near_copies")),
    )
    for column in ("snapshot_id", "other_id"):
        op.create_index(op.f(f"ix_near_copies_{column}"), "near_copies", [column], unique=False)


def downgrade() -> None:
    for table in ("near_copies", "origin_rulings", "stakes"):
        op.drop_table(table)
    for table in ("citations", "appearances"):
        op.drop_index(op.f(f"ix_{table}_known_from_id"), table)
        op.drop_column(table, "known_from_id")
    with op.batch_alter_table("appearances") as batch:
        batch.drop_constraint(op.f("basis"), type_="check")
        batch.drop_column("basis")
    op.drop_column("sources", "owners_examined")
    op.execute("UPDATE sources SET kind = 'unknown' WHERE kind = 'event'")
    _allow("sources", "kind", *KINDS)
    op.execute("UPDATE looks SET cause = 'trail_changed' WHERE cause = 'origins_ruled'")
    _allow("looks", "cause", *CAUSES)


def _allow(table: str, column: str, *words: str) -> None:
    with op.batch_alter_table(table) as batch:
        # SQLite writes the table anew, and leaves the checks that it had behind.
        if op.get_bind().dialect.name != "sqlite":
            batch.drop_constraint(op.f(column), type_="check")
        batch.create_check_constraint(op.f(column), sa.column(column).in_(words))


def _stakes() -> None:
    op.create_table(
        "stakes",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_stakes_claim_id_claims")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_stakes_source_id_sources")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_stakes_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakes")),
        sa.UniqueConstraint("claim_id", "source_id", name=op.f("uq_stakes_claim_id_source_id")),
    )
    op.create_index(op.f("ix_stakes_source_id"), "stakes", ["source_id"], unique=False)


def _rulings() -> None:
    op.create_table(
        "origin_rulings",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("joins", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_origin_rulings_two_sources")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_origin_rulings_claim_id_claims")),
        sa.ForeignKeyConstraint(["one_id"], ["sources.id"], name=op.f("fk_origin_rulings_one_id_sources")),
        sa.ForeignKeyConstraint(["other_id"], ["sources.id"], name=op.f("fk_origin_rulings_other_id_sources")),
        *(
            sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_origin_rulings_{column}_users"))
            for column in ("confirmed_by_id", "created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin_rulings")),
    )
    for column in ("claim_id", "one_id", "other_id"):
        op.create_index(op.f(f"ix_origin_rulings_{column}"), "origin_rulings", [column], unique=False)
