"""A small desk with a key for seals, and whoever puts them on."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Executable
from sqlalchemy.orm import Session

from tests.guards import lifted, past_the_program
from tests.small_desk import KEY, SmallDesk
from tracker.domain.notes import Checkpoint, Note
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.verification import verify

SEAL_KEY = b"a key that signs, and lies beside the other"
ORIGIN = "desk.example/tracker/test"


@dataclass
class SealedDesk:
    """A small desk and its sealer."""

    desk: SmallDesk
    sealer: Sealer
    home: Path

    def sealer_of(self, seal_key: bytes = SEAL_KEY) -> Sealer:
        """Return a sealer as another process on this machine would have it."""
        return Sealer(self.desk.database.sealing, KEY, seal_key, self.home)

    def seal(self) -> Note:
        """Seal all that is recorded."""
        note = self.sealer.seal()
        assert note is not None
        return note

    def edit(self, times: int = 1) -> None:
        """Record some more events."""
        for time in range(times):
            self.desk.edit(f"Statement {time}.", why="for the test")

    def read(self) -> Session:
        """Return a session that sees one moment."""
        return self.desk.database.snapshot()

    def faults(self, *given: Note, quick: bool = False, since: Note | None = None) -> list[str]:
        """Return what a check of the record finds, given seals from outside, since one of them if that is said."""
        with closing(self.read()) as session:
            return [str(fault) for fault in verify(session, KEY, given=given, quick=quick, since=since)]

    def past_the_program(self, change: Callable[[Connection], object]) -> None:
        """Change the database as whoever owns it could."""
        with past_the_program(self.desk.url) as connection:
            with lifted(connection):
                change(connection)
            connection.commit()

    def execute(self, statement: Executable) -> None:
        """Run one statement as whoever owns the database could."""
        self.past_the_program(lambda connection: connection.execute(statement))


def size_of(note: Note) -> int:
    """Return the number of events under a seal."""
    return Checkpoint.parse(note.text).size
