"""The command that takes in lists of claims that others reviewed or collected."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker.cli.run import Run, as_user
from tracker.domain import chance
from tracker.domain.errors import Refusal, Unvouched
from tracker.domain.intakes import IntakeOutcome, ListForm
from tracker.domain.names import fold
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.ingest import lists
from tracker.ingest.lists.columns import FIELDS
from tracker.models import Intake, TakingIn
from tracker.services import intakes
from tracker.services.intakes import Asked, Hands, Meanings, Survey

_MOST_TOLD = 20


@dataclass(frozen=True)
class Wanted:
    """A file, how its claims are written, and what the person says of its columns and of the verdicts in it."""

    content: bytes
    filename: str
    charset: str
    form: ListForm
    columns: tuple[str, ...]
    means: tuple[str, ...]
    join_same: bool


@click.command("take-in")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--charset", default="", help="What the file is written in, where it does not say it.")
@click.option(
    "--map", "columns", multiple=True, metavar="WHAT=COLUMN", help='Of a table: "claim=Statement" or "claim=2".'
)
@click.option("--means", multiple=True, metavar="WORDS=VERDICT", help='On our scale: "Falso=false"; "Falso=" is none.')
@click.option("--all-new", is_flag=True, help="Make new claims also of words that a claim of the desk has.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@as_user
@click.pass_obj
def take_in(
    run: Run, file: Path, charset: str, columns: tuple[str, ...], means: tuple[str, ...], all_new: bool, yes: bool
) -> None:
    """Take in the claims of FILE, ClaimReview (JSON, lines, a page) or a table (CSV, XLSX), after a look at them."""
    content = _read(file)
    # Looking a long list through takes seconds, and nobody else shall wait for that.
    if intakes.is_whole_report(content):
        raise Refusal("This is a whole report of a desk like this one, not a list of reviews. Use take-in-report.")
    form, guessed = intakes.looked_through(content, file.name, charset)
    mapped = _mapped(content, charset, guessed, columns) if form is ListForm.TABLE else ()
    wanted = Wanted(content, file.name, charset, form, mapped, means, not all_new)
    with run.reading() as session:
        run.person(session, Permission.TAKE_IN)
        coming = _preview(session, wanted)
    if not coming:
        click.echo("Nothing in it is new, so nothing is taken in.")
    elif yes or (sys.stdin.isatty() and click.confirm("Take it in?")):
        _take(run, wanted)
    else:
        click.echo("Nothing was taken in. Add --yes to take it in.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(f"The file {file.name} cannot be read ({error.strerror}).") from None


def _preview(session: Session, wanted: Wanted) -> int:
    """Tell what would come in, and return how many entries that is."""
    survey = intakes.look(wanted.content, wanted.form, wanted.columns, wanted.charset)
    draft = Intake(id=chance.new_id(), meanings=[])
    draft.meanings = _meanings(intakes.of_intake(session, draft), survey, wanted.means)
    means = intakes.of_intake(session, draft)
    known = intakes.how_many_known(session, survey)
    coming = survey.entries - survey.refused - known
    click.echo(f"{in_figures(survey.entries, 'entry', 'entries')}: {coming:,} would come in, {known:,} known already, "
               f"{survey.refused:,} refused, {survey.odd:,} odd in some way.")  # fmt: skip
    for name, at in (one.split("=") for one in wanted.columns):
        click.echo(f"  {FIELDS[name]}: column {int(at) + 1}")
    for one in intakes.asked(means, survey.verdicts, survey.places)[:_MOST_TOLD]:
        step = means.steps.get(one.means)
        click.echo(f"  {_verdict(one)}: {step.label if step else 'none of our verdicts'}")
    _tell_refused((entry.place, entry.refused) for _, entry in survey.refusals)
    return coming


def _take(run: Run, wanted: Wanted) -> None:
    with run.writing() as session:
        by = run.person(session, Permission.TAKE_IN)
        looked = wanted.form, wanted.columns
        intake = intakes.open_list(session, wanted.content, wanted.filename, looked, charset=wanted.charset, by=by)
        session.flush()
        if intakes.last_job(session, intake) is None:
            meanings = _meanings(intakes.of_intake(session, intake), intakes.survey_of(session, intake), wanted.means)
            intakes.plan(session, intake, meanings=meanings, join_same=wanted.join_same, seen=None, by=by)
        job, number = intakes.begin(session, intake, seen=None, by=by).id, intake.id
    database = run.database
    Hands(database.reading, database.writing, database.brief, _in_words, _progress).take_in(job)
    _seal(run)
    with run.reading() as session:
        done = session.get_one(Intake, number)
        items = intakes.items_of(session, done, outcome=IntakeOutcome.REFUSED, limit=_MOST_TOLD)
        click.echo(f"List {done.number}: {done.added:,} taken in, {done.renewed:,} as a newer version, "
                   f"{done.known:,} known already, {done.refused:,} refused.")  # fmt: skip
        _tell_refused((one.place, one.refused) for one in items)


def _mapped(content: bytes, charset: str, guessed: Sequence[str], typed: Sequence[str]) -> tuple[str, ...]:
    """Return what the columns hold: as the person says, else as the headings tell."""
    headings = lists.headings(content, charset or None)
    by_name = {fold(heading): at for at, heading in reversed(list(enumerate(headings)))}
    found = {one.partition("=")[0]: int(one.partition("=")[2]) for one in guessed}
    for one in typed:
        name, _, column = one.partition("=")
        if name not in FIELDS:
            raise Refusal(f"“{name}” is nothing that a column can hold. Choose of: {', '.join(FIELDS)}.")
        at = by_name.get(fold(column), int(column) - 1 if column.isdecimal() and len(column) < 5 else -1)
        if not 0 <= at < len(headings):
            raise Refusal(f"There is no column “{column}”. There are: {', '.join(headings)}.")
        found[name] = at
    if "claim" not in found:
        raise Refusal(f"Say which column holds the claim: --map claim=COLUMN. There are: {', '.join(headings)}.")
    return tuple(f"{name}={found[name]}" for name in FIELDS if name in found)


def _meanings(means: Meanings, survey: Survey, typed: Iterable[str]) -> list[list[str]]:
    """Return what each verdict of a list means; what the person says of words holds for every reviewer."""
    told: dict[str, str] = {}
    for one in typed:
        words, _, key = one.rpartition("=")
        if not words or (key and key not in means.steps):
            raise Refusal(f"“{one}” says nothing of our scale. Its verdicts are: {', '.join(means.steps)}.")
        told[fold(words)] = key
    asked = intakes.asked(means, survey.verdicts, survey.places)
    return [[*_parts(one), told.get(fold(one.said.words), one.means)] for one in asked]


def _parts(one: Asked) -> tuple[str, str, str]:
    return one.said.reviewer, one.said.words, one.said.number


def _verdict(one: Asked) -> str:
    number = f" ({one.said.number})" if one.said.number and one.said.words else one.said.number
    return f"{one.said.reviewer or 'Nobody named'}: {one.said.words}{number}, {in_figures(one.count, 'time', 'times')}"


def _tell_refused(refused: Iterable[tuple[str, str]]) -> None:
    for place, why in list(refused)[:_MOST_TOLD]:
        click.echo(f"  refused, {place}: {why}")


def _progress(job: TakingIn) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{job.place:,} of {job.entries:,}", nl=False, err=True)


def _seal(run: Run) -> None:
    try:
        run.sealer.seal()
    except Unvouched as refusal:
        click.echo(f"It is saved, but no seal was put on it. {refusal}", err=True)


def _in_words(error: Exception) -> str:
    return error.message if isinstance(error, Refusal) else "It could not go on."
