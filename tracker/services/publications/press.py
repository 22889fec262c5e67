"""The press: it tells a report at one moment of the record, writes it in every format, and keeps it in one transaction.

Nobody waits for the telling and the writing; only what is kept is written to the database in one go.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain import reports as account
from tracker.domain.errors import Refusal, Unvouched
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import ReportEdition
from tracker.domain.reports.people import Desk
from tracker.exports import files
from tracker.models import Publishing, Report, User
from tracker.services import checkpoints, jobs, past
from tracker.services.publications import answering
from tracker.services.publications.publishing import Written, publish
from tracker.services.publications.telling import Wanted, tell, wanted


@dataclass(frozen=True)
class Press:
    """What a report is published with: sessions that see one moment and such that write, a blank one for the past.

    ``brief`` opens short transactions, for signs of life; ``seal`` puts a seal on the record; ``desk`` is who answers,
    ``site`` the address of its public pages, "" where it has none; ``in_words`` says what became of it to a person.
    """

    snapshot: Callable[[], Session]
    writing: Callable[[], Session]
    blank: Callable[[], AbstractContextManager[Session]]
    brief: jobs.Brief
    seal: Callable[[], object]
    desk: Desk
    site: str
    in_words: Callable[[Exception], str]

    def publish(self, job: UUID) -> int:
        """Publish a report as it was asked for, and return the number of the version.

        What goes wrong is told at the job, and raised.
        """
        try:
            version = self._publish(job)
        except Exception as error:
            # Whatever a format stumbles over, nobody shall wait for it for ever.
            with suppress(SQLAlchemyError):  # Without a last sign of life the page says that it was broken off.
                jobs.finish(self.brief, Publishing, job, problem=self.in_words(error))
            raise
        jobs.finish(self.brief, Publishing, job, version=version)
        self._seal()
        return version

    def _publish(self, id: UUID) -> int:
        self._seal()
        with closing(self.snapshot()) as session:
            job = session.get_one(Publishing, id)
            asked = wanted(session, session.get_one(Report, job.report_id))
            told = self._told(session, job, asked)
        written = list(self._written(id, told))
        with closing(self.writing()) as session:
            job = session.get_one(Publishing, id)
            report, by = session.get_one(Report, job.report_id), session.get_one(User, job.started_by_id)
            edition = publish(session, report, asked, told, written, job=job, by=by)
            session.commit()
            return edition.version

    def _told(self, now: Session, job: Publishing, asked: Wanted) -> account.Report:
        seal = checkpoints.newest(now)
        edition = ReportEdition(
            number=asked.number,
            version=asked.version,
            published_at=chance.now(),
            replaces=asked.version - 1 or None,
            site=self.site,
            seal=str(seal) if seal is not None else "",
        )
        person = now.get_one(User, job.started_by_id)
        requests = answering.in_reports(answering.numbered(now, job.corrections or []))
        place = past.after(now, asked.as_of) if asked.as_of is not None else None
        with past.report_session(now, self.blank, asked.scope, place, person=person) as session:
            return tell(
                session,
                asked,
                desk=self.desk,
                person=person,
                edition=edition,
                renewal=job.renewal,
                words=job.words,
                requests=requests,
            )

    def _written(self, job: UUID, told: account.Report) -> Iterator[Written]:
        """Yield a report in each format that can hold it, telling how far it is."""
        for number, form in enumerate(ReportFormat):
            progress = {"written": number, "formats": len(ReportFormat), "claims": told.claim_count}
            jobs.tell(self.brief, Publishing, job, **progress)
            with suppress(Refusal):
                made = files.write(told, form)
                with made.file:
                    yield Written(form, made.name, made.media_type, made.file.read())

    def _seal(self) -> None:
        with suppress(Unvouched):  # What stands in the way of seals is told where the desk is looked after.
            self.seal()
