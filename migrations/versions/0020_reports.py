"""Reports of the desk, and each version as it was published.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import closed, document

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

RENEWALS = ("correction", "update", "withholding")
CHOSEN = document()


def upgrade() -> None:
    _reports()
    _editions()
    _files()
    _claims()
    _publishings()


def downgrade() -> None:
    for table in ("publishings", "edition_claims", "edition_files", "editions", "reports"):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("chosen", CHOSEN, nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("reports", "created_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("number", name=op.f("uq_reports_number")),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("chosen", CHOSEN, nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("renewal", closed("renewal", *RENEWALS), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("editions", "report_id", "reports"),
        _of("editions", "published_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("report_id", "version", name=op.f("uq_editions_report_id_version")),
    )


def _files() -> None:
    op.create_table(
        "edition_files",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(length=300), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("edition_files", "edition_id", "editions"),
        _of("edition_files", "capture_id", "captures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_files")),
        sa.UniqueConstraint("edition_id", "format", name=op.f("uq_edition_files_edition_id_format")),
    )
    op.create_index(op.f("ix_edition_files_capture_id"), "edition_files", ["capture_id"], unique=False)


def _claims() -> None:
    op.create_table(
        "edition_claims",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=300), nullable=False),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("origins", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of("edition_claims", "edition_id", "editions"),
        _of("edition_claims", "claim_id", "claims"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_claims")),
        sa.UniqueConstraint("edition_id", "claim_id", name=op.f("uq_edition_claims_edition_id_claim_id")),
    )
    op.create_index(
        op.f("ix_edition_claims_claim_id_edition_id"), "edition_claims", ["claim_id", "edition_id"], unique=False
    )


def _publishings() -> None:
    op.create_table(
        "publishings",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("renewal", closed("renewal", *RENEWALS), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("formats", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        _of("publishings", "report_id", "reports"),
        _of("publishings", "started_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishings")),
    )
    op.create_index(op.f("ix_publishings_report_id"), "publishings", ["report_id"], unique=False)


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
