"""When to look back to, as people write it: changes by number, days, and times in the desk's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.domain import looking_back
from tracker.domain.errors import Refusal

PRAGUE = ZoneInfo("Europe/Prague")
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1042", 1042),
        (" #1,042 ", 1042),
        ("0", 0),
        ("2026", 2026),
        ("2026-11-20 14:00", moment(2026, 11, 20, 13)),
        ("2026-11-20T14:00:05", moment(2026, 11, 20, 13, 0, 5)),
        ("2026-11-20 14:00Z", moment(2026, 11, 20, 14)),
        ("2026-11-20 14:00 UTC", moment(2026, 11, 20, 14)),
        ("2026-11-20 14:00+05:30", moment(2026, 11, 20, 8, 30)),
        ("2026-11-20", moment(2026, 11, 20, 22, 59, 59, 999999)),
        ("2026-07-01", moment(2026, 7, 1, 21, 59, 59, 999999)),
        ("2026-11-26", NOW),
    ],
)
def test_a_change_a_day_or_a_time_is_understood(typed: str, meant: int | datetime) -> None:
    assert looking_back.read(typed, PRAGUE, NOW) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "2026-02-30", "2026-11-20 25:00", "20 Nov 2026", "-1", "1.5", "1,04", "9" * 30, "2026-11"],
)
def test_what_is_neither_is_refused_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(Refusal, match="Write the number of a change as 1042"):
        looking_back.read(typed, PRAGUE, NOW)


@pytest.mark.parametrize("typed", ["2026-11-27", "2026-11-26 10:31", "2026-11-26 09:31Z"])
def test_nothing_is_known_of_what_has_not_come_yet(typed: str) -> None:
    with pytest.raises(Refusal, match="has not come yet") as refusal:
        looking_back.read(typed, PRAGUE, NOW, field="as_of")
    assert refusal.value.field == "as_of"


def test_the_end_of_time_is_no_failure() -> None:
    with pytest.raises(Refusal):
        looking_back.read("9999-12-31", PRAGUE, NOW)
