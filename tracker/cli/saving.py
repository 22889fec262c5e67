"""What commands that hand files out have in common: in whose name they are, and writing them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tracker.cli.run import Run
from tracker.domain.errors import Refusal
from tracker.domain.reports.people import Desk


def who_answers(run: Run) -> Desk:
    """Return the desk as what it hands out names it."""
    settings = run.settings
    return Desk(settings.desk_name, settings.desk_contact or "", settings.desk_address, str(settings.desk_zone))


def save(content: IO[bytes], target: Path) -> None:
    """Copy a file to where it was asked for; raise Refusal where it cannot be written."""
    try:
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)
    except OSError as error:
        raise _refusal(target, error) from error


@dataclass(frozen=True)
class Place:
    """A file that was opened beside the one that was asked for, and takes its place once it is written."""

    target: Path
    file: IO[bytes]

    def take(self, content: IO[bytes]) -> None:
        """Copy a file into it, and put it in its place; raise Refusal where it cannot be written."""
        try:
            shutil.copyfileobj(content, self.file)
            self.file.close()
            os.replace(self.file.name, self.target)
        except OSError as error:
            raise _refusal(self.target, error) from error


@contextmanager
def saving(target: Path) -> Iterator[Place]:
    """Open the place of a file before the work on it begins; raise Refusal at once where it cannot be written."""
    beside = target.with_name(f"{target.name}.part")
    try:
        file = beside.open("wb")
    except OSError as error:
        raise _refusal(target, error) from error
    try:
        with file:
            yield Place(target, file)
    finally:
        beside.unlink(missing_ok=True)


def _refusal(target: Path, error: OSError) -> Refusal:
    return Refusal(f"{target} cannot be written: {error.strerror}.")
