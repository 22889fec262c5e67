"""Publishing reports behind the pages: told under a seal, written in every format, and kept."""

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from threading import Thread
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tracker.db import blank
from tracker.domain import chance
from tracker.domain import reports as account
from tracker.domain.errors import Refusal, Unvouched
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal, ReportEdition
from tracker.exports import files
from tracker.models import Publishing, Redaction, Report, User
from tracker.services import checkpoints, jobs, past, publications
from tracker.services.publications import Wanted, Written
from tracker.web import behind
from tracker.web.desk import Desk
from tracker.web.errors import in_words

log = logging.getLogger("tracker.web")

PATIENCE = 2.0
"""Seconds in which most reports are out, and nobody need look again."""


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
        version = _publish(desk, job)
        jobs.finish(desk.database.brief, Publishing, job, version=version)
    except (Refusal, SQLAlchemyError, StaleDataError) as error:
        _give_up(desk, job, in_words(error).message)
    except Exception:
        # Whatever a format stumbles over, nobody shall wait for it for ever.
        log.exception("a report could not be written")
        _give_up(desk, job, "It could not be written. Whoever looks after the desk finds why in the server's log.")
    with suppress(Unvouched):  # What stands in the way of seals is told on the error output of the server.
        desk.sealer.seal()


def _give_up(desk: Desk, job: UUID, problem: str) -> None:
    with suppress(SQLAlchemyError):  # Without a last sign of life the page says that it was broken off.
        jobs.finish(desk.database.brief, Publishing, job, problem=problem)


def _publish(desk: Desk, job_id: UUID) -> int:
    """Tell and write a report at one moment of the record, then keep it; return the number of the version."""
    with suppress(Unvouched):
        desk.sealer.seal()
    with closing(desk.database.snapshot()) as session:
        job = session.get_one(Publishing, job_id)
        wanted = publications.wanted(session, session.get_one(Report, job.report_id))
        told = _told(session, desk, job, wanted)
    written = list(_written(desk, job_id, told))
    with closing(desk.database.writing()) as session:
        job = session.get_one(Publishing, job_id)
        report, by = session.get_one(Report, job.report_id), session.get_one(User, job.started_by_id)
        edition = publications.publish(session, report, wanted, told, written, job=job, by=by)
        session.commit()
        return edition.version


def _told(now: Session, desk: Desk, job: Publishing, wanted: Wanted) -> account.Report:
    seal = checkpoints.newest(now)
    edition = ReportEdition(
        number=wanted.number,
        version=wanted.version,
        published_at=chance.now(),
        replaces=wanted.version - 1 or None,
        site=desk.site,
        seal=str(seal) if seal is not None else "",
    )
    person = now.get_one(User, job.started_by_id)
    place = past.after(now, wanted.as_of) if wanted.as_of is not None else None
    with past.report_session(now, blank, wanted.scope, place, person=person) as session:
        return publications.tell(
            session,
            wanted,
            desk=desk.answering,
            person=person,
            edition=edition,
            renewal=job.renewal,
            words=job.words,
        )


def _written(desk: Desk, job: UUID, told: account.Report) -> Iterator[Written]:
    """Yield a report in each format that can hold it, telling how far it is."""
    for number, form in enumerate(ReportFormat):
        progress = {"written": number, "formats": len(ReportFormat), "claims": told.claim_count}
        jobs.tell(desk.database.brief, Publishing, job, **progress)
        with suppress(Refusal):
            made = files.write(told, form)
            with made.file:
                yield Written(form, made.name, made.media_type, made.file.read())
