"""Limits on how often: they hold for any number at once, on both engines."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from tracker.db import Database
from tracker.domain import chance
from tracker.domain.errors import TooMany
from tracker.models import Attempt
from tracker.services.limits import LONGEST, Limit, attempt, forget

NAME, ADDRESS = Limit("name:rita", 3), Limit("address:192.0.2.1", 5)


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    database = Database(engine_url, b"a key that is kept outside the database")
    yield database
    database.engine.dispose()


def kept(database: Database) -> int:
    with closing(database.reading()) as session:
        return session.scalars(select(func.count()).select_from(Attempt)).one()


def test_the_try_after_the_last_is_refused_and_told_how_long_to_wait(database: Database) -> None:
    for _ in range(3):
        attempt(database.brief, [NAME, ADDRESS])
    with pytest.raises(TooMany) as refused:
        attempt(database.brief, [NAME, ADDRESS])
    assert 295 <= refused.value.retry_after <= 301
    assert kept(database) == 6
    attempt(database.brief, [Limit("name:anton", 3), ADDRESS])


def test_each_limit_is_counted_by_itself(database: Database) -> None:
    for number in range(5):
        attempt(database.brief, [Limit(f"name:{number}", 3), ADDRESS])
    with pytest.raises(TooMany):
        attempt(database.brief, [Limit("name:6", 3), ADDRESS])


def test_tries_are_forgotten_when_they_succeed_or_grow_old(database: Database) -> None:
    for _ in range(4):
        forget(database.brief, attempt(database.brief, [NAME]))
    for _ in range(3):
        attempt(database.brief, [NAME])
    with database.brief() as connection:
        connection.execute(update(Attempt).values(at=chance.now() - LONGEST - timedelta(seconds=1)))
    attempt(database.brief, [NAME])
    assert kept(database) == 1


def test_of_twenty_at_once_no_more_than_the_limit_pass(database: Database) -> None:
    def passes(_: int) -> list[UUID]:
        try:
            return attempt(database.brief, [NAME])
        except TooMany:
            return []

    with ThreadPoolExecutor(20) as threads:
        passed = [tries for tries in threads.map(passes, range(20)) if tries]
    assert len(passed) <= 3
    assert kept(database) == len(passed)
