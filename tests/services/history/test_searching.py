"""The trail is searched for words in any script, for columns, and for things by name, a window of the log at a time."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.small_desk import SmallDesk, small_desk
from tests.statements import statements
from tracker.domain.actions import Action
from tracker.domain.leaves import written
from tracker.domain.names import fold
from tracker.models import Claim, Source, User
from tracker.services import search
from tracker.services.history import Filters, searching
from tracker.services.history.searching import Hits, Sought
from tracker.services.record import record


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    """Return a desk whose claim was reworded three times."""
    desk = small_desk(engine_url)
    desk.edit("Two officers died.", why="the Économist has two")
    desk.edit("مات ضابطان.", why="in their own words")
    desk.edit("Two officers died.", by=desk.ada)
    with closing(desk.database.writing()) as session:
        search.index(session, "source", desk.source, "Sputnik Arabic")
        session.commit()
    yield desk
    desk.database.engine.dispose()


@pytest.fixture
def reading(desk: SmallDesk) -> Iterator[Session]:
    with closing(desk.database.reading()) as session:
        yield session


def found(session: Session, person: User, words: str = "", column: str = "", **more: Any) -> Hits:
    filters = Filters(**more.pop("filters", {}))
    return searching.find(session, filters, Sought(words, column), person=person, **more)


def places(hits: Hits) -> list[int]:
    return [entry.seq for entry in hits.page.rows]


@pytest.mark.parametrize(
    ("words", "column", "expected"),
    [
        ("two officers", "", [7, 5]),
        ("TWO  OFFICERS", "claims.statement", [7, 5]),
        ("two officers", "claims.readings", []),
        ("economist", "", [5]),
        ("مات", "", [6]),
        ("ضابطان", "claims.statement", [6]),
        ("sputnik", "citations.source_id", [4]),
        ("Ines", "claims.created_by_id", [4]),
        ("nothing of the kind", "", []),
        ("", "claims.statement", [7, 6, 5, 4]),
    ],
)
def test_what_was_said_or_changed_is_found(
    desk: SmallDesk, reading: Session, words: str, column: str, expected: list[int]
) -> None:
    hits = found(reading, desk.ada, words, column)
    assert places(hits) == expected
    assert (hits.page.next_key, hits.looked_to) == (None, None)


def test_a_search_keeps_to_the_filters(desk: SmallDesk, reading: Session) -> None:
    assert places(found(reading, desk.ada, "two", filters={"person": desk.ada.id})) == [7]
    assert places(found(reading, desk.ada, "two", filters={"action": Action.SIGNED_IN})) == []
    assert places(found(reading, desk.ada, "ines", filters={"kind": "person"})) == [1]


def test_what_a_person_may_not_see_is_not_found(desk: SmallDesk, reading: Session) -> None:
    assert 1 in places(found(reading, desk.ada, "Ines Aldana"))
    assert places(found(reading, desk.ines, "Ada Admin", "users.name")) == []
    assert places(found(reading, desk.ada, "not a hash")) == []


def test_pages_follow_each_other_without_gaps(desk: SmallDesk, reading: Session) -> None:
    seen, key = [], None
    while True:
        hits = found(reading, desk.ada, "", "claims.statement", before=key, limit=2)
        seen += places(hits)
        if hits.page.next_key is None:
            break
        key = int(hits.page.next_key)
    assert seen == [7, 6, 5, 4]


def test_a_long_log_is_looked_through_a_window_at_a_time(
    desk: SmallDesk, reading: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "WINDOW", 3)
    first = found(reading, desk.ada, "Nineteen people")
    assert places(first) == []
    assert first.page.next_key == "5"
    assert first.looked_to is not None
    second = found(reading, desk.ada, "Nineteen people", before=5)
    assert places(second) == [4]


def test_a_search_costs_the_same_for_one_hit_and_many(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        for number in range(30):
            source = Source(name=f"Paper {number}", source_kind="outlet", created_at=desk.ada.created_at)
            session.add(source)
            record(session, Action.SOURCE_ADDED, about=source, by=desk.ines)
        session.commit()
    costs = []
    for words in ("Paper 7", "Paper"):
        with statements(desk.database.engine) as sent, closing(desk.database.reading()) as session:
            found(session, desk.ada, words)
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_columns_to_look_in_have_the_labels_of_the_trail() -> None:
    offered = searching.columns()
    assert ("claims.statement", "Statement") in offered["Claims"]
    assert all(pairs for pairs in offered.values())
    assert Claim.__tablename__ in {key.partition(".")[0] for pairs in offered.values() for key, _ in pairs}


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 20))
@example(":", 0, 1)
@example("said\nU.S. agents", 5, 4)
@example('the "U.S."', 4, 6)
def test_what_holds_the_words_is_never_passed_over_for_how_it_is_written(value: str, start: int, length: int) -> None:
    needle = searching._Needle(fold(value[start : start + length]), frozenset())
    if needle.is_in(value):
        assert needle.may_be_in(written({"statement": ["salt", value]}))
