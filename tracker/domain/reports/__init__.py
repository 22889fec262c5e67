"""A report as plain data: what an export writes, and nothing of how it is kept or drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tracker.domain.reports.claims import NotChecked, ReportClaim
from tracker.domain.reports.editions import ReportEdition, Since
from tracker.domain.reports.options import Options
from tracker.domain.reports.people import Desk, ReportLog, ReportPerson, ReportScale
from tracker.domain.reports.quotes import ReportArticle
from tracker.domain.reports.things import Thing

SCHEMA = "tracker-report/1"
"""The name and version of the form in which a report is handed out."""


@dataclass(frozen=True)
class Request:
    """A request for a correction by its number, and the label of its kind; never who asked."""

    number: int
    kind: str


@dataclass(frozen=True)
class Correction:
    """What an earlier report said wrong, since when it is put right, and the requests that this answers."""

    on: datetime
    words: str
    requests: tuple[Request, ...] = ()

    @property
    def answers(self) -> str:
        """Name the requests that it answers, "" for none: "Correction 7 (clarification)"."""
        return ", ".join(f"Correction {one.number} ({one.kind})" for one in self.requests)


@dataclass(frozen=True)
class Scope:
    """What a report is about: one article, or the claims that a filter found."""

    article: ReportArticle | None
    version_captured_at: datetime | None
    filters: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """A report as of an event. ``claims`` may be read from the database as it is walked, again at each walk.

    ``edition`` is None for one that is not published, ``summary`` what the desk says first, ``since`` what changed
    since the version before. ``things`` are what it rests on, read as the claims are; a report that does not go out
    whole has none.
    """

    title: str
    desk: Desk
    scope: Scope
    log: ReportLog
    generated_by: ReportPerson
    scale: ReportScale | None
    claim_count: int
    claims: Iterable[ReportClaim]
    not_checked: tuple[NotChecked, ...]
    corrections: tuple[Correction, ...] = field(default=())
    options: Options = field(default=Options())
    summary: str = ""
    edition: ReportEdition | None = None
    since: tuple[Since, ...] = ()
    things: Iterable[Thing] = ()
