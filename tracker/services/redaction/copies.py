"""Where words stand: the fields of the record that hold them, and each value that such a field ever had."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.actions import ABOUT_WITHHOLDING
from tracker.domain.needles import Needles
from tracker.domain.withheld_fields import FIELDS, followers
from tracker.domain.withholding import Span, everything, joined, masked
from tracker.models import Change, Event
from tracker.services.history.replay import streamed, telling, told

_FOLLOWERS = followers()


@dataclass(frozen=True, order=True)
class Key:
    """A field of the record: a column of one row; of the table ``events`` it is the event's own words."""

    table: str
    row_id: UUID
    column: str

    def __str__(self) -> str:
        return f"{self.table}/{self.row_id}/{self.column}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """Return the key that a form or a file writes, or None for anything else."""
        table, _, rest = text.partition("/")
        row_id, _, column = rest.partition("/")
        try:
            return cls(table, UUID(row_id), column) if column in FIELDS.get(table, {}) else None
        except ValueError:
            return None


@dataclass
class Copy:
    """One value that a field had: its place in the log, the value, and the spans of it that are to go."""

    seq: int
    position: int
    value: Any
    spans: list[Span]

    @property
    def place(self) -> tuple[int, int]:
        """Return the numbers of the event and of the change."""
        return self.seq, self.position


@dataclass
class Found:
    """The values of one field that hold words to withhold, the oldest first, and the thing whose part its row is."""

    key: Key
    root: tuple[str, UUID]
    copies: dict[tuple[int, int], Copy] = field(default_factory=dict)

    def add(self, copy: Copy) -> None:
        """Take a copy in; of one that is known already the spans are joined."""
        known = self.copies.setdefault(copy.place, copy)
        known.spans = joined([*known.spans, *copy.spans])


Fields = dict[Key, Found]


def end_of_log(session: Session) -> int:
    """Return the number of the newest event."""
    return session.scalar(select(func.max(Event.seq))) or 0


def copied(fields: Fields) -> Fields:
    """Return fields that can be taken apart without changing these."""
    return {
        key: Found(
            key,
            found.root,
            {place: Copy(*place, copy.value, list(copy.spans)) for place, copy in found.copies.items()},
        )
        for key, found in fields.items()
    }


def add(fields: Fields, key: Key, root: tuple[str, UUID], copy: Copy) -> None:
    """Take a copy of a field in, unless all that is to go from it is withheld already."""
    if masked(copy.value, copy.spans) != copy.value:
        fields.setdefault(key, Found(key, root)).add(copy)


def in_log(session: Session, needles: Needles, whole: Collection[Key] = (), *, after: int = -1) -> Fields:
    """Return the fields whose values hold words, of the events after a place, and those of ``whole`` with all theirs.

    What repeats another column, as its folded form or its hash, is left out: it goes with that one.
    """
    fields: Fields = {}
    ours = _of_withholdings(session)
    for key, root, copy in _values(session, after):
        if key.row_id in ours and key.table == "events":
            continue
        copy.spans = everything(copy.value) if key in whole else needles.spans(copy.value)
        if copy.spans:
            add(fields, key, root, copy)
    return fields


def logged(session: Session, keys: Collection[Key]) -> Iterator[tuple[Key, tuple[str, UUID], Copy]]:
    """Yield every value that the log holds of some fields, the oldest first, with nothing to go."""
    wanted = set(keys)
    for some in _batches(sorted({key.row_id for key in wanted})):
        query = telling().where(Change.row_id.in_(some), Change.table_name.in_(FIELDS))
        for change in map(told, session.execute(query.order_by(Change.seq, Change.position))):
            for column, value in (change.columns or {}).items():
                key = Key(change.table, change.row_id, column)
                if key in wanted:
                    yield key, change.root, Copy(change.seq, change.position, value, [])


def last_places(session: Session, keys: Collection[Key]) -> dict[Key, tuple[int, int]]:
    """Return where the log tells the newest value of each field: the one that its row holds, if the row is there."""
    return {key: copy.place for key, _, copy in logged(session, keys)}


def _values(session: Session, after: int) -> Iterator[tuple[Key, tuple[str, UUID], Copy]]:
    query = telling().where(Change.table_name.in_(FIELDS), Change.seq > after)
    for change in map(told, streamed(session, query.order_by(Change.seq, Change.position))):
        for column, value in (change.columns or {}).items():
            if column in FIELDS[change.table] and (change.table, column) not in _FOLLOWERS:
                key = Key(change.table, change.row_id, column)
                yield key, change.root, Copy(change.seq, change.position, value, [])


def _of_withholdings(session: Session) -> set[UUID]:
    """Return the events of withholding itself: their words name fields, never what stood in them."""
    return set(session.scalars(select(Event.id).where(Event.action.in_(list(ABOUT_WITHHOLDING)))))


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    for first in range(0, len(ids), 500):
        yield ids[first : first + 500]
