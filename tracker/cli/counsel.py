"""Making a file for counsel from the command line."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from tracker.cli.run import Run, as_user
from tracker.cli.saving import saving, who_answers
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.exports import counsel as counsel_file
from tracker.exports.counsel import CounselFile
from tracker.services import counsel as filings

T = TypeVar("T")

SHOWN_EVERY = 500
"""Changes after which a person who waits sees that it goes on."""


@click.command("counsel")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--claim", type=click.IntRange(min=1), help="The number of the claim that it is about.")
@click.option("--case", type=click.IntRange(min=1), help="The number of the case that it is about.")
@click.option("--report", type=click.IntRange(min=1), help="The number of the published report that it is about.")
@click.option("--why", "purpose", required=True, help="What the file is for; it stands on its cover.")
@click.option("--notes", is_flag=True, help="Put the notes in.")
@click.option("--names", is_flag=True, help="Name the people of the desk, not only their roles.")
@as_user
@click.pass_obj
def counsel(
    run: Run,
    target: Path,
    claim: int | None,
    case: int | None,
    report: int | None,
    purpose: str,
    notes: bool,
    names: bool,
) -> None:
    """Write what the record holds on a claim, a case or a published report to FILE, for a lawyer; it is recorded.

    Give whoever is to check it the desk's key by another way; the page of the seals has it.
    """
    kind, number = _about(claim=claim, case=case, report=report)
    with saving(target) as file:
        made = _made(run, kind, number, purpose=purpose, notes=notes, names=names)
        with made.file:
            file.take(made.file)
    figures = f"{in_figures(made.documents, 'document')}, {in_figures(made.events, 'change')} with proofs"
    click.echo(f"{target}: {figures}, {made.size:,} bytes, SHA-256 {made.sha256}")


def _about(**numbers: int | None) -> tuple[str, int]:
    """Return the one kind of thing that a number was given of, and the number."""
    given = [(kind, number) for kind, number in numbers.items() if number is not None]
    if len(given) != 1:
        raise Refusal("Say what it is about: --claim NUMBER, --case NUMBER or --report NUMBER.")
    return given[0]


def _made(run: Run, kind: str, number: int, *, purpose: str, notes: bool, names: bool) -> CounselFile:
    """Write the file on sessions that read; that it goes out is recorded in between."""
    run.sealer.seal()
    with closing(run.database.snapshot()) as session:
        by = run.person(session, Permission.FILE)
        scope = filings.read(session, kind, number, person=by)
        filing = filings.gather(
            session, scope, purpose=purpose, notes=notes, names=names, desk=who_answers(run), person=by
        )
        told = _shown(filing.entries, lambda done: f"{done:,} of {filing.changes:,} changes told")
        draft = counsel_file.Draft(replace(filing, entries=told))
    with draft:
        with run.writing() as session:
            filings.filed(session, scope, filing, sha256=draft.sha256, by=by)
        with closing(run.database.snapshot()) as session:
            proofs = filings.proofs(session, scope, filing, draft.sums, person=by)
            return draft.finish(replace(proofs, events=_shown(proofs.events, lambda done: f"{done:,} proofs")))


def _shown(things: Iterable[T], words: Callable[[int], str]) -> Iterator[T]:
    """Yield things as they come, and tell whoever waits how many have come."""
    for done, thing in enumerate(things, start=1):
        yield thing
        if done % SHOWN_EVERY == 0:
            click.echo(words(done), err=True)
