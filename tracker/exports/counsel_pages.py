"""The pages of a file for counsel: each one HTML file that needs nothing else, prints, and runs nothing."""

import base64
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import groupby
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker.domain.chronology import sort_of
from tracker.domain.counsel import SUMS, Filing
from tracker.domain.entries import Entry
from tracker.domain.text import one_line
from tracker.domain.wording import counted, date, day, in_figures
from tracker.exports.fonts import faces
from tracker.exports.report_html import HOUSE, MOST_CLAIMS, csp_hash

_STYLES = HOUSE / "tracker" / "static" / "styles"
_SHEETS = ("tokens", "ground", "report", "log", "counsel")
_TITLE = 80


def cover(filing: Filing, *, reported: bool) -> bytes:
    """Return the cover page; ``reported`` tells whether a report goes along."""
    too_many = f"An HTML report holds at most {MOST_CLAIMS} claims, and here are more."
    no_report = "" if reported else filing.no_report or too_many
    root = base64.b64encode(filing.as_of.seal.root).decode()
    return _page(filing, "cover", "File for counsel", no_report=no_report, sums=SUMS, root=root)


def chronology(filing: Filing) -> bytes:
    """Return what was known, asked and decided, and when, as dated sentences, the oldest first."""
    return _page(filing, "chronology", "Chronology", days=_days(filing.entries, ZoneInfo(filing.desk.zone)))


def versions(filing: Filing) -> bytes:
    """Return every wording of the claims, and where the texts and originals lie."""
    return _page(filing, "versions", "Versions")


def _page(filing: Filing, template: str, name: str, **context: object) -> bytes:
    environment = _environment(filing.desk.zone)
    body = environment.get_template(f"counsel/export/{template}.html").render(filing=filing, **context)
    sheet = faces(body) + "\n".join((_STYLES / f"{one}.css").read_text("utf-8") for one in _SHEETS)
    document = environment.get_template("counsel/export/document.html").render(
        title=f"{name}: {one_line(filing.title, _TITLE)}",
        desk=filing.desk,
        body=Markup(body),
        styles=Markup("<style>{}</style>").format(Markup(sheet)),
        digest=csp_hash(sheet),
    )
    return document.encode("utf-8")


@lru_cache(maxsize=4)
def _environment(zone: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    there = ZoneInfo(zone)
    environment.filters.update(
        clock=partial(_clock, zone=there),
        moment=partial(_moment, zone=there),
        utc=partial(_utc, zone=there),
        counted=counted,
        figures=in_figures,
        date=date,
    )
    environment.globals["sort_of"] = sort_of
    return environment


def _days(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the entries by the day on which they fell in the desk's zone."""
    for told, of_day in groupby(entries, key=lambda entry: day(entry.at, zone)):
        yield told, list(of_day)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    """Return the time of day in the desk's zone: ``17:02:09 CET``."""
    there = at.astimezone(zone)
    return f"{there:%H:%M:%S} {there.tzname()}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in the desk's zone, to the second: ``20 Nov 2026, 17:02:09 CET``."""
    return f"{day(at, zone)}, {_clock(at, zone)}"


def _utc(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in UTC, with its day where that is another one: ``16:02:09 UTC``."""
    utc = ZoneInfo("UTC")
    same = at.astimezone(zone).date() == at.astimezone(UTC).date()
    return _clock(at, utc) if same else _moment(at, utc)
