"""The date that a page states for itself, as an EDTF date (ISO 8601-2) no finer than it was stated."""

import re
from typing import Any

from tracker.domain.dates import NoDate, parse
from tracker.ingest.statements import Statements

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
)
_STATED = re.compile(
    r"(?P<year>[12]\d{3})"
    r"(?:(?P<dash>[-/]?)(?P<month>\d{2})(?:(?P=dash)(?P<day>\d{2})(?:[T ]\d{2}:?\d{2}.*)?)?)?"
)


def published(statements: Statements, root: Any) -> str | None:
    """Return when the page says that it was published; None when it does not say, or says two things."""
    stated = statements.article("datePublished") or statements.meta(*_META)
    return edtf(stated) if stated else _only_time(root)


def edtf(stated: str) -> str | None:
    """Return a year, month or day as EDTF: "2016", "2016-09", "2016-09-21"; None when there is no such day.

    Times of day are left out: they tell when a system was told, not how exactly the date is meant.
    """
    found = _STATED.fullmatch(stated.strip())
    if found is None:
        return None
    try:
        return parse("-".join(filter(None, found.group("year", "month", "day")))).edtf
    except NoDate:
        return None


def _only_time(root: Any) -> str | None:
    """Return the one date of the ``time`` elements marked as the publication's, or else of all of them."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    marked = [time for time in times if "pubdate" in time.attrib or time.get("itemprop", "").lower() == "datepublished"]
    dates = {edtf(time.get("datetime")) for time in marked or times}
    return dates.pop() if len(dates) == 1 else None
