"""Making a copy of the desk's database."""

from contextlib import closing
from pathlib import Path

import click

from tracker.cli.run import Run, as_user
from tracker.db.backup import NoCopy, copied
from tracker.domain.actions import Action
from tracker.domain.actors import Actor, Program
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.services.record import record
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_user
@click.pass_obj
def backup(run: Run, file: Path) -> None:
    """Copy the database to FILE while the desk works on, and check the copy.

    The copy holds everything, also password hashes and sign-ins; keep it as you keep the database. The keys in
    TRACKER_HOME are not in it. It is recorded in the name of --as USER, or of the program where nobody is named.
    """
    by = _whose(run)
    read = Ledger()
    key = run.settings.log_key
    with copied(run.database.engine, file) as session, closing(verify(session, key, read)) as faults:
        for fault in faults:
            raise NoCopy(f"The copy has a fault, so it was not kept. {fault}. See `python -m tracker verify`.")
    size = file.stat().st_size
    with run.writing() as session:
        record(session, Action.BACKUP_MADE, about=None, by=by, file=file.name, size=size, events=read.events)
    click.echo(f"{file} holds {in_figures(read.events, 'event')} in {size:,} bytes, and was checked.")


def _whose(run: Run) -> Actor:
    if run.login is None:
        return Program("backup")
    with closing(run.database.reading()) as session:
        return run.person(session, Permission.BACK_UP)
