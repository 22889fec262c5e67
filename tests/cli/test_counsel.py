"""A file for counsel from the command line: it holds before a stranger, and is on record with its purpose."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bundling import entries
from tests.cli.conftest import Tell
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.exports.bundle import VERIFIER
from tracker.models import Disclosure, Event
from tracker.services.checkpoints import keys

Read = Callable[[], Database]
WHY = "Letter before claim"


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup").exit_code == 0


def key_and_last_words(read: Read) -> tuple[str, str, dict[str, object]]:
    """Return the desk's key, the action of the newest event, and its own words."""
    database = read()
    with closing(database.reading()) as session:
        [key] = keys.on_record(session)
        query = select(Event.action, Disclosure.fields).join(Disclosure, Disclosure.seq == Event.seq)
        newest = session.execute(query.order_by(Event.seq.desc(), Disclosure.position)).first()
    database.engine.dispose()
    assert newest is not None
    return str(key), newest.action, {name: value for name, (_, value) in json.loads(newest.fields).items()}


def test_a_file_is_written_holds_and_is_on_record(tell: Tell, read: Read, tmp_path: Path) -> None:
    target = tmp_path / "counsel.zip"
    done = tell("counsel", str(target), "--claim", "1", "--why", WHY, "--notes", "--names", "--as", "admin")
    assert done.exit_code == 0, done.output
    data = target.read_bytes()
    assert done.stdout.endswith(f"{len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}\n")
    assert [path.name for path in tmp_path.glob("counsel*")] == ["counsel.zip"]
    key, action, words = key_and_last_words(read)
    assert (action, words["why"]) == (Action.COUNSEL_FILED.value, WHY)
    digest = hashlib.sha256(entries(data)["SHA256SUMS.txt"]).hexdigest()
    assert isinstance(words["detail"], dict)
    assert words["detail"]["sha256"] == digest
    asked = [sys.executable, "-I", "-B", str(VERIFIER), str(target), "--key", key]
    checked = subprocess.run(asked, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout
    target.write_bytes(data.replace(b"Chronology", b"Chronologx", 1))
    assert subprocess.run(asked, cwd=tmp_path, capture_output=True).returncode == 1


def test_whoever_waits_sees_that_it_goes_on(tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("tracker.cli.counsel"), "SHOWN_EVERY", 5)
    done = tell("counsel", str(tmp_path / "x.zip"), "--claim", "1", "--why", WHY, "--as", "admin")
    assert "5 of " in done.stderr
    assert "changes told" in done.stderr
    assert "10 proofs" in done.stderr


def test_what_cannot_be_handed_out_is_refused_and_not_on_record(
    tell: Tell, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, told in (
        (("x.zip", "--claim", "9999", "--why", WHY, "--as", "admin"), "There is no claim 9999."),
        (("x.zip", "--case", "9999", "--why", WHY, "--as", "admin"), "There is no case 9999."),
        (("x.zip", "--why", WHY, "--as", "admin"), "--claim NUMBER, --case NUMBER or --report NUMBER"),
        (("x.zip", "--claim", "1", "--case", "1", "--why", WHY, "--as", "admin"), "--case NUMBER or --report NUMBER"),
        (("x.zip", "--claim", "1", "--why", " ", "--as", "admin"), "Say what the file is for."),
        (("x.zip", "--claim", "1", "--why", WHY), "Say in whose name"),
        (("nowhere/x.zip", "--claim", "1", "--why", WHY, "--as", "admin"), "cannot be written: No such file"),
    ):
        done = tell("counsel", *words)
        assert done.exit_code == 1, words
        assert told in done.output, words
        assert key_and_last_words(read)[1] != Action.COUNSEL_FILED.value
    assert not list(tmp_path.glob("*.zip*"))


def test_a_file_that_was_there_stays_where_nothing_can_be_made(tell: Tell, tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    target.write_bytes(b"what was there")
    assert tell("counsel", str(target), "--claim", "9999", "--why", WHY, "--as", "admin").exit_code == 1
    assert target.read_bytes() == b"what was there"


def test_it_takes_an_editor(tell: Tell, tmp_path: Path) -> None:
    done = tell("counsel", str(tmp_path / "x.zip"), "--claim", "1", "--why", WHY, "--as", "ines")
    assert done.exit_code == 1
    assert "make files for counsel; it takes the role of editor or above" in done.output
