"""A stranger runs the verifier as one file, in an empty folder, with nothing but Python."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundling import (
    CLAIM,
    DESK,
    FORGER,
    SECOND_WITNESS,
    WITNESS,
    Log,
    Told,
    claim_bundle,
    desk_log,
    entries,
    packed,
    written,
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]
KEY = ("--key", str(DESK.key))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the copy of the verifier out of a bundle, next to that bundle and nothing else."""
    bundle = written(claim_bundle(WITNESS))
    (tmp_path / "bundle.zip").write_bytes(bundle)
    (tmp_path / "verifier.py").write_bytes(entries(bundle)["verifier.py"])

    def runs(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-I", "-B", "-W", "error", "verifier.py", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", env={"LC_ALL": "C.UTF-8"})

    return runs


def test_a_bundle_that_holds_is_told_in_sentences(run: Run) -> None:
    done = run("bundle.zip", *KEY, "--witness", str(WITNESS.key))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("holds   The file is a plain zip")
    assert lines[-1] == "Result: holds."
    assert "This does not prove:" in lines
    assert not any(line.startswith(("FAILS", "WEAKER")) for line in lines)


def test_a_bundle_that_does_not_hold_ends_with_the_fault(run: Run, tmp_path: Path) -> None:
    parts = entries((tmp_path / "bundle.zip").read_bytes())
    parts["events.jsonl"] = parts["events.jsonl"].replace(b"Nineteen people", b"Ninety people")
    (tmp_path / "bundle.zip").write_bytes(packed(parts))
    done = run("bundle.zip", *KEY)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-3:] == [
        f"FAILS   Event 8, claims {CLAIM}: the value of statement is not the recorded one.",
        "Nothing behind the first fault was looked at.",
        "Result: fails.",
    ]


def test_what_is_weaker_than_asked_says_so(run: Run) -> None:
    done = run("bundle.zip", *KEY, "--witness", str(SECOND_WITNESS.key))
    assert (done.returncode, done.stderr) == (2, "")
    assert "WEAKER  0 of the witnesses that you gave cosigned the seal, and you asked for 1." in done.stdout
    assert done.stdout.splitlines()[-1] == "Result: weaker than asked."


def test_the_events_that_were_checked_can_be_read(run: Run) -> None:
    told = run("bundle.zip", *KEY, "--list").stdout
    assert "\nEvent 8  2026-11-20T08:00:08.000000Z  claim.edited  person:tomas\n" in told
    assert f'  claims {CLAIM} (claim, revision 4)\n    statement: "Nineteen people were killed."\n' in told
    assert "    by: withheld\n" in told


def test_the_answer_can_be_had_as_json(run: Run, tmp_path: Path) -> None:
    older = tmp_path / "older.note"
    older.write_text(str(desk_log().seal(12)), "utf-8")
    told = json.loads(run("bundle.zip", *KEY, "--seal", "older.note", "--json").stdout)
    assert (told["result"], told["code"], told["fails"], told["weaker"]) == ("holds", 0, [], [])
    assert told["figures"]["seal"]["size"] == 20
    assert told["figures"]["revisions"] == {f"claim {CLAIM}": [1, 5]}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("nowhere.zip", *KEY), "nowhere.zip cannot be read: No such file or directory."),
        ((".", *KEY), ". cannot be read: Is a directory."),
        (("bundle.zip", *KEY, "--seal", "no.note"), "no.note cannot be read: No such file or directory."),
        (("bundle.zip", "--key", "desk"), "desk is no key"),
        (("bundle.zip", "--key", str(WITNESS.key)), "is not of the kind that signs seals"),
        (("bundle.zip", *KEY, "--witness", str(DESK.key)), "is not of the kind that cosigns them"),
        (("bundle.zip", *KEY, "--threshold", "1"), "--threshold 1 does not go with 0 witnesses."),
    ],
)
def test_what_cannot_be_run_is_told_and_is_no_success(run: Run, arguments: tuple[str, ...], named: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("Not run: ")
    assert named in done.stdout


def test_a_key_must_be_given(run: Run) -> None:
    done = run("bundle.zip")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--key" in done.stderr


def test_one_key_of_several_is_enough_and_a_strangers_is_not(run: Run) -> None:
    assert run("bundle.zip", *KEY, "--key", str(FORGER.key)).returncode == 0
    assert run("bundle.zip", "--key", str(FORGER.key)).returncode == 1


def test_nothing_is_written_and_nothing_of_the_bundle_is_run(run: Run, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    run("bundle.zip", *KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_signs_that_trick_a_terminal_are_spelled_out(run: Run, tmp_path: Path) -> None:
    log = Log()
    log.add("claim.annotated", Told(("claim", CLAIM), 1, "claims", {"statement": "\x1b[2J\u202edesrever\x9b1m ضربة"}))
    (tmp_path / "bundle.zip").write_bytes(written(log.bundle([0], [("claim", CLAIM)])))
    told = run("bundle.zip", *KEY, "--list").stdout
    assert r"\u001b[2J\u202edesrever\u009b1m ضربة" in told
    assert not set("\x1b\u202e\x9b") & set(told)


def test_a_bundle_of_thousands_of_events_is_checked(run: Run, tmp_path: Path) -> None:
    log = Log()
    for rev in range(1, 2001):
        log.add("claim.edited", Told(("claim", CLAIM), rev, "claims", {"statement": f"Words {rev}."}))
    (tmp_path / "bundle.zip").write_bytes(written(log.bundle(range(0, 2000), [("claim", CLAIM)])))
    done = run("bundle.zip", *KEY)
    assert done.returncode == 0
    assert "2,000 events, from 0 to 1999" in done.stdout
