"""Sending letters while the desk is served: from a thread in each worker; each letter is taken by one of them."""

import sys
import time

from sqlalchemy.exc import SQLAlchemyError

from tracker.cli.run import Run
from tracker.services.messages import Sender

PAUSE = 20
"""Seconds between two looks."""


def keep_sending(run: Run) -> None:
    """Send what is due, for as long as the process lives; what cannot be sent is told on the error output."""
    sender, told = sender_of(run), ""
    while True:
        try:
            problems = sorted(set(sender.send_due()))
        except SQLAlchemyError as error:
            problems = [str(error)]
        if problems and (now := " ".join(problems)) != told:
            told = now
            print(f"Letters wait. {told}", file=sys.stderr, flush=True)
        time.sleep(PAUSE)


def sender_of(run: Run) -> Sender:
    """Return what letters of this desk are sent with."""
    settings = run.settings
    return Sender(
        reading=run.database.reading,
        brief=run.database.brief,
        post=run.post,
        desk_name=settings.desk_name,
        address=settings.desk_address,
        secret_key=settings.secret_key,
    )
