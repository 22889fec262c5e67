"""Taking the guards off the log's tables and putting them back, as somebody can who owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from tracker.services.verification.guards import GUARDED


def owners_engine(url: str) -> Engine:
    """Return an engine as anyone can make who can reach the database."""
    engine = create_engine(url)
    if url.startswith("sqlite"):
        # The driver would begin no transaction for statements that change the schema.
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


@contextmanager
def past_the_program(url: str) -> Iterator[Connection]:
    """Give a connection as anyone has who can reach the database; what is not committed is rolled back."""
    engine = owners_engine(url)
    try:
        with rolled_back(engine) as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Connection]:
    """Give a connection of an engine; what is not committed is rolled back."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let anything be done to the log's tables inside this block; afterwards the guards are as they were."""
    if connection.dialect.name == "sqlite":
        guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for guard in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {guard.name}")
        yield
        for guard in guards:
            connection.exec_driver_sql(guard.sql)
        return
    triggers = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = CAST(:name AS regclass)")
    names = {table: connection.scalars(triggers, {"name": table}).all() for table in GUARDED}
    for table in names:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table, guards in names.items():
        for guard in guards:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}")


def _leave_transactions_to_us(connection: Any, record: Any) -> None:
    connection.isolation_level = None
