"""Full-text search.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQLITE_UP = ("CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize='unicode61 remove_diacritics 2')",)
POSTGRESQL_UP = ("CREATE INDEX ix_search_entries_words ON search_entries USING gin (to_tsvector('simple', words))",)


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
    )
    op.create_index(op.f("ix_search_entries_thing_id_kind"), "search_entries", ["thing_id", "kind"], unique=True)

    for statement in SQLITE_UP if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_entries")
