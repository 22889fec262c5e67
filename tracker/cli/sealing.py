"""Keeping the record sealed while the desk is served: from a thread in each worker, whichever comes first."""

import sys
import time
from contextlib import closing

from sqlalchemy.exc import SQLAlchemyError

from tracker.cli.run import Run
from tracker.domain.errors import Unvouched
from tracker.domain.notes import Malformed
from tracker.services import checkpoints

PAUSE = 0.5
"""Seconds between two looks; with the seal itself this stays within a second."""

LONG_PAUSE = 30
"""Seconds after something was wrong, which an admin must settle."""


def keep_sealed(run: Run) -> None:
    """Seal what is recorded, for as long as the process lives; what stands in the way is told on the error output."""
    told = ""
    while True:
        try:
            if _behind(run):
                run.sealer.seal()
            told = ""
        except (Unvouched, Malformed, SQLAlchemyError, OSError) as error:
            if str(error) != told:
                told = str(error)
                print(f"No seal was put on the record. {told}", file=sys.stderr, flush=True)
        time.sleep(LONG_PAUSE if told else PAUSE)


def _behind(run: Run) -> bool:
    with closing(run.database.reading()) as session:
        return checkpoints.unsealed(session) > 0
