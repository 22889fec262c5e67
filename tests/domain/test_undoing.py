"""What can be undone, and what of a changed row goes back: each value by itself, those that say one thing together."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.actions import UNDOABLE, Action
from tracker.domain.undoing import BELONGS, FOLLOWS, JUDGED, WHY_NOT, Back, bring_back, why_not
from tracker.models import Base

VALUES = st.sampled_from(["a", "b", "c", None])
COLUMNS = ("title", "byline", "byline_certainty", "language")
ROWS = st.fixed_dictionaries(dict.fromkeys(COLUMNS, VALUES))
CHECK = {"check": "not_checked", "read_as": None, "checked_by_id": None, "checked_at": None, "note": ""}
BY_BORIS = {"check": "yes", "read_as": "original", "checked_by_id": "boris", "checked_at": "9"}


def back(before: dict[str, Any], changed: dict[str, Any], now: dict[str, Any], table: str = "articles") -> Back:
    return bring_back(table, before, changed, now, changed)


def test_every_action_can_be_undone_or_says_why_not() -> None:
    assert UNDOABLE & WHY_NOT.keys() == set()
    assert UNDOABLE | WHY_NOT.keys() == set(Action)
    assert {why_not(action) for action in UNDOABLE} == {""}
    assert all(why_not(action).endswith(".") for action in WHY_NOT)


def test_the_tables_of_undoing_speak_of_columns_that_are_there() -> None:
    for table, column in [*FOLLOWS, *((table, name) for table, names in BELONGS.items() for name in names)]:
        assert column in Base.metadata.tables[table].columns
    assert Base.metadata.tables.keys() >= JUDGED


@given(ROWS, ROWS)
def test_where_nothing_happened_since_all_goes_back(before: dict[str, Any], after: dict[str, Any]) -> None:
    changed = {name: value for name, value in after.items() if value != before[name]}
    found = back(before, changed, after)
    assert after | found.columns == before
    assert found.kept == ()


@given(ROWS, ROWS, ROWS)
def test_what_was_changed_since_stays_and_nothing_else_is_touched(
    before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]
) -> None:
    changed = {name: value for name, value in after.items() if value != before[name]}
    found = back(before, changed, now)
    result = now | found.columns
    assert found.columns.keys() | set(found.kept) <= changed.keys()
    assert all(result[name] == before[name] for name in changed if name not in found.kept)
    assert all(result[name] == now[name] for name in COLUMNS if name not in changed or name in found.kept)
    assert all(now[name] not in (before[name], after[name]) for name in found.kept if not name.startswith("byline"))


def test_a_value_that_holds_the_old_one_again_is_left_alone() -> None:
    assert back({"title": "a"}, {"title": "b"}, {"title": "a"}) == Back({}, ())


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ({}, Back({name: CHECK[name] for name in BY_BORIS}, ())),
        ({"note": "seen"}, Back({name: CHECK[name] for name in BY_BORIS}, ())),
        ({"read_as": "translation"}, Back({}, tuple(BY_BORIS))),
        ({"checked_by_id": "carla", "checked_at": "10"}, Back({}, tuple(BY_BORIS))),
    ],
)
def test_columns_that_say_one_thing_go_back_together_or_not_at_all(since: dict[str, Any], expected: Back) -> None:
    assert back(CHECK, BY_BORIS, CHECK | BY_BORIS | since, "citations") == expected


def test_a_column_changed_since_holds_up_those_it_belongs_to_also_where_the_action_left_it() -> None:
    before = {"byline": "", "byline_certainty": "unknown"}
    now = {"byline": "J. Marchetti", "byline_certainty": "inferred"}
    assert back(before, {"byline": "J. Marchetti"}, now) == Back({}, ("byline",))
