"""Seals from the command line: proofs under them, another key, and a record that came back from a backup."""

import os
import secrets
from pathlib import Path

import click

from config import KEY_FILES, SHORTEST_KEY
from tracker.cli.run import Run, as_user
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.notes import Checkpoint, Key
from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.services import checkpoints
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.keys import Signer
from tracker.services.record import record

WHY = click.option("--why", required=True, help="Why; it stands on record.")


@click.command()
@click.argument("event", type=click.IntRange(min=0))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def proof(run: Run, event: int, file: Path) -> None:
    """Write a .tlog-proof that EVENT, by its place in the log, is under the newest seal."""
    run.sealer.seal()
    with run.reading() as session:
        file.write_text(str(checkpoints.proof(session, event)), "utf-8")
    click.echo(f"{file} shows that event {event} is under the seal.")


@click.command()
@WHY
@click.option("--lost", is_flag=True, help="The old key is gone: put the one that `setup` made in its place on record.")
@as_user
@click.pass_obj
def rotate_seal_key(run: Run, why: str, lost: bool) -> None:
    """Make another key for seals and put it on record; the next seal is signed by the old one too."""
    if lost:
        click.echo(f"Seals are signed by {_put_on_record(run, run.sealer.signer, why)} from now on.")
        run.sealer.seal()
        return
    path = run.settings.home / "keys" / KEY_FILES["SEAL_KEY"]
    if os.environ.get("SEAL_KEY", "").strip() or not path.is_file():
        raise Refusal(f"The key for seals does not lie in {path}. Put it there, unset SEAL_KEY, and try again.")
    run.sealer.seal()
    secret, aside = secrets.token_hex(SHORTEST_KEY), path.with_name(f"{path.name}.{_digits(run.sealer.signer)}")
    # Kept before it is on record, for a key on record that nobody has would end all seals.
    coming = _kept(path.with_name(f"{path.name}.next"), secret)
    key = _put_on_record(run, Signer(secret.encode()), why)
    path.rename(aside)
    coming.rename(path)
    run.sealer.rotate(secret.encode())
    click.echo(f"Seals are signed by {key} from now on. The key before lies in {aside}. Start the desk again.")


def _put_on_record(run: Run, signer: Signer, why: str) -> Key:
    with run.writing_only() as session:
        by = run.person(session, Permission.MANAGE_PEOPLE)
        return keys.put_on_record(session, signer, origin="", why=why, by=by)


@click.command()
@WHY
@as_user
@click.pass_obj
def restored(run: Run, why: str) -> None:
    """Note that the database came back from a backup, so that the record may go on from there.

    What this machine remembers of later seals is set aside and put on record: others may hold them still.
    """
    remembered = run.sealer.memory.newest()
    if remembered is None:
        raise Refusal("This machine remembers no seal, so nothing stands in the way of new ones.")
    with run.writing_only() as session:
        if checkpoints.continues(session, remembered):
            raise Refusal("The record continues the newest seal that this machine remembers: there is nothing to note.")
        by = run.person(session, Permission.BACK_UP)
        record(session, Action.RECORD_RESTORED, about=None, by=by, why=why, seal=remembered.text.rstrip("\n"))
    aside = run.sealer.memory.set_aside()
    run.verified.path.unlink(missing_ok=True)
    run.sealer.seal()
    lost = in_figures(Checkpoint.parse(remembered.text).size, "event")
    click.echo(f"It is on record that a seal over {lost} is not continued. It lies in {aside}.")


def _digits(signer: Signer) -> str:
    """Return a few digits that tell one key from another, for the name of its file."""
    return signer.key("file").id.hex()


def _kept(path: Path, secret: str) -> Path:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret + "\n")
    return path
