"""What was overwritten is left nowhere in the files of a SQLite database."""

from contextlib import closing
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import make_url

from tests.engines import Kind
from tests.small_desk import small_desk
from tracker.db import Database
from tracker.models import SearchEntry
from tracker.services import search


def test_the_journal_is_emptied_and_freed_pages_are_blank(engine_url: str, engine_kind: Kind) -> None:
    desk = small_desk(engine_url)
    with closing(desk.database.writing()) as session:
        search.index(session, "claim", desk.claim, "Querfeld " * 9000)
        session.commit()
        search.index(session, "claim", desk.claim, "nobody")
        search.compact(session)
        session.commit()
        assert session.scalars(select(SearchEntry.words)).all() == ["nobody"]
    assert desk.database.scrub() is (engine_kind is Kind.SQLITE)
    if engine_kind is Kind.SQLITE:
        path = Path(str(make_url(engine_url).database))
        assert Path(f"{path}-wal").stat().st_size == 0
        assert b"querfeld" not in path.read_bytes()
    desk.database.engine.dispose()


def test_while_somebody_reads_it_is_said_that_it_has_to_wait(database: Database) -> None:
    database.engine.dispose()
    with closing(database.reading()) as reader:
        reader.scalars(select(SearchEntry)).all()
        with closing(database.writing()) as session:
            search.index(session, "claim", UUID(int=7), "nobody")
            session.commit()
        assert database.scrub() is False
    assert database.scrub() is True
