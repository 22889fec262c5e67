"""Publishing reports behind the pages."""

import logging
from contextlib import closing, suppress
from functools import partial
from threading import Thread
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from tracker.db import blank
from tracker.domain.errors import Refusal
from tracker.domain.reports.editions import Renewal
from tracker.models import Redaction, Report, User
from tracker.services import publications
from tracker.services.publications import Press
from tracker.web import behind
from tracker.web.desk import Desk
from tracker.web.errors import in_words

log = logging.getLogger("tracker.web")

PATIENCE = 2.0
"""Seconds in which most reports are out, and nobody need look again."""

EXPECTED = (Refusal, SQLAlchemyError, StaleDataError)


def begin(desk: Desk, job: UUID) -> Thread:
    """Publish a report as it was asked for; return the thread that it is done in."""
    return behind.begin(partial(_run, desk, job))


def renew(desk: Desk, redaction: UUID, person: UUID) -> Thread:
    """Publish anew each report whose version that stands held words of a withholding; return the thread."""
    return behind.begin(partial(_renew, desk, redaction, person))


def _renew(desk: Desk, redaction_id: UUID, person_id: UUID) -> None:
    with closing(desk.database.reading()) as session:
        redaction = session.get_one(Redaction, redaction_id)
        words = f"Words are withheld ({redaction.basis.label}): {redaction.words}"
        held = [report.id for report in publications.holding(session, redaction)]
    for report_id in held:
        with suppress(Refusal, SQLAlchemyError):  # The page of the report tells that words were withheld from it.
            with closing(desk.database.writing()) as session:
                report, by = session.get_one(Report, report_id), session.get_one(User, person_id)
                why = Renewal.WITHHOLDING
                job = publications.begin(session, report, renewal=why, words=words, seen=report.rev, by=by)
                session.commit()
            _run(desk, job.id)


def _run(desk: Desk, job: UUID) -> None:
    try:
        _press(desk).publish(job)
    except EXPECTED:
        log.info("a report was not published; its page says why")
    except Exception:
        log.exception("a report could not be written")


def _press(desk: Desk) -> Press:
    database = desk.database
    return Press(
        snapshot=database.snapshot,
        writing=database.writing,
        blank=blank,
        brief=database.brief,
        seal=desk.sealer.seal,
        desk=desk.answering,
        site=desk.settings.site,
        in_words=_in_words,
    )


def _in_words(error: Exception) -> str:
    if isinstance(error, EXPECTED):
        return in_words(error).message
    return "It could not be written. Whoever looks after the desk finds why in the server's log."
