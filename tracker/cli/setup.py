"""Setting the desk up: keys, tables, scale, first admin and demo; done again, it adds what is missing."""

import os
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.engine import make_url

from config import database_url, home_folder, make_keys
from tracker.cli.run import Run
from tracker.db import schema
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.models import User
from tracker.services import demo, people, scales
from tracker.services.checkpoints import keys as seal_keys
from tracker.services.passwords import new_one_time
from tracker.services.record import record

SETUP = Program("setup")


@click.command()
@click.option("--bare", is_flag=True, help="Without the demo desk.")
@click.option("--admin", "login", default="admin", metavar="LOGIN", show_default=True, help="The first admin's name.")
@click.pass_obj
def setup(run: Run, bare: bool, login: str) -> None:
    """Make keys and tables, and the first admin with a one-time password."""
    # The keys come first: without them there are no settings.
    keys = make_keys(home_folder(os.environ))
    _make_tables(database_url(os.environ))
    with run.reading() as session:
        first = session.scalars(select(User.id).limit(1)).first() is None
    one_time = new_one_time() if first else None
    password_hash = run.passwords.hash(one_time) if one_time else ""
    with run.writing() as session:
        if not seal_keys.on_record(session):
            origin = seal_keys.new_origin(run.settings.desk_address)
            seal_keys.put_on_record(session, run.sealer.signer, origin=origin, by=SETUP)
        scales.ensure(session, by=SETUP)
        if first:
            people.create(session, login, "Admin", Role.ADMIN, password_hash=password_hash, by=SETUP)
            record(session, Action.DESK_SET_UP, about=None, by=SETUP)
            if not bare:
                # Nobody knows this password: an admin gives each of the demo's people one of their own.
                demo.load(session, password_hash=run.passwords.hash(new_one_time()), by=SETUP)
    if keys:
        click.echo(f"Keys were made in {keys[0].parent}; keep a copy of them apart from the database.")
    if first:
        click.echo(f"The first admin signs in as {login} with this one-time password, shown once:\n\n    {one_time}\n")
    else:
        click.echo("The desk is set up.")


def _make_tables(url: str) -> None:
    if url.startswith("sqlite:"):
        Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    schema.upgrade(url)
