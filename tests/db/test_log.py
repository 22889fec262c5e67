"""The append: one event for each action, in one order, whoever writes at the same time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cast import employ
from tracker.db import Database, UnrecordedChange
from tracker.domain import chance, leaves, merkle
from tracker.domain.actions import Action
from tracker.domain.vocabulary import SourceKind
from tracker.models import Change, Event, LogHead, Source, User
from tracker.services import sources
from tracker.services.record import record

KEY = b"a key that is kept outside the database"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_", min_size=1), inner),
    max_leaves=12,
)


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    database = Database(engine_url, KEY)
    employ(database)
    yield database
    database.engine.dispose()


def _anton(session: Session) -> User:
    return session.scalars(select(User).where(User.login == "anton")).one()


def _add(database: Database, name: str) -> int | None:
    with closing(database.writing()) as session:
        source = sources.add(session, name=name, kind=SourceKind.OUTLET, by=_anton(session))
        session.commit()
        return source.number


def test_writers_at_the_same_time_lose_no_event_and_share_no_number(database: Database) -> None:
    numbers: list[int | None] = []
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            numbers.extend([_add(database, f"Paper {writer} {turn}") for turn in range(5)])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(number or 0 for number in numbers) == list(range(1, 31))
    with closing(database.reading()) as session:
        seqs = list(session.scalars(select(Event.seq).order_by(Event.seq)))
        hashes = list(session.scalars(select(Event.leaf_hash).order_by(Event.seq)))
        frontier = merkle.Frontier.from_bytes(session.get_one(LogHead, 1).frontier)
    assert seqs == list(range(len(seqs)))
    assert (frontier.size, frontier.root()) == (len(seqs), merkle.root(hashes))


def test_the_first_change_of_an_event_holds_its_own_words(database: Database) -> None:
    _add(database, "The Coast Road")
    with closing(database.reading()) as session:
        event = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        changes = list(session.scalars(select(Change).where(Change.seq == event.seq).order_by(Change.position)))
    assert (changes[0].table_name, changes[0].row_id) == ("events", event.id)
    assert {change.table_name for change in changes[1:]} == {"sources", "source_names"}
    assert event.leaf_hash == merkle.leaf_hash(event.leaf)
    assert event.mac == leaves.mac(KEY, event.leaf)


def test_a_rolled_back_transaction_leaves_no_event(database: Database) -> None:
    with closing(database.writing()) as session:
        before = session.get_one(LogHead, 1).frontier
        sources.add(session, name="A", kind=SourceKind.OUTLET, by=_anton(session))
        session.rollback()
        session.commit()
        assert session.get_one(LogHead, 1).frontier == before


def test_a_rolled_back_savepoint_drops_its_share_of_the_event(database: Database) -> None:
    with closing(database.writing()) as session:
        source = sources.add(session, name="A", kind=SourceKind.OUTLET, by=_anton(session))
        with session.begin_nested() as savepoint:
            source.about = "never was"
            session.flush()
            savepoint.rollback()
        source.contact = "the desk"
        record(session, Action.SOURCE_EDITED, about=source, by=_anton(session))
        session.commit()
    with closing(database.reading()) as session:
        last = session.scalars(select(Change).order_by(Change.seq.desc(), Change.position.desc()).limit(1)).one()
    assert b"contact" in last.leaf
    assert b'"about"' not in last.leaf


def test_a_committed_savepoint_does_not_append_yet(database: Database) -> None:
    with closing(database.writing()) as session:
        before = len(session.scalars(select(Event.seq)).all())
        with session.begin_nested():
            sources.add(session, name="A", kind=SourceKind.OUTLET, by=_anton(session))
        assert len(session.scalars(select(Event.seq)).all()) == before
        session.commit()
        assert len(session.scalars(select(Event.seq)).all()) == before + 1


def test_a_change_that_no_action_holds_is_refused(database: Database) -> None:
    _add(database, "A")
    with closing(database.writing()) as session:
        session.scalars(select(Source)).one().about = "unsaid"
        with pytest.raises(UnrecordedChange, match="no action says why"):
            session.commit()
    with closing(database.reading()) as session:
        assert session.scalars(select(Source)).one().about == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources SET name = 'x'",
        "  delete from sources",
        "INSERT INTO captures (id) VALUES ('x')",
        "UPDATE \"claims\" SET statement = 'x'",
        "DELETE FROM events",
        "UPDATE disclosures SET fields = '{}'",
        "WITH gone AS (SELECT 1) DELETE FROM changes",
        "UPDATE public.sources SET name = 'x'",
        'DELETE FROM "main" . "claims"',
        "/* in passing */ -- or not\n DELETE FROM reviews",
        "MERGE INTO tags USING sources ON true WHEN MATCHED THEN DELETE",
        "COPY decisions FROM STDIN",
    ],
)
def test_raw_writes_to_recorded_and_log_tables_are_refused(database: Database, statement: str) -> None:
    with closing(database.writing()) as session, pytest.raises(UnrecordedChange):
        session.execute(text(statement))


def _delete(session: Session) -> None:
    session.delete(session.scalars(select(Source)).one())


def _clash(session: Session) -> None:
    session.add(Source(name="B", source_kind=SourceKind.OUTLET, number=1, created_at=chance.now()))


@pytest.mark.parametrize(("spoil", "error"), [(_delete, UnrecordedChange), (_clash, IntegrityError)])
def test_a_flush_that_failed_leaves_no_permission_on_its_connection(
    database: Database, spoil: Callable[[Session], None], error: type[Exception]
) -> None:
    _add(database, "A")
    with closing(database.writing()) as session:
        spoil(session)
        with pytest.raises(error):
            session.flush()
    with closing(database.writing()) as session, pytest.raises(UnrecordedChange):
        session.execute(text("DELETE FROM sources"))


def test_bulk_writes_to_recorded_tables_are_refused(database: Database) -> None:
    with closing(database.writing()) as session:
        with pytest.raises(UnrecordedChange):
            session.query(Source).update({"name": "x"})
        with pytest.raises(UnrecordedChange):
            session.bulk_insert_mappings(Source.__mapper__, [{"id": chance.new_id(), "name": "x"}])


def test_a_reading_session_cannot_write(database: Database) -> None:
    with closing(database.reading()) as session:
        session.add(Source(name="A", source_kind=SourceKind.OUTLET, created_at=chance.now()))
        with pytest.raises(Exception, match="(?i)read.?only"):
            session.flush()


@given(JSON)
def test_canonical_json_is_that_of_rfc_8785(value: object) -> None:
    assert leaves.canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {"é": 1}, ["\ud800"]])
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises((ValueError, UnicodeEncodeError)):
        leaves.canonical(value)
