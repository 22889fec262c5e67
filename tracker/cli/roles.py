"""Letting the desk work under a role of PostgreSQL that does not own its tables."""

import click

from tracker.cli.run import Run
from tracker.db import roles


@click.command()
@click.argument("role")
@click.pass_obj
def grant(run: Run, role: str) -> None:
    """Let ROLE of PostgreSQL do the desk's daily work, and nothing that changes what is on record.

    DATABASE_URL connects as the owner of the tables here, and as ROLE where the desk is served.
    """
    roles.grant(run.database, role)
    click.echo(f"{role} may add to the record, and neither change nor empty it.")
