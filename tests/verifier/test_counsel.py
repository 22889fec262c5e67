"""A file for counsel: its documents are those that the desk put on record, to the byte, none missing, none added."""

import hashlib
import io
import json
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bundling import CLAIM, DESK, Log, Told, checked, claim_bundle, entries, packed, written
from tracker import verifier
from tracker.verifier import FAILS, HOLDS, RECORD, SUMS

DOCUMENTS = {
    "cover.html": b"<!doctype html>\n<p>\xd8\xb6\n",
    "texts/a.txt": b"Nineteen.\n",
    "originals/b.bin": b"\0\n\xff",
}


def listed(documents: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in documents.items()).encode()


def record(sums: bytes, recorded: bytes | None = None) -> bytes:
    """Return a bundle that has a list of documents along, of which the log holds the hash."""
    log = Log()
    log.add("claim.annotated", Told(("claim", CLAIM), 1, "claims", {"statement": "Nineteen were killed."}))
    log.add("counsel.filed", sha256=hashlib.sha256(sums if recorded is None else recorded).hexdigest())
    return written(log.bundle([0, 1], [("claim", CLAIM)], files={SUMS: sums}))


def parts(documents: Mapping[str, bytes] = DOCUMENTS) -> dict[str, bytes]:
    sums = listed(documents)
    return {**documents, SUMS: sums, RECORD: record(sums)}


HONEST = packed(parts())


def refusal(contents: Mapping[str, bytes]) -> str:
    account = checked(packed(contents))
    assert account.code == FAILS
    return account.fails[0]


def test_a_file_that_is_as_the_desk_made_it_holds() -> None:
    account = checked(HONEST)
    assert (account.code, account.weaker) == (HOLDS, [])
    inner = len(entries(HONEST)[RECORD])
    assert account.holds[:4] == [
        f"The file is a plain zip of 5 entries and {len(HONEST):,} bytes, with nothing between, before or behind them.",
        f"It holds the 3 documents that its {SUMS} lists, and {RECORD}.",
        f"{RECORD} is a plain zip of 8 entries and {inner:,} bytes, with nothing between, before or behind them.",
        "It holds what its bundle.json lists, and nothing else.",
    ]
    assert f"files/{SUMS} is covered by the seal" in "\n".join(account.holds)
    assert account.figures["events"] == [0, 1]


def test_no_byte_of_it_can_be_changed() -> None:
    for at in range(len(HONEST)):
        data = HONEST[:at] + bytes([HONEST[at] ^ 1 << at % 8]) + HONEST[at + 1 :]
        # What is within the record is tried at its own tests.
        if at % 7 == 0 or not HONEST.index(b"bundle.json") < at < HONEST.rindex(b"verifier.py"):
            assert checked(data).code != HOLDS, at


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_changed_document_is_named_though_its_checksum_is_right(name: str) -> None:
    changed = parts() | {name: DOCUMENTS[name] + b"x"}
    assert refusal(changed) == f"{name} is not the file that {SUMS} lists."


def test_a_document_that_is_missing_or_added_is_named() -> None:
    less = parts()
    del less["texts/a.txt"]
    assert refusal(less) == f"{SUMS} lists texts/a.txt, which is not there."
    assert refusal(parts() | {"more.html": b""}) == f"The file holds more.html, which {SUMS} does not list."


def test_a_document_that_is_changed_with_its_list_does_not_go_with_the_record() -> None:
    documents = DOCUMENTS | {"cover.html": b"<!doctype html>\n<p>Other words.\n"}
    changed = {**documents, SUMS: listed(documents), RECORD: parts()[RECORD]}
    assert (
        refusal(changed) == f"{SUMS} is not the list that {RECORD} holds: documents and proofs do not belong together."
    )


def test_a_list_that_the_desk_never_recorded_fails_also_where_everything_else_fits() -> None:
    documents = DOCUMENTS | {"cover.html": b"<!doctype html>\n<p>Other words.\n"}
    sums = listed(documents)
    forged = {**documents, SUMS: sums, RECORD: record(sums, recorded=listed(DOCUMENTS))}
    assert refusal(forged) == f"The desk recorded no such list: no disclosed value is the SHA-256 of {SUMS}."


def test_a_record_with_a_wrong_checksum_is_refused_though_it_holds() -> None:
    crc = struct.pack("<I", verifier.Bundle(io.BytesIO(HONEST)).places[RECORD].crc)
    assert HONEST.count(crc) == 2
    account = checked(HONEST.replace(crc, bytes([crc[0] ^ 1]) + crc[1:]))
    assert account.fails == [f"{RECORD} is damaged: its checksum is wrong."]


def test_the_record_of_another_file_does_not_go_with_it() -> None:
    assert "documents and proofs do not belong together" in refusal(parts() | {RECORD: written(claim_bundle())})


@pytest.mark.parametrize(
    "sums", [b"no list\n", listed(DOCUMENTS) * 2, listed(DOCUMENTS).replace(b"  ", b" *"), b"\xff\n", b""]
)
def test_what_is_no_list_is_refused_in_words(sums: bytes) -> None:
    assert SUMS in refusal({**DOCUMENTS, SUMS: sums, RECORD: record(sums)})


@pytest.mark.parametrize("inner", [b"", b"PK", HONEST])
def test_a_record_that_is_none_is_refused_in_words(inner: bytes) -> None:
    assert refusal(parts() | {RECORD: inner})


def test_without_its_list_or_its_record_it_is_no_such_file() -> None:
    for name in (SUMS, RECORD):
        less = parts()
        del less[name]
        assert refusal(less)


def test_a_part_of_a_file_is_read_as_a_file_of_its_own() -> None:
    whole = io.BytesIO(b"before\none\ntwo\nafter")
    part = verifier.Part(whole, verifier.Place(7, 8, 0))
    assert (part.seek(0, 2), part.seek(0), part.read(100), part.read(1)) == (8, 0, b"one\ntwo\n", b"")
    assert verifier.Part(whole, verifier.Place(7, 8, 0)).read(3) == b"one"
    assert (part.seek(4), part.readline(100), part.readline(100)) == (4, b"two\n", b"")


def test_a_stranger_runs_the_same_command_and_reads_the_events(tmp_path: Path) -> None:
    (tmp_path / "counsel.zip").write_bytes(HONEST)
    alone = tmp_path / "verifier.py"
    alone.write_bytes(Path(str(verifier.__file__)).read_bytes())
    command = [sys.executable, "-I", "-B", "-W", "error", str(alone), "counsel.zip", "--key", str(DESK.key)]

    def run(*more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, encoding="utf-8")

    told = run("--list")
    assert (told.returncode, told.stderr) == (0, "")
    assert 'statement: "Nineteen were killed."' in told.stdout
    assert json.loads(run("--json").stdout)["result"] == "holds"
