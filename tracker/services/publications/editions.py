"""Published versions of reports: found by number, by the claims that they tell, and by the words that they held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from tracker.domain.errors import NotFound
from tracker.domain.vocabulary import Cause, RedactionState
from tracker.models import (
    Capture,
    Claim,
    Edition,
    EditionClaim,
    EditionFile,
    Look,
    Redaction,
    RedactionField,
    Report,
    Verdict,
)


@dataclass(frozen=True)
class About:
    """A published version that tells a claim: ``stands`` where no newer version of the report is out."""

    report: int
    title: str
    version: int
    verdict: str
    stands: bool
    withdrawn: bool


@dataclass(frozen=True)
class Mark:
    """A claim that stands otherwise than a published version tells it.

    ``verdict`` is the label of the one that it has now, "" for none; ``causes`` are why it needs another look.
    """

    claim: int
    statement: str
    told: str
    verdict: str
    causes: tuple[Cause, ...]


def edition_of(session: Session, report: Report, version: int) -> Edition:
    """Return a published version of a report with its files, or raise NotFound."""
    query = select(Edition).where(Edition.report_id == report.id, Edition.version == version)
    files = selectinload(Edition.files).joinedload(EditionFile.capture)
    edition = session.scalar(query.options(files, joinedload(Edition.published_by)))
    if edition is None:
        raise NotFound(f"Report {report.number} has no version {version}.")
    return edition


def file_of(session: Session, edition: Edition, format: str) -> Capture:
    """Return the bytes of a published version in one format, or raise NotFound where it was not published so."""
    query = select(Capture).join(EditionFile, EditionFile.capture_id == Capture.id)
    query = query.where(EditionFile.edition_id == edition.id, EditionFile.format == format)
    capture = session.scalar(query.options(undefer(Capture.content)))
    if capture is None:
        raise NotFound(f"Version {edition.version} of this report was not published as {format}.")
    return capture


def that_tell(session: Session, claim: Claim) -> Sequence[About]:
    """List the published versions that tell a claim, the newest first."""
    newest = select(func.max(Edition.version)).where(Edition.report_id == Report.id).correlate(Report).scalar_subquery()
    columns = (Report.number, Edition.title, Edition.version, EditionClaim.verdict)
    query = select(*columns, Edition.version == newest, Report.withdrawn).join(Edition.report)
    query = query.join(EditionClaim, EditionClaim.edition_id == Edition.id).where(EditionClaim.claim_id == claim.id)
    return [About(row[0] or 0, *row[1:]) for row in session.execute(query.order_by(Edition.id.desc()))]


def marks(session: Session, edition: Edition) -> Sequence[Mark]:
    """List the claims of a published version that need another look, or have another verdict by now."""
    rows = session.execute(
        select(Claim.id, Claim.number, EditionClaim.statement, EditionClaim.verdict, Verdict.label)
        .join(Claim, Claim.id == EditionClaim.claim_id)
        .outerjoin(Verdict, Verdict.id == Claim.verdict_id)
        .where(EditionClaim.edition_id == edition.id)
        .order_by(EditionClaim.position)
    ).all()
    causes = _causes(session, edition)
    return [
        Mark(number or 0, statement, told, now or "", causes.get(id, ()))
        for id, number, statement, told, now in rows
        if causes.get(id) or told != (now or "")
    ]


def holding(session: Session, redaction: Redaction) -> Sequence[Report]:
    """List the reports whose version that stands held words of a withholding in one of its files."""
    captures = [field.row_id for field in redaction.fields if field.table_name == Capture.__tablename__]
    query = select(Report).join(Edition, Edition.report_id == Report.id).join(Edition.files)
    query = query.where(EditionFile.capture_id.in_(captures), Report.withdrawn.is_(False)).distinct()
    reports = session.scalars(query.options(selectinload(Report.editions)).order_by(Report.number)).all()
    return [report for report in reports if report.newest and withheld_files(session, [report.newest])]


def withheld_files(session: Session, editions: Collection[Edition]) -> set[UUID]:
    """Return the ids of the captures among the files of published versions from which words were withheld."""
    captures = select(EditionFile.capture_id).where(EditionFile.edition_id.in_([one.id for one in editions]))
    query = select(RedactionField.row_id).join(RedactionField.redaction)
    query = query.where(RedactionField.table_name == Capture.__tablename__, RedactionField.row_id.in_(captures))
    return set(session.scalars(query.where(Redaction.state == RedactionState.APPROVED)))


def _causes(session: Session, edition: Edition) -> dict[UUID, tuple[Cause, ...]]:
    """Return why claims of a version need another look, by claim."""
    query = select(Look.claim_id, Look.cause).join(EditionClaim, EditionClaim.claim_id == Look.claim_id)
    query = query.where(EditionClaim.edition_id == edition.id, Look.settled_at.is_(None)).order_by(Look.id)
    causes: dict[UUID, tuple[Cause, ...]] = {}
    for claim, cause in session.execute(query):
        causes[claim] = (*causes.get(claim, ()), cause)
    return causes
