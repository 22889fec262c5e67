"""Blank databases: shaped as the desk's, each for itself, gone afterwards."""

from sqlalchemy import create_engine, insert, inspect, select, text

from tests.engines import Databases, Kind
from tracker.db import blank
from tracker.domain import chance
from tracker.models import Base, Tag
from tracker.services import search


def test_it_has_every_table_with_every_column_and_nothing_in_them() -> None:
    with blank() as session:
        found = inspect(session.connection())
        for table in Base.metadata.sorted_tables:
            assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
            assert found.get_pk_constraint(table.name)["constrained_columns"] == list(table.primary_key.columns.keys())
            assert session.execute(select(table)).all() == []


def test_each_is_for_itself_and_gone_afterwards() -> None:
    tag = {"id": chance.new_id(), "rev": 1, "name": "Fire", "folded": "fire"}
    with blank() as one, blank() as other:
        one.execute(insert(Tag), [tag])
        assert one.scalars(select(Tag.name)).all() == ["Fire"]
        assert other.scalars(select(Tag.name)).all() == []
    with blank() as another:
        assert another.scalars(select(Tag.name)).all() == []


def test_things_are_found_in_it_by_words_as_on_the_desk(databases: Databases) -> None:
    url = databases.migrated(Kind.SQLITE)
    of_index = text("SELECT sql FROM sqlite_master WHERE name = 'search_index'")
    engine = create_engine(url)
    with blank() as session, engine.connect() as desk:
        assert session.scalar(of_index) == desk.scalar(of_index)
        claim, other = chance.new_id(), chance.new_id()
        search.index_new(session, "claim", [(claim, "The dépôt burned."), (other, "It rained.")])
        assert search.best(session, "depot bur", "claim") == [claim]
    engine.dispose()
    databases.drop(url)
