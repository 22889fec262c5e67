"""Handing seals to people outside the desk, and taking back what they vouch for."""

import subprocess
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker.cli.run import Run, as_user
from tracker.cli.verify import FILE, KeyWords, read_seal
from tracker.domain.actors import Actor, Program
from tracker.domain.errors import Refusal
from tracker.domain.notes import Checkpoint, Key, Note, Signature
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Means
from tracker.domain.wording import in_figures
from tracker.exports import seal_sheet
from tracker.services.checkpoints import handovers, witnesses
from tracker.services.mail import Letter

HOLDER = click.option("--holder", metavar="NAME", help="Who holds it from now on, as it is to stand on record.")


@click.group()
def anchor() -> None:
    """Hand the newest seal to somebody outside the desk, so that nobody can exchange the record unseen."""


@anchor.command("file")
@click.argument("path", type=click.Path(path_type=Path))
@HOLDER
@as_user
@click.pass_obj
def to_file(run: Run, path: Path, holder: str | None) -> None:
    """Write the newest seal to a file, such as one on another machine's disk."""
    note = _newest(run)
    if path.is_dir():
        path = path / f"{Checkpoint.parse(note.text).size}.note"
    path.write_text(str(note), "utf-8")
    _tell(run, note, Means.FILE, holder or str(path))


@anchor.command("git")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@HOLDER
@as_user
@click.pass_obj
def to_git(run: Run, folder: Path, holder: str | None) -> None:
    """Commit the newest seal to a git repository; push it from there to where others hold copies."""
    note = _newest(run)
    path = folder / "seal.note"
    path.write_text(str(note), "utf-8")
    size = Checkpoint.parse(note.text).size
    _git(folder, "add", "--", path.name)
    _git(folder, "commit", "--quiet", "--message", f"Seal over {in_figures(size, 'event')}", "--", path.name)
    _tell(run, note, Means.GIT, holder or str(folder))


@anchor.command("email")
@click.argument("address")
@HOLDER
@as_user
@click.pass_obj
def to_email(run: Run, address: str, holder: str | None) -> None:
    """Send the newest seal by e-mail, through the server that SMTP_HOST names."""
    note = _newest(run)
    size = in_figures(Checkpoint.parse(note.text).size, "event")
    words = (
        f"This seals the record of {run.settings.desk_name} up to now: {size}. Keep it where the desk cannot reach it. "
        "Whoever holds it can tell later whether anything before it was changed; docs/operations.md says how.\n"
    )
    letter = Letter(address, f"Seal of {run.settings.desk_name} over {size}", words, ("seal.note", str(note)))
    run.post.send(letter)
    _tell(run, note, Means.EMAIL, holder or address)


@anchor.command("sheet")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@HOLDER
@as_user
@click.pass_obj
def to_sheet(run: Run, path: Path, holder: str | None) -> None:
    """Write the newest seal as a page to print, with a QR code, and a line to sign on."""
    note = _newest(run)
    path.write_bytes(seal_sheet.write(note, run.settings.desk_name))
    _tell(run, note, Means.SHEET, holder or "whoever keeps the printed sheet")


@anchor.command("witness")
@click.argument("address")
@click.option("--key", required=True, type=KeyWords(), help="The witness's public key, from the witness.")
@as_user
@click.pass_obj
def to_witness(run: Run, address: str, key: Key) -> None:
    """Ask a witness (C2SP tlog-witness) to cosign the newest seal, and put its cosignature on record."""
    note = _newest(run)
    with run.reading() as session:
        seen = handovers.last_seen(session, key.name)
        cosigned = witnesses.cosigned(session, note, key, seen, witnesses.asking(address))
    given = next(one for one in cosigned.signatures if (one.name, one.key_id) == (key.name, key.id))
    _tell(run, cosigned, Means.WITNESS, key.name, given)


@anchor.command("cosigned")
@click.argument("file", type=FILE)
@click.option("--key", required=True, type=KeyWords(), help="The public key of whoever cosigned it, from them.")
@as_user
@click.pass_obj
def from_holder(run: Run, file: Path, key: Key) -> None:
    """Take a seal back that somebody has cosigned, and put the cosignature on record."""
    note = read_seal(file)
    with run.writing() as session:
        handovers.take_back(session, note, key, holder=key.name, by=_whose(run, session))
    click.echo(f"{key.name} vouches for the record up to {in_figures(Checkpoint.parse(note.text).size, 'event')}.")


def _newest(run: Run) -> Note:
    """Seal what is recorded by now and return the seal; refuse where that cannot be, or where the person may not."""
    with closing(run.database.reading()) as session:
        _whose(run, session)
    note = run.sealer.seal()
    if note is None:
        raise Refusal("There is nothing to hand over yet. Run `python -m tracker setup` first.")
    return note


def _tell(run: Run, note: Note, means: Means, holder: str, cosignature: Signature | None = None) -> None:
    with run.writing() as session:
        by = _whose(run, session)
        handovers.hand_over(session, note, means=means, holder=holder, cosignature=cosignature, by=by)
    size = in_figures(Checkpoint.parse(note.text).size, "event")
    click.echo(f"{holder} holds a seal over {size} from now on ({means.label}).")


def _whose(run: Run, session: Session) -> Actor:
    return Program("anchor") if run.login is None else run.person(session, Permission.BACK_UP)


def _git(folder: Path, *words: str) -> None:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"git could not do that in {folder}: {(done.stderr or done.stdout).strip()}")
