"""A trail with its proofs from the command line: it holds before a stranger, and is on record with its hash."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Tell
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.exports.bundle import VERIFIER
from tracker.models import Disclosure, Event
from tracker.services.checkpoints import keys

Read = Callable[[], Database]


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup").exit_code == 0


def key_and_last_words(read: Read) -> tuple[str, str, dict[str, object]]:
    """Return the desk's key, and the action and the details of the newest event."""
    database = read()
    with closing(database.reading()) as session:
        [key] = keys.on_record(session)
        query = select(Event.action, Disclosure.fields).join(Disclosure, Disclosure.seq == Event.seq)
        newest = session.execute(query.order_by(Event.seq.desc(), Disclosure.position)).first()
    database.engine.dispose()
    assert newest is not None
    return str(key), newest.action, json.loads(newest.fields)["detail"][1]


def test_a_trail_with_proofs_is_written_holds_and_is_on_record(tell: Tell, read: Read, tmp_path: Path) -> None:
    target = tmp_path / "trail.zip"
    for kind in ("claim", "article", "source"):
        done = tell("bundle", kind, "1", str(target), "--as", "ines")
        assert done.exit_code == 0, done.output
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        assert done.output.endswith(f"{target.stat().st_size:,} bytes, SHA-256 {digest}\n")
        key, action, details = key_and_last_words(read)
        assert (action, details) == (Action.TRAIL_DOWNLOADED.value, {"format": "zip", "sha256": digest})
        command = [sys.executable, "-I", "-B", str(VERIFIER), str(target), "--key", key]
        checked = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert checked.returncode == 0, checked.stdout
        assert f"Of {kind} " in checked.stdout


def test_what_cannot_be_handed_out_is_refused_and_not_on_record(
    tell: Tell, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, told in (
        (("claim", "9999", "x.zip", "--as", "ines"), "There is no claim 9999 with an audit trail."),
        (("claim", "1", "x.zip"), "Say in whose name"),
        (("claim", "1", "nowhere/x.zip", "--as", "ines"), "cannot be written: No such file or directory."),
    ):
        done = tell("bundle", *words)
        assert done.exit_code == 1
        assert told in done.output
        assert key_and_last_words(read)[1] != Action.TRAIL_DOWNLOADED.value
    assert not list(tmp_path.glob("*.zip"))
