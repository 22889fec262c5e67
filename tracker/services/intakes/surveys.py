"""A list looked through as a whole, before anything of it is taken in."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.domain.errors import TooLarge
from tracker.domain.intakes import ListForm
from tracker.domain.names import fold
from tracker.ingest import lists
from tracker.ingest.lists import Entry, Reviewed
from tracker.services.intakes.meanings import Said

MOST_ENTRIES = 100_000
MOST_SHOWN = 500
"""How many entries a person can look at one by one, and how many refusals are kept, before a list is taken in."""


@dataclass(frozen=True)
class Mark:
    """What an entry is recognised by: who said what of which words, and the hash of its own bytes."""

    key: str
    digest: str

    @classmethod
    def of(cls, entry: Entry) -> "Mark":
        """Return the mark of an entry."""
        said = entry.reviewed
        parts = _key_of(said) if said is not None else (entry.place,)
        return cls(_hash("\n".join(parts).encode()), _hash(entry.content))


@dataclass
class Survey:
    """What a list holds; ``shown`` are its first entries by position, ``marks`` those of all that are not refused."""

    entries: int = 0
    refused: int = 0
    odd: int = 0
    shown: list[tuple[int, Entry]] = field(default_factory=list)
    refusals: list[tuple[int, Entry]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    verdicts: Counter[Said] = field(default_factory=Counter)
    places: dict[Said, float | None] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take one more entry into account."""
        position, self.entries = self.entries, self.entries + 1
        if entry.reviewed is None:
            self.refused += 1
            if len(self.refusals) < MOST_SHOWN:
                self.refusals.append((position, entry))
            return
        self.odd += bool(entry.reviewed.odd)
        self.marks.append(Mark.of(entry))
        if entry.reviewed.verdict:
            said = Said.of(entry.reviewed)
            self.verdicts[said] += 1
            self.places.setdefault(said, entry.reviewed.verdict.place)
        if len(self.shown) < MOST_SHOWN:
            self.shown.append((position, entry))


def entries(content: bytes, form: ListForm, columns: tuple[str, ...], charset: str) -> Iterator[Entry]:
    """Yield the entries of a list, as it is understood; refuse one that is longer than a desk takes at once."""
    mapped = dict(mapping(columns))
    for at, entry in enumerate(lists.entries(content, form, mapped=mapped, charset=charset or None)):
        if at >= MOST_ENTRIES:
            raise TooLarge(f"This list has more than {MOST_ENTRIES:,} entries. Cut it in two.", field="file")
        yield entry


@lru_cache(maxsize=2)
def survey(content: bytes, form: ListForm, columns: tuple[str, ...], charset: str) -> Survey:
    """Look a list through; the last ones are remembered, for a page asks again each time that it is shown."""
    found = Survey()
    for entry in entries(content, form, columns, charset):
        found.add(entry)
    return found


def mapping(columns: tuple[str, ...] | list[str]) -> Iterator[tuple[str, int]]:
    """Yield which column holds what, as a list keeps it."""
    for one in columns:
        name, _, place = one.partition("=")
        yield name, int(place)


def _key_of(said: Reviewed) -> tuple[str, ...]:
    """Return what tells a review from others: its address and its claim; without address, all that names it."""
    if said.address:
        return said.address, fold(said.claim)
    return said.reviewer, fold(said.claim), said.said_at, *(one.name for one in said.said_by)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
