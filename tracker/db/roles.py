"""The role under which a desk works on PostgreSQL: it may add to the log, and neither change nor empty it."""

from collections.abc import Iterator

from sqlalchemy import func, select, text

from tracker.db.sessions import Database
from tracker.domain.errors import Refusal
from tracker.models import Base, Disclosure, LogHead

_MAY = {"log": "SELECT, INSERT"}
_MAY_OTHERWISE = "SELECT, INSERT, UPDATE, DELETE"
_EXCEPTIONS = {
    # The head is moved on; values are erased, where a court or a person at risk asks for it.
    LogHead.__tablename__: "SELECT, UPDATE",
    Disclosure.__tablename__: "SELECT, INSERT, UPDATE (fields)",
    "alembic_version": "SELECT",
}
_HELD_BACK = text("SELECT pg_has_role(rolname, current_user, 'MEMBER') AS is_us FROM pg_roles WHERE rolname = :role")


def grant(database: Database, role: str) -> None:
    """Give a role of PostgreSQL what a desk needs for its daily work, and take from it whatever else it had.

    The database is that of the tables' owner. Done again after an upgrade, this includes new tables. Raises Refusal
    where there is no such role, or where no grant could hold it back.
    """
    dialect = database.engine.dialect
    if dialect.name != "postgresql":
        raise Refusal("Only PostgreSQL has roles. A file of SQLite is guarded by who may write to it.")
    with database.brief() as connection:
        found = connection.execute(_HELD_BACK, {"role": role}).one_or_none()
        if found is None:
            raise Refusal(f"PostgreSQL has no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '...'")
        if found.is_us:
            raise Refusal(f"{role} owns the tables or is a superuser; no grant holds it back. Name another role.")
        quote = dialect.identifier_preparer.quote
        schema = str(connection.scalar(select(func.current_schema())))
        for statement in _statements(quote(schema), quote(role)):
            connection.exec_driver_sql(statement)


def _statements(schema: str, role: str) -> Iterator[str]:
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    for what in (f"SCHEMA {schema}", f"ALL TABLES IN SCHEMA {schema}", f"ALL SEQUENCES IN SCHEMA {schema}"):
        yield f"REVOKE ALL ON {what} FROM {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"
    kept = {mapper.local_table.description: mapper.class_.keeping for mapper in Base.registry.mappers}
    may = {table: _MAY.get(keeping, _MAY_OTHERWISE) for table, keeping in kept.items()} | _EXCEPTIONS
    for table, what in sorted(may.items()):
        yield f"GRANT {what} ON {table} TO {role}"
