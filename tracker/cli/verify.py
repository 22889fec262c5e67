"""Checking the record against itself, its seals and the rows."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from config import SettingsError
from tracker.cli.run import Run
from tracker.domain.faults import Fault
from tracker.domain.notes import Key, Malformed, Note
from tracker.domain.wording import in_figures
from tracker.services import checkpoints
from tracker.services.verification import verify as faults_of
from tracker.services.verification.ledger import Ledger

CLEAN, FAULTS, COULD_NOT_RUN = 0, 1, 2
"""What the command leaves for scripts to read."""

SHOWN_EVERY = 10_000
"""Events after which a person who waits sees that it goes on."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class KeyWords(click.ParamType[Key]):
    """A public key as it is written, ``name+hash+key``."""

    name = "KEY"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Key:
        """Read the key, or fail with what is wrong with it."""
        try:
            return Key.parse(value)
        except Malformed as error:
            self.fail(f"{error}.", param, ctx)


@click.command()
@click.option("--all", "every", is_flag=True, help="List every fault, instead of the first.")
@click.option("--quick", is_flag=True, help="Look at the events, the tree and the seals alone, not at values and rows.")
@click.option(
    "--since-verified", "on", is_flag=True, help="Read only what came since the last check that found no fault."
)
@click.option("--seal", "files", multiple=True, type=FILE, help="A seal that somebody outside holds.")
@click.option("--key", "keys", multiple=True, type=KeyWords(), help="A public key to trust beside those on record.")
@click.pass_context
def verify(
    context: click.Context, every: bool, quick: bool, on: bool, files: tuple[Path, ...], keys: tuple[Key, ...]
) -> None:
    """Check the record: the log against itself and its seals, and every row against the log.

    Leaves 0 where all is well, 1 where there are faults, and 2 where it could not be checked.
    """
    read, began = Ledger(report=_Progress()), time.monotonic()
    try:
        run = context.ensure_object(Run)
        since = run.verified.newest() if on else None
        found = _look(run, read, _Asked(list(map(read_seal, files)), keys, every=every, quick=quick, since=since))
    except (SettingsError, SQLAlchemyError, Malformed, OSError, UnicodeDecodeError) as error:
        click.echo(f"This could not be checked: {getattr(error, 'orig', None) or error}", err=True)
        context.exit(COULD_NOT_RUN)
    click.echo(_result(read, found, time.monotonic() - began, every=every, quick=quick))
    context.exit(FAULTS if found else CLEAN)


def read_seal(file: Path) -> Note:
    """Read a seal from a file; raise Malformed where it holds none."""
    try:
        return Note.parse(file.read_text("utf-8"))
    except (Malformed, UnicodeDecodeError) as error:
        raise Malformed(f"{file} holds no seal ({error})") from error


@dataclass(frozen=True)
class _Asked:
    """What a check was asked for."""

    given: list[Note]
    keys: tuple[Key, ...]
    every: bool
    quick: bool
    since: Note | None


def _look(run: Run, read: Ledger, asked: _Asked) -> int:
    """Tell faults as they are found and return how many were told; where there are none, remember how far."""
    found = 0
    with closing(run.database.snapshot()) as session:
        looking = faults_of(
            session,
            run.settings.log_key,
            read,
            given=asked.given,
            remembered=run.sealer.memory.newest(),
            trusted=asked.keys,
            quick=asked.quick,
            since=asked.since,
        )
        with closing(looking) as faults:
            for fault in _wanted(faults, asked.every):
                click.echo(f"Fault in {fault}")
                found += 1
        if not found and not asked.quick and (sealed := checkpoints.newest(session)) is not None:
            run.verified.keep(sealed)
    return found


def _wanted(faults: Iterator[Fault], every: bool) -> Iterator[Fault]:
    return faults if every else islice(faults, 1)


@dataclass
class _Progress:
    """Tells a person who waits, now and then, how many events were read."""

    told: int = 0

    def __call__(self, read: Ledger) -> None:
        if read.events >= self.told + SHOWN_EVERY:
            self.told = read.events
            click.echo(f"{read.events:,} events read", err=True)


def _result(read: Ledger, found: int, seconds: float, *, every: bool, quick: bool) -> str:
    changes = "" if quick else f"{in_figures(read.changes, 'change')}, "
    figures = f"{in_figures(read.events, 'event')}, {changes}{in_figures(read.seals, 'seal')}, {seconds:.1f} s"
    if not found:
        return f"The {'tree and its seals are' if quick else 'record is'} whole: {figures}."
    return f"The check found {_counted(found, every)}: {figures}."


def _counted(found: int, every: bool) -> str:
    if not every:
        return "a fault and stopped there; --all lists every one"
    return in_figures(found, "fault")
