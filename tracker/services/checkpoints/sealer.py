"""Whoever puts the seals on: after each export, and at most a second behind what is recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.notes import Checkpoint, Note
from tracker.services import checkpoints
from tracker.services.checkpoints.keys import Signer
from tracker.services.checkpoints.memory import Memory


class Sealer:
    """Seals a record; ``sealing`` opens a short transaction of its own, which may write seals."""

    def __init__(
        self, sealing: Callable[[], AbstractContextManager[Session]], log_key: bytes, seal_key: bytes, home: Path
    ) -> None:
        self._sealing = sealing
        self._log_key = log_key
        self.signer = Signer(seal_key)
        self.memory = Memory(home)

    def seal(self) -> Note | None:
        """Seal all that is recorded by now, step by step, and return the newest seal; None where there is none yet.

        Raise Unvouched, having signed nothing more, where the record is not as this desk left it.
        """
        note, size = None, -1
        while (next_size := _size(next_note := self._step())) > size:
            note, size = next_note, next_size
        return note

    def rotate(self, seal_key: bytes) -> None:
        """Sign with another key, which is on record by now; the first seal is signed by both."""
        retiring, self.signer = self.signer, Signer(seal_key)
        self._step(retiring)
        self.seal()

    def _step(self, retiring: Signer | None = None) -> Note | None:
        try:
            with self._sealing() as session:
                note = checkpoints.seal(session, self._log_key, self.signer, self.memory.newest(), retiring)
        except IntegrityError:
            # Another process has put the same seal on in this moment.
            with self._sealing() as session:
                note = checkpoints.newest(session)
        if note is not None:
            self.memory.keep(note)
        return note


def _size(note: Note | None) -> int:
    return -1 if note is None else Checkpoint.parse(note.text).size
