"""The end of a transaction on PostgreSQL: the log is let go early, but nobody is told before the disk has it."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from tests.engines import Kind
from tests.guards import lifted, past_the_program
from tests.small_desk import KEY, SmallDesk, small_desk
from tests.statements import statements
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.errors import Unvouched
from tracker.models import Claim
from tracker.services.record import record

ON_POSTGRESQL = pytest.mark.parametrize(
    "engine_kind", [pytest.param(Kind.POSTGRESQL, marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


def edit(session: Session, desk: SmallDesk, statement: str) -> None:
    claim = session.get_one(Claim, desk.claim)
    claim.statement = statement
    record(session, Action.CLAIM_EDITED, about=claim, by=desk.ines)


@ON_POSTGRESQL
def test_what_is_committed_is_safe_when_the_commit_returns(desk: SmallDesk) -> None:
    """The servers of tests do not wait for the disk by themselves, so this session asks for it."""
    url = make_url(desk.url).update_query_dict({"options": "-csynchronous_commit=on"})
    database = Database(url.render_as_string(hide_password=False), KEY)
    with closing(database.writing()) as session, closing(database.reading()) as other:
        for turn in range(5):
            edit(session, desk, f"Turn {turn}.")
            written = session.scalar(text("SELECT pg_current_wal_insert_lsn()"))
            session.commit()
            assert other.scalar(text("SELECT pg_current_wal_flush_lsn() >= CAST(:lsn AS pg_lsn)"), {"lsn": written})
            other.rollback()
        assert session.scalar(text("SHOW synchronous_commit")) == "on"
    database.engine.dispose()


@ON_POSTGRESQL
def test_a_session_goes_on_after_its_commit(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        for turn in range(3):
            edit(session, desk, f"Turn {turn}.")
            session.commit()
            assert session.connection().get_transaction() is not None
        assert session.get_one(Claim, desk.claim).rev == 4
        session.rollback()
    with closing(desk.database.reading()) as session:
        assert session.get_one(Claim, desk.claim).statement == "Turn 2."


def test_an_event_in_the_place_of_the_next_one_stops_the_append_and_nothing_is_half_saved(desk: SmallDesk) -> None:
    with past_the_program(desk.url) as connection:
        with lifted(connection):
            connection.execute(text("UPDATE events SET seq = 5 WHERE seq = 4"))
        connection.commit()
    with closing(desk.database.writing()) as session:
        edit(session, desk, "Nobody was killed.")
        with pytest.raises(Unvouched, match="Nothing can be saved now"):
            session.commit()
    with closing(desk.database.writing()) as session:
        assert session.get_one(Claim, desk.claim).rev == 1
        assert session.scalar(text("SELECT count(*) FROM events")) == 5


def test_many_new_things_are_numbered_by_one_statement(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session, statements(desk.database.engine) as sent:
        made = [Claim(statement=f"Claim {at}.", created_at=desk.ines.created_at) for at in range(12)]
        session.add_all(made)
        record(session, Action.CLAIM_ANNOTATED, about=made[0], by=desk.ines)
        session.commit()
        assert [claim.number for claim in made] == list(range(2, 14))
    assert len([statement for statement in sent if "counters" in statement]) == 1
