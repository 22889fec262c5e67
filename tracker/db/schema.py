"""Bringing a database to a revision of the schema, on a connection without the guard of recorded tables."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to a revision, all in one transaction."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Bring the database at ``url`` down to a revision; ``base`` empties it."""
    _run(url, command.downgrade, revision)


def current(connection: Connection) -> str | None:
    """Return the revision that a database stands at, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _run(url: str, step: Any, revision: str) -> None:
    engine = create_engine(url)
    if url.startswith("sqlite"):
        # The driver would end the transaction before each statement that changes the schema.
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        step(configuration(connection), revision)
    engine.dispose()


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for one connection, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("prepend_sys_path", str(MIGRATIONS.parent))
    config.attributes["connection"] = connection
    return config


def _leave_transactions_to_us(connection: Any, record: Any) -> None:
    connection.isolation_level = None
