"""Withheld words from the command line: what to withhold anew once an older backup was restored."""

import json
from pathlib import Path

import click

from tracker.cli.run import Run, as_user
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.domain.wording import day, in_figures
from tracker.services.dates import midnight
from tracker.services.redaction import again


@click.command()
@click.option("--since", metavar="DATE", help="Only what was withheld since this day, such as 2026-11-20.")
@click.option("--file", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write it to FILE as well.")
@click.pass_obj
def redactions(run: Run, since: str | None, target: Path | None) -> None:
    """List what was withheld: which backups still hold it, and what to withhold anew where one is restored.

    FILE names the places alone, never the words; `apply-redactions` reads it.
    """
    zone = run.settings.desk_zone
    with run.reading() as session:
        listed = again.approved(session, midnight(since, zone, end=False) if since else None)
        for one in listed:
            when = day(one.decided_at, zone) if one.decided_at else ""
            click.echo(f"{one.number}  {when}  {one.basis.label}: {in_figures(len(one.fields), 'field')}. {one.words}")
        if target is not None:
            lines = [json.dumps(again.told(one), ensure_ascii=False) + "\n" for one in listed]
            target.write_text("".join(lines), "utf-8")
    if not listed:
        click.echo("Nothing was withheld.")


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@as_user
@click.pass_obj
def apply_redactions(run: Run, source: Path) -> None:
    """Ask anew for what FILE says was withheld, in a database that was restored from an older backup.

    It then waits for a second admin, as ever; what stands here no more is passed over.
    """
    try:
        lines = source.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{source} cannot be read ({error}).") from None
    asked = 0
    with run.writing() as session:
        by = run.person(session, Permission.REDACT)
        for said in again.read(lines):
            asked += again.ask_again(session, said, by=by) is not None
    waits = "It waits for a second admin." if asked == 1 else "They wait for a second admin."
    click.echo(f"{in_figures(asked, 'request')} of {len(lines)}. {waits if asked else 'Nothing of it stands here.'}")
