"""What the running program knows of itself, reached from any request."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from config import Settings
from tracker.db import Database
from tracker.services.passwords import Passwords


@dataclass(frozen=True)
class Desk:
    """The settings, the database and the way passwords are kept."""

    settings: Settings
    database: Database
    passwords: Passwords


def desk() -> Desk:
    """Return the desk that the current request is made to."""
    return cast(Desk, current_app.extensions["tracker"])
