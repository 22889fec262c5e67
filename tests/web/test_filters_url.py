"""The filters of the list of claims in an address: written as they are read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from tests.assessing import Desk
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ClaimKind, ClaimStage, Triage
from tracker.services.claim_filters import NAMES
from tracker.services.claim_lists import Filters
from tracker.services.task_filters import read_due
from tracker.web.desk import desk
from tracker.web.filters_url import read, write

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)


def test_every_filter_is_written_as_it_is_read(app: Flask, web_desk: Desk) -> None:
    with app.test_request_context("/claims"):
        zone = desk().settings.desk_zone
        filters = Filters(
            stage=ClaimStage.DECIDED,
            verdict="false",
            source=3,
            outlet=4,
            written_in="sr-Latn",
            article=5,
            case=6,
            claims=(3, 7, 8, 9),
            kind=ClaimKind.OPINION,
            tag="ضربات",
            person="boris",
            since=MIDNIGHT.replace(tzinfo=zone),
            until=MIDNIGHT.replace(month=12, tzinfo=zone),
            text="depot & fire",
            triage=Triage.SKIP,
            withdrawn=True,
            merged=True,
            assigned="carla",
            due=read_due("2026-11"),
            priority=Priority.URGENT,
        )
        written = write(filters)
        assert set(written) == set(NAMES)
        assert written["claims"] == "3, 7-9"
        assert (written["since"], written["until"]) == ("2026-11-01", "2026-11-30")
        asked = read(web_desk.session, written)
        assert (asked.filters, asked.problems) == (filters, [])


def test_no_filter_writes_nothing(app: Flask) -> None:
    with app.test_request_context("/claims"):
        assert write(Filters()) == {}


def test_a_month_or_a_year_stands_for_all_of_its_days(app: Flask, web_desk: Desk) -> None:
    with app.test_request_context("/claims"):
        found = read(web_desk.session, {"since": "2026-11", "until": "2026"}).filters
        zone = desk().settings.desk_zone
    assert isinstance(zone, ZoneInfo)
    assert found.since == datetime(2026, 11, 1, tzinfo=zone)
    assert found.until == datetime(2027, 1, 1, tzinfo=zone)


def test_what_cannot_be_read_is_said_and_filters_nothing(app: Flask, web_desk: Desk) -> None:
    typed = {
        "stage": "nonsense",
        "verdict": "nonsense",
        "source": "99999999999",
        "article": "twelve",
        "written_in": "العربية",
        "claims": "3, twelve",
        "person": "nobody",
        "since": "2026-02-31",
        "until": "9999",
    }
    with app.test_request_context("/claims"):
        asked = read(web_desk.session, typed)
    assert asked.filters == Filters()
    assert len(asked.problems) == len(typed)
    assert asked.typed == typed
