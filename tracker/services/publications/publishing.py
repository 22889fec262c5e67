"""Publishing: asked for by a person, written behind the pages, and kept with all its bytes in one transaction."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain import reports as account
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal, Stale
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal, ToldClaim
from tracker.models import Capture, Edition, EditionClaim, EditionCorrection, EditionFile, Publishing, Report, User
from tracker.services import jobs
from tracker.services.publications import answering
from tracker.services.publications.telling import Wanted
from tracker.services.record import record
from tracker.services.revisions import expect


@dataclass(frozen=True)
class Written:
    """A report written in one format: the name and the media type of the file, and its bytes."""

    format: ReportFormat
    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def last_publishing(session: Session, report: Report) -> Publishing | None:
    """Return the last time that a report was asked to be published, if it was."""
    query = select(Publishing).where(Publishing.report_id == report.id).order_by(Publishing.id.desc()).limit(1)
    return session.scalar(query.options(joinedload(Publishing.started_by)))


def begin(
    session: Session,
    report: Report,
    *,
    renewal: Renewal | None,
    words: str,
    corrections: Sequence[int] = (),
    seen: int | None,
    by: User,
) -> Publishing:
    """Note that a report is to be published; raises Refusal where it cannot be, or another one is under way.

    ``renewal`` and ``words`` say why it replaces the version before and what was wrong with that, or is new;
    ``corrections`` are the numbers of the requests that it answers.
    """
    expect(report, seen)
    if report.withdrawn:
        raise Refusal("This report was withdrawn. Restore it first.")
    if report.newest is not None and renewal is None:
        raise Refusal("Say why it replaces the version before.", field="renewal")
    if report.newest is not None and not words.strip():
        raise Refusal("Say what was wrong with the version before, or what is new.", field="words")
    answering.refuse_strange(session, report, corrections)
    refusal = "Another report is being published. Wait until it is out."
    first = report.newest is None
    return jobs.begin(
        session,
        Publishing,
        refusal,
        by=by,
        report_id=report.id,
        rev=report.rev,
        renewal=None if first else renewal,
        words="" if first else words.strip(),
        corrections=sorted(corrections),
    )


def publish(
    session: Session,
    report: Report,
    wanted: Wanted,
    told: account.Report,
    files: Sequence[Written],
    *,
    job: Publishing,
    by: User,
) -> Edition:
    """Keep a report as it was told and written; raises Stale where it was changed or published meanwhile."""
    expect(report, job.rev)
    newest, as_edition = report.newest, told.edition
    if as_edition is None or as_edition.version != (newest.version + 1 if newest is not None else 1):
        raise Stale("This report was published by somebody else meanwhile. Look at that version first.")
    edition = Edition(
        id=chance.new_id(),
        report=report,
        version=as_edition.version,
        title=told.title,
        scope=urlencode(wanted.scope),
        summary=told.summary,
        chosen=told.options.as_kept(),
        as_of=told.log.last or 0,
        seal=as_edition.seal,
        claims=told.claim_count,
        renewal=job.renewal,
        words=job.words,
        published_at=as_edition.published_at,
        published_by=by,
        files=[_kept(written, by) for written in files],
        told=list(_in_short(told)),
    )
    session.add(edition)
    answered = answering.numbered(session, job.corrections or [])
    session.add_all(EditionCorrection(edition=edition, correction=one) for one in answered)
    hashes = {written.format.value: written.sha256 for written in files}
    detail = {"version": edition.version, "as_of": edition.as_of, "claims": edition.claims, "sha256": hashes}
    record(session, Action.REPORT_PUBLISHED, about=report, by=by, why=job.words, **detail)
    return edition


def _kept(written: Written, by: User) -> EditionFile:
    capture = Capture(
        sha256=written.sha256,
        content=written.content,
        size=len(written.content),
        media_type=written.media_type,
        charset="utf-8" if written.media_type.startswith(("text/", "application/json")) else "",
        filename=written.name,
        captured_at=chance.now(),
        created_by_id=by.id,
    )
    return EditionFile(format=written.format.value, capture=capture)


def _in_short(told: account.Report) -> Iterable[EditionClaim]:
    for position, claim in enumerate(told.claims):
        short = ToldClaim.of(claim)
        yield EditionClaim(
            claim_id=claim.id,
            position=position,
            statement=short.statement,
            verdict=short.verdict,
            mark=claim.verdict.mark if claim.verdict else "",
            origins=short.origins,
        )
