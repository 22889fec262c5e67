"""The command that takes in a report of another desk, with all that it rests on."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import click
from sqlalchemy.exc import IntegrityError

from tracker.cli.run import Run, as_user
from tracker.domain.errors import Refusal
from tracker.domain.reports.things import CALLED
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures, listed
from tracker.services import whole_reports
from tracker.services.passwords import new_one_time
from tracker.services.whole_reports import Looked, Outcome, Refused

_MOST_LISTED = 100


@click.command("take-in-report")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Tell what would be taken in and what not, and change nothing.")
@as_user
@click.pass_obj
def take_in_report(run: Run, source: Path, preview: bool) -> None:
    """Take in the report in FILE, JSON or JSON lines of another desk, with all that it rests on.

    It is looked through first, and where something is damaged nothing is taken in. Done again, or after it was broken
    off, it goes on where it was; what the desk has already stays as it is.
    """
    with run.reading() as session:
        run.person(session, Permission.MANAGE_PEOPLE)
    with _opened(source) as file:
        looked = whole_reports.look_through(file)
        click.echo(f"“{looked.title}” of {looked.desk or 'a desk without a name'}: {_counted(looked.kinds)}.")
        _refuse_damaged(looked)
        outcome = _weigh(run, file) if preview else _enter(run, file, looked)
    click.echo(f"{'New here' if preview else 'Taken in'}: {_counted(outcome.entered)}.")
    click.echo(f"Here already, and the same: {_counted(outcome.known)}.")
    for kind, number, _ in outcome.renumbered[:_MOST_LISTED]:
        click.echo(f"{kind.capitalize()} {number} of the report has another number here; {number} was taken.")
    if outcome.refused:
        raise click.ClickException(_told("some of it was refused:", outcome.refused, len(outcome.refused)))


@contextmanager
def _opened(source: Path) -> Iterator[BufferedReader]:
    try:
        with source.open("rb") as file:
            yield file
    except OSError as error:
        raise Refusal(f"{source} cannot be read ({error.strerror}).") from error


def _refuse_damaged(looked: Looked) -> None:
    if looked.damages:
        said = "this report is damaged, and nothing of it was taken in:"
        raise click.ClickException(_told(said, looked.damaged, looked.damages))


def _weigh(run: Run, file: BufferedReader) -> Outcome:
    outcome = Outcome()
    with run.reading() as session:
        for share in whole_reports.shares(whole_reports.things(file)):
            outcome.add(whole_reports.weigh(session, share))
    return outcome


def _enter(run: Run, file: BufferedReader, looked: Looked) -> Outcome:
    """Enter a report in short transactions, so that others have their turn, and seal the record at the end."""
    # Nobody knows this password: an admin who lets one of its people in gives them one of their own.
    password_hash = run.passwords.hash(new_one_time())
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    report = whole_reports.Report(looked.desk, looked.title, sha256, password_hash)
    outcome, done = Outcome(), 0
    try:
        for share in whole_reports.shares(whole_reports.things(file)):
            with run.writing_only() as session:
                by = run.person(session, Permission.MANAGE_PEOPLE)
                outcome.add(whole_reports.enter(session, report, share, by=by))
            done += len(share)
            _tell(done, looked.things)
    except IntegrityError as error:
        raise Refusal("Somebody entered the same meanwhile. Run it again: it goes on where it was.") from error
    finally:
        if done:
            run.seal()
    return outcome


def _tell(done: int, of: int) -> None:
    """Tell how far it is: on a terminal in one line, else in a line each time."""
    said = f"{done:,} of {of:,} things"
    if sys.stderr.isatty():
        click.echo(f"\r{said}", err=True, nl=done == of)
    else:
        click.echo(said, err=True)


def _counted(kinds: Counter[str]) -> str:
    return listed([in_figures(kinds[kind], *CALLED[kind]) for kind in CALLED if kinds[kind]]) or "nothing"


def _told(beginning: str, refused: Sequence[Refused], count: int) -> str:
    lines = [f"{one.what} (thing {one.place:,}): {one.why}" for one in refused[:_MOST_LISTED]]
    more = [f"and {count - len(lines):,} more"] if count > len(lines) else []
    return "\n  ".join([beginning, *lines, *more])
