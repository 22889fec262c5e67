"""Every column of words says whether they can be withheld, so that a new one must choose."""

import pytest
from sqlalchemy import JSON, Enum, LargeBinary, String

from tracker.db import RECORDED_TABLES
from tracker.domain.withheld_fields import FIELDS, FOLLOW, NOT_WORDS, followers, in_words, label
from tracker.models import Base


def test_every_column_that_could_hold_words_can_be_withheld_or_says_why_not() -> None:
    kinds = (String, JSON, LargeBinary)
    could = {
        (name, column.name)
        for name in RECORDED_TABLES
        for column in Base.metadata.tables[name].columns
        if isinstance(column.type, kinds) and not isinstance(column.type, Enum)
    }
    told = {(table, column) for table, columns in FIELDS.items() if table != "events" for column in columns}
    not_words = set().union(*NOT_WORDS.values())
    assert told | not_words == could
    assert told & not_words == set()


def test_what_follows_another_column_is_named_itself() -> None:
    for table, column in FOLLOW:
        assert column in FIELDS[table]
    for table, column in followers():
        assert column in FIELDS[table]


@pytest.mark.parametrize(
    ("table", "column", "said"), [("claims", "statement", "statement"), ("no_table", "some_column", "some column")]
)
def test_columns_are_called_as_people_call_them(table: str, column: str, said: str) -> None:
    assert label(table, column) == said


def test_fields_in_words_are_told_once_without_what_only_follows() -> None:
    keys = ["claims/1/statement", "claims/2/statement", "tags/3/name", "tags/3/folded", "snapshots/4/sha256"]
    assert in_words(keys) == "statement, tag"
