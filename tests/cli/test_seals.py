"""Proofs, another key, and a record that came back from a backup, from the command line."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Tell
from tests.engines import Kind
from tracker.db import Database
from tracker.domain import merkle, notes
from tracker.domain.notes import Checkpoint, Note, Proof
from tracker.models import Checkpoint as Sealed
from tracker.models import Event
from tracker.services.checkpoints import keys

SQLITE_ALONE = pytest.mark.parametrize("engine_kind", [Kind.SQLITE], indirect=True)


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup", "--bare").exit_code == 0


def newest(read: Callable[[], Database]) -> Note:
    """Return the newest seal."""
    database = read()
    with closing(database.reading()) as session:
        text = session.scalars(select(Sealed.note).order_by(Sealed.size.desc()).limit(1)).one()
    database.engine.dispose()
    return Note.parse(text)


def test_setting_up_puts_a_key_and_a_seal_on_record(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    database = read()
    with closing(database.reading()) as session:
        [key] = keys.on_record(session)
        events = list(session.scalars(select(Event.action).order_by(Event.seq)))
    database.engine.dispose()
    assert "seal.key_added" in events
    assert key.name.startswith("127.0.0.1:18765/tracker/")
    assert Checkpoint.parse(newest(read).text).size == len(events)
    assert (tmp_path / "var" / "seals" / "newest.note").read_text("utf-8") == str(newest(read))


def test_a_proof_shows_an_event_to_be_sealed(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    file = tmp_path / "event.tlog-proof"
    assert tell("proof", "1", str(file)).exit_code == 0
    proof = Proof.parse(file.read_text("utf-8"))
    seal = Checkpoint.parse(proof.note.text)
    database = read()
    with closing(database.reading()) as session:
        leaf = session.scalars(select(Event.leaf).where(Event.seq == 1)).one()
    database.engine.dispose()
    assert merkle.verify_inclusion(merkle.leaf_hash(leaf), 1, seal.size, proof.path, seal.root)


def test_an_event_that_is_not_there_has_no_proof(tell: Tell, tmp_path: Path) -> None:
    done = tell("proof", "1000", str(tmp_path / "event.tlog-proof"))
    assert done.exit_code == 1
    assert "No seal covers an event 1000" in done.output


def test_another_key_is_put_on_record_and_the_old_one_signs_once_more(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    folder = tmp_path / "var" / "keys"
    before = (folder / "seal_key").read_text("utf-8")
    done = tell("rotate-seal-key", "--why", "a laptop was lost", "--as", "admin")
    assert done.exit_code == 0, done.output
    assert (folder / "seal_key").read_text("utf-8") != before
    assert (folder / "seal_key").stat().st_mode & 0o777 == 0o600
    [aside] = [path for path in folder.iterdir() if path.name.startswith("seal_key.")]
    assert aside.read_text("utf-8") == before
    database = read()
    with closing(database.reading()) as session:
        known = keys.on_record(session)
    database.engine.dispose()
    assert len(known) == 2
    assert set(notes.verified(newest(read), known, keys.holds)) == set(known)
    assert tell("anchor", "file", str(tmp_path / "held.note")).exit_code == 0
    assert list(notes.verified(newest(read), known, keys.holds)) == [known[1]]
    assert tell("verify", "--seal", str(tmp_path / "held.note")).exit_code == 0


def test_a_lost_key_is_followed_by_the_one_that_setup_makes(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    words = ("rotate-seal-key", "--lost", "--why", "the disk of the keys died", "--as", "admin")
    before = Checkpoint.parse(newest(read).text).size
    assert "on record already" in tell(*words).output
    (tmp_path / "var" / "keys" / "seal_key").unlink()
    made = tell("setup", "--bare")
    assert "no seal was put on it. The key for seals is not the newest on record" in made.output
    assert tell(*words).exit_code == 0
    assert tell("verify").exit_code == 0
    assert Checkpoint.parse(newest(read).text).size > before


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        (["--why", "x"], {}, "Say in whose name"),
        (["--as", "admin"], {}, "Missing option '--why'"),
        (["--why", "x", "--as", "admin"], {"SEAL_KEY": "k" * 40}, "unset SEAL_KEY"),
        (["--why", "x", "--as", "nobody"], {}, "Nobody on this desk"),
    ],
)
def test_a_key_is_not_exchanged_without_a_name_and_a_reason(
    tell: Tell, tmp_path: Path, words: list[str], more: dict[str, str], said: str
) -> None:
    before = (tmp_path / "var" / "keys" / "seal_key").read_text("utf-8")
    done = tell("rotate-seal-key", *words, **more)
    assert done.exit_code != 0
    assert said in done.output
    assert (tmp_path / "var" / "keys" / "seal_key").read_text("utf-8") == before


@SQLITE_ALONE
def test_a_record_from_a_backup_is_found_out_and_goes_on_once_that_is_on_record(
    tell: Tell, environment: dict[str, str], read: Callable[[], Database], tmp_path: Path
) -> None:
    live = Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    assert tell("backup", str(tmp_path / "desk.backup")).exit_code == 0
    assert tell("create-user", "vera", "--name", "Vera", "--role", "viewer", "--as", "admin").exit_code == 0
    lost = Checkpoint.parse(newest(read).text).size
    for file in live.parent.glob(f"{live.name}*"):
        file.unlink()
    shutil.copy(tmp_path / "desk.backup", live)
    found = tell("verify")
    assert found.exit_code == 1
    assert f"is over {lost} events" in found.output
    refused = tell("create-user", "emil", "--name", "Emil", "--role", "viewer", "--as", "admin")
    assert "It is saved, but no seal was put on it. A seal is over" in refused.output
    done = tell("restored", "--why", "the disk died", "--as", "admin")
    assert done.exit_code == 0, done.output
    assert f"a seal over {lost} events is not continued" in done.output
    assert tell("verify").exit_code == 0
    assert (tmp_path / "var" / "seals" / f"{lost}.note").exists()
    again = tell("restored", "--why", "once more", "--as", "admin")
    assert again.exit_code == 1
    assert "there is nothing to note" in again.output
