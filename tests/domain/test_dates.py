"""Dates are kept as exactly as they are known, and what is in no calendar is refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dates import NoDate, Precision, display, parse


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision", "shown"),
    [
        ("2016-09-21", date(2016, 9, 21), date(2016, 9, 21), Precision.DAY, "21 Sep 2016"),
        ("2016-09", date(2016, 9, 1), date(2016, 9, 30), Precision.MONTH, "Sep 2016"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), Precision.MONTH, "Feb 2016"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), Precision.YEAR, "2016"),
        ("2016-09-05T21:40Z", date(2016, 9, 5), date(2016, 9, 5), Precision.TIME, "5 Sep 2016, 21:40 UTC"),
        (
            "2016-09-05T21:40:07+03:00",
            date(2016, 9, 5),
            date(2016, 9, 5),
            Precision.TIME,
            "5 Sep 2016, 21:40:07 +03:00",
        ),
        ("2016-09-05T21:40", date(2016, 9, 5), date(2016, 9, 5), Precision.TIME, "5 Sep 2016, 21:40"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_known(
    edtf: str, earliest: date, latest: date, precision: Precision, shown: str
) -> None:
    when = parse(f" {edtf} ")
    assert (when.edtf, when.earliest, when.latest, when.precision) == (edtf, earliest, latest, precision)
    assert not when.approximate
    assert not when.uncertain
    assert display(edtf) == shown


@pytest.mark.parametrize(
    ("edtf", "approximate", "uncertain", "shown"),
    [
        ("2016~", True, False, "about 2016"),
        ("2016-09~", True, False, "about Sep 2016"),
        ("2016-09-21?", False, True, "21 Sep 2016 (uncertain)"),
        ("2016-09-21T21:40Z~", True, False, "about 21 Sep 2016, 21:40 UTC"),
        ("1999%", True, True, "about 1999 (uncertain)"),
    ],
)
def test_a_date_may_be_approximate_or_uncertain(edtf: str, approximate: bool, uncertain: bool, shown: str) -> None:
    when = parse(edtf)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)
    assert display(edtf) == shown


def test_a_time_with_its_zone_is_a_moment_and_one_without_is_none() -> None:
    assert parse("2016-09-21T01:40+03:00").moment == datetime(2016, 9, 20, 22, 40, tzinfo=UTC)
    assert parse("2016-09-21T01:40").moment is None
    assert parse("2016-09-21").moment is None


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2016-02-31", "There is no 31 February 2016: February 2016 has 29 days. .* write 2016-02 if"),
        ("2015-02-29", "February 2015 has 28 days"),
        ("2016-09-00", "There is no 0 September 2016"),
        ("2016-13", "There is no month 13"),
        ("0000", "no year 0000"),
        ("2016-09-21T25:00Z", "There is no time 25:00Z"),
        ("2016-09-21T21:40+99:00", r"There is no time 21:40\+99:00"),
        ("0001-01-01T00:00+03:00", "There is no time"),
        ("21.9.2016", "“21.9.2016” cannot be read as a date. Write a day as 2016-09-21"),
        ("2016-9-21", "Write a day as 2016-09-21"),
        ("٢٠١٦", "Write a day as"),
        ("", "“” cannot be read"),
        ("2016-09-21T21:40Z~?", "cannot be read"),
    ],
)
def test_what_is_no_date_is_refused_with_how_to_write_it(written: str, message: str) -> None:
    with pytest.raises(NoDate, match=message):
        parse(written)


@given(st.dates(), st.sampled_from([10, 7, 4]), st.sampled_from(["", "~", "?", "%"]))
def test_the_bounds_hold_every_day_that_is_meant(day: date, length: int, mark: str) -> None:
    when = parse(day.isoformat()[:length] + mark)
    assert when.earliest <= day <= when.latest
    assert when.earliest.isoformat()[:length] == when.latest.isoformat()[:length]
    assert str(day.year) in display(when.edtf)
