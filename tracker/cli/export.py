"""Handing reports out from the command line."""

from pathlib import Path
from urllib.parse import parse_qsl

import click

from tracker.cli.run import Run, as_user
from tracker.cli.saving import save, who_answers
from tracker.db import blank
from tracker.domain.errors import Refusal
from tracker.domain.formats import ReportFormat
from tracker.domain.roles import Permission
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
            whole = place is None and word.whole
            report = scopes.report(session, asked, desk=who_answers(run), person=by, names=names, whole=whole)
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
        save(made.file, target)
    click.echo(f"{target}: {in_figures(report.claim_count, 'claim')}, {made.size:,} bytes, SHA-256 {made.sha256}")


def _asked_for(article: int | None, chosen: str | None) -> dict[str, str]:
    if (article is None) == (chosen is None):
        raise Refusal('Say what to report on: --article NUMBER, or --filter "stage=decided" (empty for all claims).')
    return {"article": str(article)} if article is not None else dict(parse_qsl(chosen or ""))


def _format(form: str | None, target: Path) -> ReportFormat:
    word = form or target.suffix.lower().removeprefix(".")
    if word not in set(ReportFormat):
        raise Refusal(f"Say in which format: --format {', '.join(ReportFormat)}; {target.name} does not tell.")
    return ReportFormat(word)
