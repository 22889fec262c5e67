"""Every recorded column is either shown in the trail under a label, or left out by choice."""

import pytest

from tracker.db import RECORDED_TABLES
from tracker.domain import labels
from tracker.domain.unshown import UNSHOWN
from tracker.models import Base

COLUMNS = sorted((table, column.name) for table in RECORDED_TABLES for column in Base.metadata.tables[table].columns)


def test_every_recorded_column_is_shown_or_left_out_but_not_both() -> None:
    assert [pair for pair in COLUMNS if not labels.is_known(*pair)] == []


def test_no_label_speaks_of_a_column_that_is_not_there() -> None:
    told = {(table, column) for kept in (labels.LABELS, UNSHOWN) for table in kept for column in kept[table]}
    assert told - set(COLUMNS) == set()


@pytest.mark.parametrize(("table", "column"), sorted(labels.NAMED_BY.items()))
def test_what_tells_rows_apart_is_itself_shown(table: str, column: str) -> None:
    assert labels.is_shown(table, column)
