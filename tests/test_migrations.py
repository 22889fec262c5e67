"""Every revision goes up, down and up again with data in it, and the newest one is what the models say."""

from collections.abc import Callable
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from tests.engines import Kind
from tracker.db import Database, schema
from tracker.domain.actors import Program
from tracker.models import Base
from tracker.services import demo, scales

REVISIONS = [one.revision for one in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()][::-1]
SETUP = Program("setup")


def _ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the full-text indexes, which each engine keeps in a way of its own."""
    return not (name or "").startswith("search_index") and name != "ix_search_entries_words"


def _shape(url: str) -> dict[str, list[str]]:
    engine = create_engine(url)
    found = inspect(engine)
    shape = {name: sorted(column["name"] for column in found.get_columns(name)) for name in found.get_table_names()}
    engine.dispose()
    return shape


def test_the_newest_revision_is_what_the_models_say(engine_url: str) -> None:
    engine = create_engine(engine_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours, "compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_goes_up_down_and_up_again_to_the_same_shape(
    fresh_database: Callable[[Kind], str], engine_kind: Kind, revision: str
) -> None:
    url = fresh_database(engine_kind)
    schema.upgrade(url, revision)
    shape = _shape(url)
    before = REVISIONS[: REVISIONS.index(revision)]
    schema.downgrade(url, before[-1] if before else "base")
    schema.upgrade(url, revision)
    assert _shape(url) == shape


def test_a_full_desk_goes_down_to_nothing_and_up_again(engine_url: str) -> None:
    database = Database(engine_url, b"a key that is kept outside the database")
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        demo.load(session, password_hash="", by=SETUP)
        session.commit()
    database.engine.dispose()
    for target in ["0004", "0003", "0002", "0001", "base"]:
        schema.downgrade(engine_url, target)
    schema.upgrade(engine_url)
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        demo.load(session, password_hash="", by=SETUP)
        session.commit()
    database.engine.dispose()


def test_revisions_never_import_the_program() -> None:
    for path in (schema.MIGRATIONS / "versions").glob("*.py"):
        assert "tracker" not in path.read_text("utf-8"), path
