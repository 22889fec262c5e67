"""The newest seal that a machine remembers only ever goes forward."""

from pathlib import Path
from threading import Thread

from tests.bundling import desk_log
from tracker.domain.notes import Note
from tracker.services.checkpoints.memory import Memory

LOG = desk_log()


class Overtaken(Memory):
    """A memory of which another process takes a newer seal, just when this one has looked what is remembered."""

    other: Thread

    def newest(self) -> Note | None:
        """Return what is remembered, a little too late."""
        note = super().newest()
        self.other.start()
        self.other.join(0.2)
        return note


def test_a_seal_that_is_remembered_meanwhile_is_not_forgotten(tmp_path: Path) -> None:
    slow, memory = Overtaken(tmp_path), Memory(tmp_path)
    slow.other = Thread(target=memory.keep, args=[LOG.seal(7)])
    slow.keep(LOG.seal(5))
    slow.other.join()
    assert memory.newest() == LOG.seal(7)


def test_an_older_seal_changes_nothing_and_what_is_set_aside_is_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert (memory.newest(), memory.set_aside()) == (None, None)
    memory.keep(LOG.seal(7))
    memory.keep(LOG.seal(5))
    assert memory.newest() == LOG.seal(7)
    aside = memory.set_aside()
    assert aside is not None
    assert (aside.name, aside.read_text("utf-8")) == ("7.note", str(LOG.seal(7)))
    assert memory.newest() is None
