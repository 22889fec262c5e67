"""The newest seal as this machine remembers it, in a file of its own: what a restored database cannot take back."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.domain.notes import Checkpoint, Malformed, Note


class Memory:
    """A file such as ``seals/newest.note``, which only ever goes forward."""

    def __init__(self, home: Path, name: str = "newest") -> None:
        self.path = home / "seals" / f"{name}.note"

    def newest(self) -> Note | None:
        """Return the seal that was last remembered, or None where there is none."""
        try:
            return Note.parse(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (Malformed, UnicodeDecodeError) as error:
            raise Malformed(f"{self.path} holds no seal: {error}") from error

    def keep(self, note: Note) -> None:
        """Remember a seal unless a newer one is remembered already."""
        with self._alone():
            before = self.newest()
            if before and Checkpoint.parse(before.text).size >= Checkpoint.parse(note.text).size:
                return
            passing = self.path.with_suffix(".new")
            passing.write_text(str(note), "utf-8")
            passing.replace(self.path)

    def set_aside(self) -> Path | None:
        """Keep the remembered seal under its size, remember none, and return where it went; None where none was."""
        with self._alone():
            note = self.newest()
            if note is None:
                return None
            aside = self.path.with_name(f"{Checkpoint.parse(note.text).size}.note")
            self.path.replace(aside)
            return aside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other thread and process of this machine from remembering anything meanwhile."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.path.with_suffix(".turn").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield
