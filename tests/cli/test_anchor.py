"""Seals handed over from the command line: to files, repositories, letters, sheets and witnesses, each on record."""

import base64
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.cli.conftest import Tell
from tests.witness import Witness, served
from tracker.db import Database
from tracker.domain import notes
from tracker.domain.notes import Checkpoint, Key, Note
from tracker.models import Checkpoint as Sealed
from tracker.models import Handover
from tracker.services.checkpoints import keys


class Letters:
    """Takes letters, as aiosmtpd hands them over."""

    def __init__(self) -> None:
        self.taken: list[Message] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.taken.append(message_from_bytes(envelope.content))  # type: ignore[attr-defined]
        return "250 taken"


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup", "--bare").exit_code == 0


@pytest.fixture
def letters() -> Iterator[tuple[Letters, str]]:
    """Return a mail server and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taking = Letters()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    yield taking, f"127.0.0.1:{port}"
    controller.stop()


def handed_over(read: Callable[[], Database]) -> list[tuple[str, str, int]]:
    """Return who holds seals, by which means, over how many events."""
    database = read()
    with closing(database.reading()) as session:
        rows = session.scalars(select(Handover).order_by(Handover.id)).all()
    database.engine.dispose()
    return [(one.holder, one.means.value, one.size) for one in rows]


def key_of(read: Callable[[], Database]) -> Key:
    """Return the key that seals are signed with."""
    database = read()
    with closing(database.reading()) as session:
        [key] = keys.on_record(session)
    database.engine.dispose()
    return key


def size_of(text: str) -> int:
    """Return how many events a written seal covers."""
    return Checkpoint.parse(Note.parse(text).text).size


def test_a_seal_in_a_file_is_signed_on_record_and_met_by_the_check(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    file = tmp_path / "held.note"
    done = tell("anchor", "file", str(file), "--holder", "Partner desk", "--as", "admin")
    assert done.exit_code == 0, done.output
    note = Note.parse(file.read_text("utf-8"))
    key = key_of(read)
    assert list(notes.verified(note, [key], keys.holds)) == [key]
    assert handed_over(read) == [("Partner desk", "file", size_of(str(note)))]
    checked = tell("verify", "--seal", str(file))
    assert (checked.exit_code, "The record is whole" in checked.output) == (0, True)


def test_in_a_folder_each_seal_gets_a_file_of_its_own(tell: Tell, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for _ in range(2):
        assert tell("anchor", "file", str(folder)).exit_code == 0
    assert len(list(folder.glob("*.note"))) == 2


def test_a_seal_that_was_changed_is_not_trusted(tell: Tell, tmp_path: Path) -> None:
    file = tmp_path / "held.note"
    assert tell("anchor", "file", str(file)).exit_code == 0
    text = file.read_text("utf-8")
    file.write_text(text.replace(f"\n{size_of(text)}\n", f"\n{size_of(text) - 1}\n"), "utf-8")
    done = tell("verify", "--seal", str(file))
    assert done.exit_code == 1
    assert "the seal that was brought cannot be trusted" in done.output
    file.write_text("nothing", "utf-8")
    assert tell("verify", "--seal", str(file)).exit_code == 2


def test_a_seal_is_committed_to_a_repository(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    folder = tmp_path / "seals"
    for words in (["init", "--quiet"], ["config", "user.name", "Desk"], ["config", "user.email", "desk@example.org"]):
        subprocess.run(
            ["git", "-C", str(folder), *words] if words[0] != "init" else ["git", *words, str(folder)], check=True
        )
    for _ in range(2):
        done = tell("anchor", "git", str(folder))
        assert done.exit_code == 0, done.output
    log = subprocess.run(["git", "-C", str(folder), "log", "--format=%s"], capture_output=True, text=True, check=True)
    sizes = [size for _, _, size in handed_over(read)]
    assert log.stdout.split("\n")[:-1] == [f"Seal over {size} events" for size in reversed(sizes)]


def test_a_folder_that_is_no_repository_is_refused_and_nothing_is_on_record(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    done = tell("anchor", "git", str(tmp_path))
    assert done.exit_code == 1
    assert "git could not do that" in done.output
    assert handed_over(read) == []


def test_a_seal_goes_out_by_letter(tell: Tell, read: Callable[[], Database], letters: tuple[Letters, str]) -> None:
    taking, server = letters
    done = tell("anchor", "email", "editor@partner.example", SMTP_SERVER=server, SMTP_FROM="desk@example.org")
    assert done.exit_code == 0, done.output
    [letter] = taking.taken
    assert (letter["To"], letter["From"]) == ("editor@partner.example", "desk@example.org")
    [attached] = [part for part in letter.walk() if part.get_filename() == "seal.note"]
    written = attached.get_payload(decode=True)
    assert isinstance(written, bytes)
    assert handed_over(read) == [("editor@partner.example", "email", size_of(written.decode().replace("\r\n", "\n")))]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "set SMTP_SERVER"),
        ({"SMTP_SERVER": "127.0.0.1:1"}, "could not be sent"),
        ({"SMTP_SERVER": "not a server"}, "SMTP_SERVER: give the server"),
        ({"SMTP_SERVER": "127.0.0.1:1", "SMTP_USER": "desk"}, "SMTP_USER and SMTP_PASSWORD"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_refused_and_nothing_is_on_record(
    tell: Tell, read: Callable[[], Database], settings: dict[str, str], said: str
) -> None:
    done = tell("anchor", "email", "editor@partner.example", **settings)
    assert done.exit_code == 1
    assert said in done.output
    assert handed_over(read) == []


def test_a_seal_is_written_as_a_sheet_to_print(tell: Tell, read: Callable[[], Database], tmp_path: Path) -> None:
    sheet = tmp_path / "seal.html"
    assert tell("anchor", "sheet", str(sheet), DESK_NAME="<Редакция>").exit_code == 0
    page = sheet.read_text("utf-8")
    [[holder, means, size]] = handed_over(read)
    assert (holder, means) == ("whoever keeps the printed sheet", "sheet")
    assert "&lt;Редакция&gt;" in page
    assert f"{size:,}</dd>" in page
    assert re.search(r"<svg[^>]*>.*</svg>", page, re.DOTALL)
    assert size_of(page.partition("<pre>")[2].partition("</pre>")[0].replace("&#43;", "+")) == size


def test_a_witness_cosigns_what_continues_what_it_saw(tell: Tell, read: Callable[[], Database]) -> None:
    witness = Witness(follows=[key_of(read)])
    with served(witness):
        for _ in range(3):
            done = tell("anchor", "witness", witness.address, "--key", str(witness.key))
            assert done.exit_code == 0, done.output
        held = handed_over(read)
        assert [(holder, means) for holder, means, _ in held] == [(witness.name, "witness")] * 3
        assert witness.seen[key_of(read).name][0] == held[-1][2]
        # Another machine of the desk asked it meanwhile: it says which size it knows.
        witness.seen[key_of(read).name] = (held[0][2], witness_root(read, held[0][2]))
        assert tell("anchor", "witness", witness.address, "--key", str(witness.key)).exit_code == 0
    assert tell("verify").exit_code == 0


def witness_root(read: Callable[[], Database], size: int) -> bytes:
    """Return the root at a size, from the seal that was handed over."""
    database = read()
    with closing(database.reading()) as session:
        text = session.scalars(select(Sealed.note).where(Sealed.size == size)).one()
    database.engine.dispose()
    return Checkpoint.parse(Note.parse(text).text).root


def test_a_witness_that_does_not_vouch_is_told_of_and_nothing_is_on_record(
    tell: Tell, read: Callable[[], Database]
) -> None:
    stranger, key = Witness(), key_of(read)
    ahead = Witness(follows=[key], seen={key.name: (10_000, b"r" * 32)})
    other = Witness(follows=[key], seen={key.name: (2, b"r" * 32)})
    forger = Witness(follows=[key])
    said = [
        (stranger, stranger.key, "does not follow this log"),
        (ahead, ahead.key, "has seen a record of 10,000 events"),
        (other, other.key, "does not continue the one that it saw last"),
        (forger, Witness().key, "what does not hold"),
    ]
    for witness, trusted, words in said:
        with served(witness):
            done = tell("anchor", "witness", witness.address, "--key", str(trusted))
        assert done.exit_code == 1, done.output
        assert words in done.output
    for address in ("http://127.0.0.1:1/", "ftp://example.org", "nowhere"):
        assert tell("anchor", "witness", address, "--key", str(stranger.key)).exit_code == 1
    assert handed_over(read) == []


def test_a_seal_that_comes_back_cosigned_is_put_on_record(
    tell: Tell, read: Callable[[], Database], tmp_path: Path
) -> None:
    file, key = tmp_path / "held.note", key_of(read)
    assert tell("anchor", "file", str(file), "--holder", "Partner desk").exit_code == 0
    witness = Witness(follows=[key])
    note = file.read_text("utf-8")
    status, line = witness.answer(f"old 0\n\n{note}")
    assert status == 200
    wrong = f"{line.rpartition(' ')[0]} {base64.b64encode(base64.b64decode(line.split()[-1])[:-1] + b'?').decode()}\n"
    file.write_text(note + line, "utf-8")
    done = tell("anchor", "cosigned", str(file), "--key", str(witness.key))
    assert done.exit_code == 0, done.output
    assert handed_over(read)[-1] == (witness.name, "witness", size_of(note))
    for written, trusted, words in [
        (note, witness.key, "carries no cosignature"),
        (note + line, Witness().key, "carries no cosignature"),
        (note + wrong, witness.key, "does not hold"),
        (note.replace(f"\n{size_of(note)}\n", "\n1\n") + line, witness.key, "none of the seals"),
        ("nothing", witness.key, "no seal"),
    ]:
        file.write_text(written, "utf-8")
        done = tell("anchor", "cosigned", str(file), "--key", str(trusted))
        assert done.exit_code == 1, done.output
        assert words in done.output


@pytest.mark.parametrize("key", ["", "name", "name+00000000+AAAA"])
def test_a_key_that_is_none_is_refused(tell: Tell, key: str) -> None:
    assert tell("anchor", "witness", "http://127.0.0.1:1/", "--key", key).exit_code == 2


def test_seals_are_handed_over_in_the_name_of_those_who_may(tell: Tell, tmp_path: Path) -> None:
    assert tell("create-user", "vera", "--name", "Vera", "--role", "viewer", "--as", "admin").exit_code == 0
    done = tell("anchor", "file", str(tmp_path / "a.note"), "--as", "vera")
    assert done.exit_code == 1
    assert "takes the role of admin" in done.output
    assert not (tmp_path / "a.note").exists()
