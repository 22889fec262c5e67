"""Who and what stands behind a report: the desk, its people, its scale, and the state of its record."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Desk:
    """Who answers for a report: name, address for corrections, where it is on the web, and its time zone."""

    name: str
    contact: str
    address: str
    zone: str


@dataclass(frozen=True)
class ReportPerson:
    """Somebody of the desk: a number within this report, a role, and the name where names were asked for."""

    number: int
    role: str
    name: str | None


@dataclass(frozen=True)
class ReportLog:
    """The state of the record: how many events, the last one's moment, and the root over them all in hexadecimal."""

    events: int
    at: datetime | None
    root: str

    @property
    def last(self) -> int | None:
        """Return the number of the last event; events are numbered from 0."""
        return self.events - 1 if self.events else None


@dataclass(frozen=True)
class ReportVerdict:
    """A step of a version of the scale; ``rating`` is the ClaimReview value, ``mark`` the shape it is drawn with."""

    key: str
    label: str
    mark: str
    rating: int | None
    definition: str
    scale: int


@dataclass(frozen=True)
class ReportScale:
    """The scale in use, with what each of its steps means."""

    name: str
    version: int
    verdicts: tuple[ReportVerdict, ...]
