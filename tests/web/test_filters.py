"""How pages write moments, ages, dates and numbers."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tracker.web.filters import age, date_words, moment, number

AT = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
PRAGUE = ZoneInfo("Europe/Prague")


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("full", "Fri 20 Nov 2026, 16:40"),
        ("short", "20 Nov"),
        ("time", "16:40"),
        ("day", "Friday 20 November 2026"),
    ],
)
def test_a_moment_is_written_in_the_desks_zone(style: str, words: str) -> None:
    assert moment(AT, style, zone=PRAGUE) == words


def test_a_moment_late_at_night_is_another_day_elsewhere() -> None:
    assert moment(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), zone=PRAGUE) == "Fri 1 Jan 2027, 00:30"


def test_there_are_four_styles() -> None:
    with pytest.raises(ValueError, match="no style 'long'"):
        moment(AT, "long", zone=PRAGUE)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=2, minutes=59), "2 h"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=7), "1 week"),
        (timedelta(days=29), "4 weeks"),
        (timedelta(days=30), "1 month"),
        (timedelta(days=364), "12 months"),
        (timedelta(days=365), "1 year"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_an_age_is_short(ago: timedelta, words: str) -> None:
    assert age(AT - ago, AT) == words


def test_dates_and_numbers_read_well() -> None:
    assert date_words(date(2026, 11, 2)) == "2 November 2026"
    assert number(999) == "999"
    assert number(1234567) == "1\u202f234\u202f567"


def test_templates_have_them_all(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ at | moment('time') }} {{ 1000 | number }} {{ '2016-09~' | edtf }}")
    with app.app_context():
        assert template.render(at=AT) == "15:40 1\u202f000 about Sep 2016"
