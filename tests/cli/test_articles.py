"""Articles from the command line: whole files and parts of them, with refusals that keep no other file out."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.conftest import Tell
from tracker.db import Database
from tracker.models import Article, Event, Snapshot

TWO = (
    "Menu\n\nThe first title\n\nIts words are few.\n\n[Donate]\n\nIts last words.\n\nThe second title\n\nMore words.\n"
)


@pytest.fixture(autouse=True)
def _desk(tell: Tell) -> None:
    assert tell("setup", "--bare").exit_code == 0


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a file that holds two articles."""
    file = tmp_path / "page.txt"
    file.write_text(TWO, "utf-8")
    return file


def kept(read: Callable[[], Database]) -> list[tuple[str, str]]:
    """Return the title and the text of every article, in the order of their numbers."""
    database = read()
    with closing(database.reading()) as session:
        query = select(Article.title, Snapshot.text).join(Snapshot, Snapshot.article_id == Article.id)
        found = [(title, text) for title, text in session.execute(query.order_by(Article.number))]
    database.engine.dispose()
    return found


def events(read: Callable[[], Database]) -> int:
    database = read()
    with closing(database.reading()) as session:
        count = session.scalar(select(func.count()).select_from(Event)) or 0
    database.engine.dispose()
    return count


def test_a_file_becomes_an_article(tell: Tell, read: Callable[[], Database], page: Path) -> None:
    done = tell("add-articles", str(page), "--outlet", "The Coast Road", "--language", "en", "--as", "admin")
    assert done.exit_code == 0, done.output
    assert "1 of 1: page.txt: article 1, Menu" in done.output
    assert kept(read) == [("Menu", TWO)]


def test_a_page_is_split_by_its_lines(tell: Tell, read: Callable[[], Database], page: Path) -> None:
    done = tell("add-articles", str(page), "--split", "3-5,9; 11-13", "--as", "admin")
    assert done.exit_code == 0, done.output
    assert kept(read) == [
        ("The first title", "The first title\n\nIts words are few.\n\nIts last words."),
        ("The second title", "The second title\n\nMore words."),
    ]


def test_the_same_bytes_cut_alike_are_the_article_that_is_there(
    tell: Tell, read: Callable[[], Database], page: Path
) -> None:
    tell("add-articles", str(page), "--split", "3-5", "--as", "admin")
    before = events(read)
    again = tell("add-articles", str(page), "--split", "3-5", "--as", "admin")
    assert again.exit_code == 0
    assert "this is article 1 already" in again.output
    assert events(read) == before
    more = tell("add-articles", str(page), "--split", "3-5;11-13", "--as", "admin")
    assert "article 2, The second title; this is article 1 already" in more.output


def test_a_refused_file_keeps_no_other_out(
    tell: Tell, read: Callable[[], Database], page: Path, tmp_path: Path
) -> None:
    picture, empty = tmp_path / "picture.txt", tmp_path / "empty.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    empty.touch()
    done = tell("add-articles", str(picture), str(empty), str(tmp_path / "none.txt"), str(page), "--as", "admin")
    assert done.exit_code == 1
    assert "Added: 1. Known already: 0. Files refused: 3." in done.output
    refused = done.output.partition("some files were refused:")[2]
    assert "picture.txt: This looks like" in refused
    assert "empty.txt: There is no text in this" in refused
    assert "none.txt: This file cannot be read (No such file or directory)." in refused
    assert len(kept(read)) == 1


def test_a_split_that_does_not_fit_takes_nothing_in(tell: Tell, read: Callable[[], Database], page: Path) -> None:
    before = events(read)
    done = tell("add-articles", str(page), "--split", "3-5;40-50", "--as", "admin")
    assert done.exit_code == 1
    assert "the lines of this text are 1 to 14" in done.output
    assert events(read) == before


def test_somebody_must_stand_behind_it(tell: Tell, page: Path) -> None:
    assert "add --as USER" in tell("add-articles", str(page)).output
    tell("create-user", "vera", "--name", "Vera", "--role", "viewer", "--as", "admin")
    done = tell("add-articles", str(page), "--as", "vera")
    assert done.exit_code == 1
    assert "Vera may not add and describe articles" in done.output
