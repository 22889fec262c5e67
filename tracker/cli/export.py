"""Handing reports out from the command line."""

import shutil
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl

import click

from tracker.cli.run import Run, as_user
from tracker.db import blank
from tracker.domain.errors import Refusal
from tracker.domain.reports.people import Desk
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import ReportFormat
from tracker.domain.wording import in_figures
from tracker.exports import files
from tracker.services import past, reports
from tracker.services.reports import scopes


@click.command("export")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--article", type=click.IntRange(min=1), help="The number of the article to report on.")
@click.option(
    "--filter", "chosen", help='Which claims, as the list of claims has it in its address: "stage=decided&tag=x".'
)
@click.option(
    "--format", "form", type=click.Choice([form.value for form in ReportFormat]), help="Else by FILE's ending."
)
@click.option(
    "--as-of", "as_of", metavar="MOMENT", help="As it was: 1042 (a change), 2026-11-20 (its end), 2026-11-20 14:00."
)
@click.option("--names", is_flag=True, help="Name the people of the desk, not only their roles.")
@as_user
@click.pass_obj
def export(
    run: Run, target: Path, article: int | None, chosen: str | None, form: str | None, as_of: str | None, names: bool
) -> None:
    """Write the report on an article, or on the claims that a filter finds, to FILE, and record that it went out."""
    asked_for = _asked_for(article, chosen)
    word = _format(form, target)
    zone = run.settings.desk_zone
    with run.reading() as now:
        by = run.person(now, Permission.EXPORT)
        place = past.find(now, as_of, zone) if as_of else None
        with past.report_session(now, blank, asked_for, place, person=by) as session:
            asked = scopes.read(session, asked_for, zone)
            report = scopes.report(session, asked, desk=_desk(run), person=by, names=names)
            made = files.write(report, word)
    with made.file, run.writing() as session:
        reports.exported(
            session,
            scope=asked.address,
            format=word.value,
            claims=report.claim_count,
            sha256=made.sha256,
            article=asked.article,
            as_of=place.seq if place else None,
            by=by,
        )
        # Before the commit, so that what could not be written is not on record.
        _save(made.file, target)
    click.echo(f"{target}: {in_figures(report.claim_count, 'claim')}, {made.size:,} bytes, SHA-256 {made.sha256}")


def _save(content: IO[bytes], target: Path) -> None:
    try:
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)
    except OSError as error:
        raise Refusal(f"{target} cannot be written: {error.strerror}.") from error


def _asked_for(article: int | None, chosen: str | None) -> dict[str, str]:
    if (article is None) == (chosen is None):
        raise Refusal('Say what to report on: --article NUMBER, or --filter "stage=decided" (empty for all claims).')
    return {"article": str(article)} if article is not None else dict(parse_qsl(chosen or ""))


def _format(form: str | None, target: Path) -> ReportFormat:
    word = form or target.suffix.lower().removeprefix(".")
    if word not in set(ReportFormat):
        raise Refusal(f"Say in which format: --format {', '.join(ReportFormat)}; {target.name} does not tell.")
    return ReportFormat(word)


def _desk(run: Run) -> Desk:
    settings = run.settings
    return Desk(settings.desk_name, settings.desk_contact or "", settings.desk_address, str(settings.desk_zone))
