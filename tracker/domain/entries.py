"""Entries of the audit trail: who did what to which thing, why, and which words differ."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tracker.domain.differences import Kind, Piece

Target = tuple[str, str]
"""A thing with a page: its kind, and its number or id as text."""


@dataclass(frozen=True)
class Part:
    """A run of a sentence; one with a target names a thing that has a page."""

    text: str
    target: Target | None = None


@dataclass(frozen=True)
class Difference:
    """What one action changed in one place, under the label that people see there."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """Return the text as it was."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.ADDED)

    @property
    def after(self) -> str:
        """Return the text as it became."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.REMOVED)


@dataclass(frozen=True)
class Entry:
    """One event as a person reads it.

    ``about`` says in a few words what the thing is; ``more`` counts changed rows whose differences are not listed.
    """

    seq: int
    at: datetime
    action: str
    actor: str
    sentence: tuple[Part, ...]
    about: str = ""
    why: str = ""
    differences: tuple[Difference, ...] = field(default=())
    more: int = 0

    @property
    def text(self) -> str:
        """Return the sentence without its links."""
        return "".join(part.text for part in self.sentence)


def sentence(label: str, **parts: Part) -> Iterator[Part]:
    """Put parts into the places of an action's sentence, such as ``{actor} added {about}``."""
    rest = label
    while rest:
        before, opens, rest = rest.partition("{")
        if before:
            yield Part(before)
        if opens:
            name, _, rest = rest.partition("}")
            yield parts[name]


LONGEST_SAME, LONGEST_CHANGED = 240, 1200
"""How many characters of a run are shown in a list: what stayed the same is less worth reading than what changed."""


def shortened(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces fit for a list: long runs keep their ends, with an ellipsis between."""
    return tuple(Piece(piece.kind, _ends(piece)) for piece in pieces)


def _ends(piece: Piece) -> str:
    longest = LONGEST_SAME if piece.kind is Kind.SAME else LONGEST_CHANGED
    if len(piece.text) <= longest:
        return piece.text
    return f"{piece.text[: longest // 2].rstrip()} … {piece.text[-longest // 2 :].lstrip()}"
