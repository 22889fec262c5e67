"""What reports are to tell: begun, changed and taken out of use; what was published stays as it is."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.reports.options import Options
from tracker.models import Report, Source
from tracker.services import past
from tracker.services.paging import Page, newest_first
from tracker.services.record import person_of, record
from tracker.services.revisions import expect


def find(session: Session, number: int) -> Report | None:
    """Return the report of a number with its versions, if there is one."""
    return session.scalar(select(Report).where(Report.number == number).options(selectinload(Report.editions)))


def get(session: Session, number: int) -> Report:
    """Return the report of a number with its versions, or raise NotFound."""
    report = find(session, number)
    if report is None:
        raise NotFound(f"There is no report {number}.")
    return report


def page(session: Session, *, withdrawn: bool = False, after: str | None = None) -> Page[Report]:
    """Return a page of reports with their versions, the newest first: those in use, or those that were withdrawn."""
    query = select(Report).where(Report.withdrawn.is_(withdrawn)).options(selectinload(Report.editions))
    return newest_first(session, query, Report.id, after=after)


def add(
    session: Session,
    *,
    title: str,
    scope: str,
    summary: str = "",
    options: Options,
    as_of: str = "",
    zone: ZoneInfo,
    id: UUID | None = None,
    why: str = "",
    by: Actor,
) -> Report:
    """Begin a report on the claims that ``scope`` finds; posted twice, it is begun once.

    ``as_of`` is a change or a moment as people type it, "" for the newest when it is published.
    """
    if id is not None and (known := session.get(Report, id)) is not None:
        return known
    report = Report(
        id=id or chance.new_id(),
        created_at=chance.now(),
        created_by_id=person.id if (person := person_of(by)) else None,
        editions=[],
    )
    _describe(session, report, title, scope, summary, options, as_of, zone)
    session.add(report)
    record(session, Action.REPORT_DRAFTED, about=report, by=by, why=why)
    return report


def edit(
    session: Session,
    report: Report,
    *,
    title: str,
    scope: str,
    summary: str,
    options: Options,
    as_of: str,
    zone: ZoneInfo,
    seen: int | None,
    why: str = "",
    by: Actor,
) -> None:
    """Change what a report is to tell when it is published next."""
    expect(report, seen)
    _describe(session, report, title, scope, summary, options, as_of, zone)
    record(session, Action.REPORT_EDITED, about=report, by=by, why=why)


def withdraw(session: Session, report: Report, *, why: str, seen: int | None, by: Actor) -> None:
    """Take a report out of use, saying why; what was published says so, and stays readable."""
    expect(report, seen)
    if report.withdrawn:
        raise Refusal("This report was withdrawn already.")
    report.withdrawn = True
    record(session, Action.REPORT_WITHDRAWN, about=report, by=by, why=why)


def restore(session: Session, report: Report, *, why: str = "", seen: int | None, by: Actor) -> None:
    """Take a withdrawn report back into use."""
    expect(report, seen)
    if not report.withdrawn:
        raise Refusal("This report is in use already.")
    report.withdrawn = False
    record(session, Action.REPORT_RESTORED, about=report, by=by, why=why)


def _describe(
    session: Session,
    report: Report,
    title: str,
    scope: str,
    summary: str,
    options: Options,
    as_of: str,
    zone: ZoneInfo,
) -> None:
    if not title.strip():
        raise Refusal("Give the report a title.", field="title")
    if options.unnamed and not options.unnamed_because.strip():
        raise Refusal("Say why these sources are not named: the report tells its readers.", field="unnamed_because")
    _refuse_strangers(session, options)
    report.title, report.scope, report.summary = title.strip(), scope, summary.strip()
    report.chosen = options.as_kept()
    report.as_of = past.find(session, as_of, zone, field="as_of").seq if as_of.strip() else None


def _refuse_strangers(session: Session, options: Options) -> None:
    known = set(session.scalars(select(Source.number).where(Source.number.in_(options.unnamed))))
    if missing := [number for number in options.unnamed if number not in known]:
        raise Refusal(f"There is no source {missing[0]}.", field="unnamed")
