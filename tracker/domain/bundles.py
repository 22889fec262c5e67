"""Recorded events with the proof that they are under a seal, for whoever wants to check them without this program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tracker.domain.notes import Note
from tracker.domain.records import RecordedEvent
from tracker.domain.reports.people import Desk


@dataclass(frozen=True)
class SealedEvent:
    """An event as the log keeps it, and the path from its leaf to the root of the seal, lowest first."""

    event: RecordedEvent
    path: Sequence[bytes]


@dataclass(frozen=True)
class Bundle:
    """What is handed out to be checked.

    ``about`` names the things, by kind and id, of which every revision is here from the first included on, and may be
    empty; ``events`` come in the order of the log, all of them under ``seal``. ``files`` go along by name. ``older``
    has, for sizes of older seals that somebody may hold, the path which shows that this seal continues them.
    """

    desk: Desk
    about: Sequence[tuple[str, UUID]]
    seal: Note
    events: Iterable[SealedEvent]
    files: Mapping[str, bytes] = field(default_factory=dict)
    older: Mapping[int, Sequence[bytes]] = field(default_factory=dict)
