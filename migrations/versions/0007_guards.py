"""Guards on the log: rows are only added, values only erased, and the head only grows.

They stop accidents. Who owns the database can take them away; that they are there and unaltered is part of what
verifying checks, and what was done meanwhile the log itself shows.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What tells a row of each table from all others; on SQLite a row could also be replaced through its rowid.
KEYS = {
    "events": "seq = NEW.seq OR id = NEW.id",
    "changes": "seq = NEW.seq AND position = NEW.position",
    "disclosures": "seq = NEW.seq AND position = NEW.position",
    "checkpoints": "size = NEW.size",
    "log_head": "id = NEW.id",
}

# What an update may do: erase values, after which there are more masks (U+2588) or fewer characters; write the head of
# a log that is no shorter.
SQLITE_ERASES = """
    NEW.rowid IS OLD.rowid AND NEW.seq IS OLD.seq AND NEW.position IS OLD.position
    AND (
        length(NEW.fields) < length(OLD.fields)
        OR length(NEW.fields) - length(replace(NEW.fields, char(9608), ''))
            > length(OLD.fields) - length(replace(OLD.fields, char(9608), ''))
    )
"""
SQLITE_GROWS = """
    NEW.id IS OLD.id AND substr(NEW.frontier, 1, 8) >= substr(OLD.frontier, 1, 8)
"""
SQLITE_MAY = {"disclosures": SQLITE_ERASES, "log_head": SQLITE_GROWS}
SQLITE_THERE = "EXISTS (SELECT 1 FROM TABLE WHERE THERE)"
SQLITE_NEXT = "NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM events)"

POSTGRESQL_FUNCTIONS = {
    "log_refuses": """
        BEGIN
            RAISE EXCEPTION '%: rows of the log are only added, % is refused', TG_TABLE_NAME, lower(TG_OP);
        END
    """,
    "log_only_erases": """
        BEGIN
            IF NEW.seq = OLD.seq AND NEW.position = OLD.position AND (
                length(NEW.fields) < length(OLD.fields)
                OR length(NEW.fields) - length(replace(NEW.fields, chr(9608), ''))
                    > length(OLD.fields) - length(replace(OLD.fields, chr(9608), ''))
            ) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '%: values are only erased, this update is refused', TG_TABLE_NAME;
        END
    """,
    "log_only_grows": """
        BEGIN
            IF NEW.id = OLD.id AND substring(NEW.frontier FROM 1 FOR 8) >= substring(OLD.frontier FROM 1 FOR 8) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '%: the log only grows, this update is refused', TG_TABLE_NAME;
        END
    """,
}
POSTGRESQL_MAY = {"disclosures": "log_only_erases", "log_head": "log_only_grows"}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        for name, body in POSTGRESQL_FUNCTIONS.items():
            op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    for table in KEYS:
        for statement in on_sqlite(table) if sqlite else on_postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEYS:
        last = "replaced" if sqlite else "emptied"
        for what in ("changed", "deleted", last):
            op.execute(f"DROP TRIGGER {table}_not_{what}" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        for name in POSTGRESQL_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")


def on_sqlite(table: str) -> list[str]:
    # INSERT OR REPLACE deletes rows without asking the triggers on deletes.
    there = f"({KEYS[table]}) OR rowid = NEW.rowid"
    taken = SQLITE_THERE.replace("TABLE", table).replace("THERE", there)
    if table == "events":
        taken = f"{SQLITE_NEXT} OR {taken}"
    other = f"WHEN ({SQLITE_MAY[table].strip()}) IS NOT 1" if table in SQLITE_MAY else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows of the log are only added, this is refused'); END"
    return [
        f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {other} {refuse}",
        f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} WHEN {taken} {refuse}",
    ]


def on_postgresql(table: str) -> list[str]:
    may = POSTGRESQL_MAY.get(table, "log_refuses")
    guards = {
        f"{table}_not_changed": f"BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {may}()",
        f"{table}_not_deleted": f"BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION log_refuses()",
        f"{table}_not_emptied": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION log_refuses()",
    }
    made = [f"CREATE TRIGGER {name} {what}" for name, what in guards.items()]
    # Else a superuser's session could silence them by saying that it replicates.
    return made + [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for name in guards]
