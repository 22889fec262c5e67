"""Whole reports of other desks are handed in like lists.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import document

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

FORMS = ("claim_reviews", "table")


def upgrade() -> None:
    _allow_forms(*FORMS, "whole_report")
    for name in ("kinds", "notes"):
        op.add_column("takings_in", sa.Column(name, document(), nullable=True))


def downgrade() -> None:
    for name in ("notes", "kinds"):
        op.drop_column("takings_in", name)
    op.execute("UPDATE intakes SET form = 'claim_reviews' WHERE form = 'whole_report'")
    _allow_forms(*FORMS)


def _allow_forms(*forms: str) -> None:
    with op.batch_alter_table("intakes") as table:
        # SQLite writes the table anew, and leaves the checks that it had behind: both are made again.
        if op.get_bind().dialect.name != "sqlite":
            table.drop_constraint(op.f("form"), type_="check")
        else:
            stages = sa.column("stage").in_(("open", "under_way", "done"))
            table.create_check_constraint(op.f("stage"), stages)
        table.create_check_constraint(op.f("form"), sa.column("form").in_(forms))
