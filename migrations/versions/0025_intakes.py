"""Lists of claims that are taken in, what became of their entries, and the work of it behind the page.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COUNTS = ("added", "renewed", "known", "refused")


def upgrade() -> None:
    _intakes()
    _items()
    _takings_in()


def downgrade() -> None:
    for table in ("takings_in", "intake_items", "intakes"):
        op.drop_table(table)


def _intakes() -> None:
    op.create_table(
        "intakes",
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("form", closed("form", "claim_reviews", "table"), nullable=False),
        sa.Column("charset", sa.String(length=300), nullable=False),
        sa.Column("columns", document(), nullable=False),
        sa.Column("meanings", document(), nullable=False),
        sa.Column("joins", document(), nullable=False),
        sa.Column("join_same", sa.Boolean(), nullable=False),
        sa.Column("stage", closed("stage", "open", "under_way", "done"), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("intakes", "capture_id", "captures"),
        _of("intakes", "created_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intakes")),
        sa.UniqueConstraint("number", name=op.f("uq_intakes_number")),
    )
    op.create_index(op.f("ix_intakes_capture_id"), "intakes", ["capture_id"], unique=False)


def _items() -> None:
    op.create_table(
        "intake_items",
        sa.Column("intake_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=300), nullable=False),
        sa.Column("outcome", closed("outcome", "added", "renewed", "refused"), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("odd", document(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("intake_items", "intake_id", "intakes"),
        _of("intake_items", "article_id", "articles"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_items")),
        sa.UniqueConstraint("intake_id", "position", name=op.f("uq_intake_items_intake_id_position")),
    )
    op.create_index(op.f("ix_intake_items_key"), "intake_items", ["key"], unique=False)
    op.create_index(op.f("ix_intake_items_article_id"), "intake_items", ["article_id"], unique=False)


def _takings_in() -> None:
    op.create_table(
        "takings_in",
        sa.Column("intake_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        _of("takings_in", "intake_id", "intakes"),
        _of("takings_in", "started_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takings_in")),
    )
    op.create_index(op.f("ix_takings_in_intake_id"), "takings_in", ["intake_id"], unique=False)


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
