"""Telling a report: its claims as its scope and its options say, with what was corrected and what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import reports as account
from tracker.domain.errors import TooLarge
from tracker.domain.reports.editions import Renewal, ReportEdition, ToldClaim, since
from tracker.domain.reports.options import Options
from tracker.domain.reports.people import Desk
from tracker.domain.reports.telling import told
from tracker.models import Claim, Edition, EditionClaim, Report, User
from tracker.services.publications import answering
from tracker.services.reports import reading, scopes, works

MOST_CLAIMS = 2_000
"""Claims that one report tells; more would be a table, which the lists hand out."""

_PUT_RIGHT = (Renewal.CORRECTION, Renewal.WITHHOLDING)


@dataclass(frozen=True)
class Wanted:
    """What a report is to tell, apart from its row, so that it can be told of the desk as it was too.

    ``corrections`` are those of its versions until now, ``before`` is what the newest says, ``version`` the next one.
    """

    number: int
    version: int
    title: str
    summary: str
    scope: Mapping[str, str]
    options: Options
    as_of: int | None
    corrections: tuple[account.Correction, ...]
    before: tuple[ToldClaim, ...]


def wanted(session: Session, report: Report) -> Wanted:
    """Return what a report is to tell when it is published next."""
    newest, answered = report.newest, answering.of_editions(session, report.editions)
    return Wanted(
        number=report.number or 0,
        version=newest.version + 1 if newest is not None else 1,
        title=report.title,
        summary=report.summary,
        scope=dict(parse_qsl(report.scope)),
        options=report.options,
        as_of=report.as_of,
        corrections=tuple(
            account.Correction(one.published_at, one.words, answering.in_reports(answered.get(one.id, [])))
            for one in report.editions
            if one.renewal in _PUT_RIGHT or one.id in answered
        ),
        before=tuple(_told_in(session, newest)) if newest is not None else (),
    )


def tell(
    session: Session,
    wanted: Wanted,
    *,
    desk: Desk,
    person: User,
    edition: ReportEdition | None = None,
    renewal: Renewal | None = None,
    words: str = "",
    requests: tuple[account.Request, ...] = (),
) -> account.Report:
    """Return a report as a person may have it, all its claims read: as ``edition``, or to be looked at first.

    ``renewal``, ``words`` and ``requests`` say why it replaces the version before, and what it answers.
    Raises the Refusal of what the scope names and is not there, and TooLarge for more than one report tells.
    """
    asked = scopes.read(session, wanted.scope, ZoneInfo(desk.zone))
    read = scopes.report(session, asked, desk=desk, person=person, names=wanted.options.names)
    if read.claim_count > MOST_CLAIMS:
        raise TooLarge(
            f"A report tells at most {MOST_CLAIMS:,} claims, and this would tell {read.claim_count:,}. "
            "Narrow down what it is about, or hand the list out as CSV or JSON."
        )
    unnamed = works.sources(reading.begin(session, person, names=wanted.options.names), wanted.options.unnamed).values()
    report = told(replace(read, title=wanted.title, summary=wanted.summary), wanted.options, unnamed)
    corrections = wanted.corrections
    if (renewal in _PUT_RIGHT or requests) and edition is not None:
        corrections = (*corrections, account.Correction(edition.published_at, words, requests))
    now = map(ToldClaim.of, report.claims)
    return replace(
        report,
        edition=edition,
        corrections=corrections,
        since=tuple(since(wanted.before, now)) if wanted.version > 1 else (),
    )


def _told_in(session: Session, edition: Edition) -> list[ToldClaim]:
    query = select(Claim.number, EditionClaim.statement, EditionClaim.verdict, EditionClaim.origins)
    query = query.join(Claim, Claim.id == EditionClaim.claim_id).where(EditionClaim.edition_id == edition.id)
    return [ToldClaim(row[0] or 0, *row[1:]) for row in session.execute(query.order_by(EditionClaim.position))]
