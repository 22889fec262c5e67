"""The command that takes articles in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker.cli.run import Run, as_user
from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.domain.cuts import by_lines
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.domain.text import one_line
from tracker.ingest import read
from tracker.models import Article
from tracker.services import articles, captures, copies, snapshots
from tracker.services.articles import Description
from tracker.services.snapshots import Reading

_LONGEST_TITLE, _LONGEST_BYLINE = 200, 300


@dataclass(frozen=True)
class Wanted:
    """What the person says of all files: how to cut and to read them, and what is known of them."""

    split: str
    charset: str
    outlet: str
    language: str


@dataclass
class Outcome:
    """What became of one file: the articles it gave, those that it was already, or why it was refused."""

    name: str
    added: list[Article] = field(default_factory=list)
    known: list[Article] = field(default_factory=list)
    refused: str = ""

    def __str__(self) -> str:
        parts = [self.refused] if self.refused else []
        parts += [f"article {one.number}, {one.title}" for one in self.added]
        parts += [f"this is article {one.number} already" for one in self.known]
        return f"{self.name}: {'; '.join(parts)}"


@click.command("add-articles")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--split", default="", metavar="LINES", help='Cut each file: "9-21,23-95; 109-181" makes two articles.')
@click.option("--charset", default="", help="What the files are written in, where they do not say it.")
@click.option("--outlet", default="", metavar="NAME", help="Who published them.")
@click.option("--language", default="", metavar="TAG", help="What they are written in, such as en or ar.")
@as_user
@click.pass_obj
def add_articles(run: Run, files: tuple[Path, ...], split: str, charset: str, outlet: str, language: str) -> None:
    """Take articles in from .txt, .html and .htm files; a refused file does not keep the others out."""
    with run.reading() as session:
        run.person(session, Permission.ADD_ARTICLES)
    wanted = Wanted(split, charset, outlet, language)
    outcomes = list(_told(files, (_take_in(run, path, wanted) for path in files)))
    added, known = (sum(len(getattr(one, kind)) for one in outcomes) for kind in ("added", "known"))
    refused = [one for one in outcomes if one.refused]
    click.echo(f"Added: {added}. Known already: {known}. Files refused: {len(refused)}.")
    if refused:
        raise click.ClickException("\n  ".join(["some files were refused:", *map(str, refused)]))


def _told(files: tuple[Path, ...], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Pass outcomes on while telling how far it is: as a bar on a terminal, else as a line for each file."""
    if sys.stderr.isatty():
        with click.progressbar(outcomes, length=len(files), file=sys.stderr) as bar:
            finished = list(bar)
        for outcome in finished:
            click.echo(outcome)
            yield outcome
        return
    for at, outcome in enumerate(outcomes, start=1):
        click.echo(f"{at} of {len(files)}: {outcome}")
        yield outcome


def _take_in(run: Run, path: Path, wanted: Wanted) -> Outcome:
    """Take one file in, as a whole or not at all."""
    outcome = Outcome(path.name)
    try:
        content = path.read_bytes()
        # Reading takes a moment, and nobody else shall wait for that: the transaction begins after it.
        extraction = read(content, filename=path.name, charset=wanted.charset or None)
        parts = _parts(wanted.split)
        cuts = [Reading.of(extraction, by_lines(extraction.text, part)) for part in parts] or [Reading.of(extraction)]
        for reading in cuts:
            copies.sketch_of(reading.cut.text)
        with _person(run) as (session, by):
            capture = captures.take(session, content, extraction, id=chance.new_id(), filename=path.name, by=by)
            session.flush()
            for reading in cuts:
                same = snapshots.same_cut(session, capture, reading)
                if same is not None:
                    outcome.known.append(same.article)
                    continue
                described = _describe(reading, path, wanted)
                outcome.added.append(articles.add(session, capture, reading, described, id=chance.new_id(), by=by))
    except Refusal as refusal:
        return Outcome(path.name, refused=refusal.message)
    except OSError as error:
        return Outcome(path.name, refused=f"This file cannot be read ({error.strerror}).")
    return outcome


@contextmanager
def _person(run: Run) -> Iterator[tuple[Session, Actor]]:
    """Give a session that writes, committed at the end, and the person in whose name it does."""
    with run.writing() as session:
        yield session, run.person(session, Permission.ADD_ARTICLES)


def _parts(split: str) -> list[str]:
    """Return the lines of each article; none means the whole file."""
    return [part for part in split.split(";") if part.strip()]


def _describe(reading: Reading, path: Path, wanted: Wanted) -> Description:
    """Describe an article by what the person says, else by what the file says of itself."""
    said = reading.proposals
    first_line = reading.cut.text.lstrip().partition("\n")[0]
    return Description(
        title=said.title or one_line(first_line, _LONGEST_TITLE) or path.stem,
        byline=one_line(said.byline or "", _LONGEST_BYLINE),
        outlet=wanted.outlet or said.outlet or "",
        published=said.published or "",
        language=wanted.language or said.language or "",
        address=said.address or "",
    )
