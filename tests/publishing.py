"""Publishing reports as the program does, in one session."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from tests.report_desk import DESK
from tracker.domain import chance
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal, ReportEdition
from tracker.exports import files
from tracker.models import Edition, Report, User
from tracker.services import publications
from tracker.services.publications import Written, answering

QUICK = (ReportFormat.HTML, ReportFormat.JSON)
"""Formats that cost a test little."""


def publish(
    session: Session,
    report: Report,
    *,
    renewal: Renewal | None = None,
    words: str = "",
    corrections: Sequence[int] = (),
    formats: tuple[ReportFormat, ...] = QUICK,
    seal: str = "",
    site: str = "",
    by: User,
) -> Edition:
    """Publish a report, and commit."""
    said: dict[str, Any] = {"renewal": renewal, "words": words, "corrections": corrections}
    job = publications.begin(session, report, **said, seen=report.rev, by=by)
    session.flush()
    wanted = publications.wanted(session, report)
    edition = ReportEdition(wanted.number, wanted.version, chance.now(), wanted.version - 1 or None, site, seal)
    requests = answering.in_reports(answering.numbered(session, corrections))
    why: dict[str, Any] = {"renewal": job.renewal, "words": job.words, "requests": requests}
    told = publications.tell(session, wanted, desk=DESK, person=by, edition=edition, **why)
    written = []
    for form in formats:
        made = files.write(told, form)
        with made.file:
            written.append(Written(form, made.name, made.media_type, made.file.read()))
    published = publications.publish(session, report, wanted, told, written, job=job, by=by)
    job.finished_at, job.version = chance.now(), published.version
    session.commit()
    return published
