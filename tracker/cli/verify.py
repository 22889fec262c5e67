"""Checking the record against itself and against the rows."""

import time
from contextlib import closing
from itertools import islice

import click
from sqlalchemy.exc import SQLAlchemyError

from config import SettingsError
from tracker.cli.run import Run
from tracker.domain.wording import in_figures
from tracker.services.verification import verify as faults_of
from tracker.services.verification.ledger import Ledger

CLEAN, FAULTS, COULD_NOT_RUN = 0, 1, 2
"""What the command leaves for scripts to read."""

SHOWN_EVERY = 10_000
"""Events after which a person who waits sees that it goes on."""


@click.command()
@click.option("--all", "every", is_flag=True, help="List every fault, instead of the first.")
@click.pass_context
def verify(context: click.Context, every: bool) -> None:
    """Check the record: the log against itself, and every row against the log.

    Leaves 0 where all is well, 1 where there are faults, and 2 where it could not be checked.
    """
    read, began = Ledger(report=_show), time.monotonic()
    try:
        found = _look(context.ensure_object(Run), read, every=every)
    except (SettingsError, SQLAlchemyError) as error:
        click.echo(f"This could not be checked: {getattr(error, 'orig', None) or error}", err=True)
        context.exit(COULD_NOT_RUN)
    seconds = time.monotonic() - began
    figures = f"{in_figures(read.events, 'event')}, {in_figures(read.changes, 'change')}, {seconds:.1f} s"
    click.echo(f"The check found {_counted(found, every)}: {figures}." if found else f"The record is whole: {figures}.")
    context.exit(FAULTS if found else CLEAN)


def _look(run: Run, read: Ledger, *, every: bool) -> int:
    """Tell faults as they are found and return how many were told."""
    found = 0
    key = run.settings.log_key
    with closing(run.database.snapshot()) as session, closing(faults_of(session, key, read)) as faults:
        for fault in faults if every else islice(faults, 1):
            click.echo(f"Fault in {fault}")
            found += 1
    return found


def _show(read: Ledger) -> None:
    if read.events % SHOWN_EVERY == 0:
        click.echo(f"{read.events:,} events read", err=True)


def _counted(found: int, every: bool) -> str:
    if not every:
        return "a fault and stopped there; --all lists every one"
    return in_figures(found, "fault")
