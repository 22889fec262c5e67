"""What the running program knows of itself, reached from any request."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from config import Settings
from tracker.db import Database
from tracker.domain.reports import people as reports
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.passwords import Passwords


@dataclass(frozen=True)
class Desk:
    """The settings, the database, the way passwords are kept, and whoever puts seals on the record."""

    settings: Settings
    database: Database
    passwords: Passwords
    sealer: Sealer

    @property
    def answering(self) -> reports.Desk:
        """Return the desk as its reports name it."""
        settings = self.settings
        contact, address, zone = settings.desk_contact or "", settings.desk_address, str(settings.desk_zone)
        return reports.Desk(settings.desk_name, contact, address, zone)


def desk() -> Desk:
    """Return the desk that the current request is made to."""
    return cast(Desk, current_app.extensions["tracker"])
