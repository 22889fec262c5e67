"""Publishing a report from the command line."""

from typing import Any

import click

from tracker.cli.run import Run, as_user
from tracker.cli.saving import who_answers
from tracker.db import blank
from tracker.domain.errors import Refusal
from tracker.domain.reports.editions import Renewal
from tracker.domain.roles import Permission
from tracker.services import publications
from tracker.services.publications import Press


@click.command("publish")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--because", type=click.Choice([why.value for why in Renewal]), help="Why it replaces the last.")
@click.option("--words", default="", help="What was wrong with that, or is new; readers see it.")
@click.option("--answers", type=click.IntRange(min=1), multiple=True, help="A request for a correction; repeatable.")
@as_user
@click.pass_obj
def publish(run: Run, number: int, because: str | None, words: str, answers: tuple[int, ...]) -> None:
    """Publish report NUMBER as it is drafted: frozen, numbered and sealed, in every format."""
    with run.writing_only() as session:
        by = run.person(session, Permission.PUBLISH)
        report = publications.get(session, number)
        renewal = Renewal(because) if because else None
        said: dict[str, Any] = {"renewal": renewal, "words": words, "corrections": answers}
        job = publications.begin(session, report, **said, seen=None, by=by).id
    version = _press(run).publish(job)
    with run.reading() as session:
        edition = publications.edition_of(session, publications.get(session, number), version)
        for file in edition.files:
            click.echo(f"{file.capture.sha256}  {file.capture.filename}")
    click.echo(f"Report {number}, version {version}, is published, as of change {edition.as_of:,}.")


def _press(run: Run) -> Press:
    return Press(
        snapshot=run.database.snapshot,
        writing=run.database.writing,
        blank=blank,
        brief=run.database.brief,
        seal=run.sealer.seal,
        desk=who_answers(run),
        site=run.settings.site,
        in_words=_in_words,
    )


def _in_words(error: Exception) -> str:
    return error.message if isinstance(error, Refusal) else "It could not be written."
