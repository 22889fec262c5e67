"""Handing the trail of a thing out with its proofs, from the command line."""

from contextlib import closing
from pathlib import Path

import click

from tracker.cli.run import Run, as_user
from tracker.cli.saving import save, who_answers
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.exports import bundle as bundle_file
from tracker.services import bundles, history
from tracker.services.history import downloads


@click.command("bundle")
@click.argument("kind", metavar="KIND", type=click.Choice(list(history.THINGS)))
@click.argument("number")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@as_user
@click.pass_obj
def bundle(run: Run, kind: str, number: str, target: Path) -> None:
    """Write the audit trail of a thing with its proofs to FILE, for anyone to check, and record that it went out.

    Give whoever is to check it the desk's key by another way; the page of the seals has it.
    """
    run.sealer.seal()
    with closing(run.database.snapshot()) as session:
        by = run.person(session, Permission.READ_TRAIL)
        thing = history.get_thing(session, kind, number, person=by)
        events = history.events_of_thing(kind, thing.id, person=by)
        about = [(thing.kind, thing.id)]
        made = bundle_file.pack(bundles.gather(session, events, about, desk=who_answers(run), person=by))
    with made.file, run.writing() as session:
        downloads.note(session, form="zip", about=thing, by=by, sha256=made.sha256)
        # Before the commit, so that what could not be written is not on record.
        save(made.file, target)
    click.echo(f"{target}: {in_figures(made.events, 'event')}, {made.size:,} bytes, SHA-256 {made.sha256}")
