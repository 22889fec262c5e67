"""What is to be done first."""

from datetime import date

import pytest

from tracker.domain.urgency import Priority, is_overdue, order


def test_what_is_due_goes_first_then_what_is_urgent_then_what_waited_longest() -> None:
    told = [
        ("2026-11-27", Priority.LOW, "5"),
        ("2026-11-28", Priority.URGENT, "4"),
        ("2026-11-28", None, "3"),
        (None, Priority.URGENT, "9"),
        (None, Priority.HIGH, "8"),
        (None, None, "1"),
        (None, None, "2"),
        (None, Priority.LOW, "0"),
    ]
    backwards = told[::-1]
    assert sorted(backwards, key=lambda one: order(*one)) == told


@pytest.mark.parametrize(
    ("due", "overdue"), [(None, False), ("2026-11-25", True), ("2026-11-26", False), ("2026-12-01", False)]
)
def test_a_deadline_has_passed_on_the_day_after_it(due: str | None, overdue: bool) -> None:
    assert is_overdue(due, date(2026, 11, 26)) is overdue
