"""The examples of the docs, typed on a desk of their own: each says what its page shows."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.doc_pages import GUIDE, OPERATIONS, README, blocks
from tests.taking_in import lines
from tracker.cli import tracker

Tell = Callable[[str], str]


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Return a function that runs a command line on a desk of its own and returns what it said."""
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("Depot hit at night\n\nNineteen people were killed, FARS reported.\n", "utf-8")
    Path("reviews.jsonl").write_bytes(lines({}))
    unset = dict.fromkeys(("DATABASE_URL", "SECRET_KEY", "LOG_KEY", "SEAL_KEY"), "")
    runner = CliRunner(env={"TRACKER_HOME": str(tmp_path / "var"), **unset})

    def run(line: str) -> str:
        done = runner.invoke(tracker, shlex.split(line.partition("python -m tracker ")[2]))
        assert done.exit_code == 0, f"{line}: {done.output}"
        return done.output

    return run


def examples(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the command lines of a page that are shown with what they say."""
    for block in blocks(page):
        if block.language == "console":
            yield from re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)


def alike(said: str) -> str:
    """Blot out what differs from desk to desk: hashes, passwords, folders, sizes and times."""
    said = re.sub(r"\b[0-9a-f]{64}\b", "HASH", said)
    said = re.sub(r"\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b", "PASSWORD", said)
    said = re.sub(r"(?<= )/\S+/", "FOLDER/", said)
    return re.sub(r"[\d,.]+ (events|changes|seals|bytes|s\b)", r"N \1", said).strip()


@pytest.mark.parametrize("page", [README, GUIDE], ids=lambda page: page.name)
def test_the_examples_of_the_demo_desk_say_what_the_page_shows(tell: Tell, page: Path) -> None:
    tell("python -m tracker setup")
    shown = list(examples(page))
    assert shown
    assert [alike(tell(line)) for line, _ in shown] == [alike(said) for _, said in shown]


def test_the_examples_of_operations_make_a_desk_from_nothing(tell: Tell) -> None:
    shown = list(examples(OPERATIONS))
    assert shown[0][0].startswith("python -m tracker setup")
    assert [alike(tell(line)) for line, _ in shown] == [alike(said) for _, said in shown]
