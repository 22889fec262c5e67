"""What commands that hand files out have in common: in whose name they are, and writing them."""

import shutil
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
        raise Refusal(f"{target} cannot be written: {error.strerror}.") from error
