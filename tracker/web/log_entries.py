"""Entries of the audit trail as the macros of the log take them, with addresses for what they name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from tracker.domain.differences import Piece
from tracker.domain.entries import Entry
from tracker.services.undo.marks import Fate
from tracker.web.addresses import page_of

MOST_SHOWN = 4
"""How many differences of one entry a page shows beside other things; the audit trail has all."""


@dataclass(frozen=True)
class Words:
    """A run of a sentence, and where it leads, if it names a thing with a page."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Undone:
    """By which later change an entry was undone, and whether only some of it was."""

    number: int
    url: str
    partly: bool


@dataclass(frozen=True)
class Told:
    """One entry: its sentence in parts, the reason, and the pairs of label and pieces that differ."""

    number: int
    url: str
    at: datetime
    sentence: list[Words]
    why: str
    differences: list[tuple[str, tuple[Piece, ...]]]
    more: int
    about: str
    undone: Undone | None = None
    undo_url: str | None = None


def told(entries: Iterable[Entry], *, most: int = MOST_SHOWN) -> list[Told]:
    """Return entries as they are drawn, each with its first differences and how many more there are."""
    return [
        Told(
            entry.seq,
            url_for("trail.change", number=entry.seq),
            entry.at,
            [Words(part.text, page_of(part.target)) for part in entry.sentence],
            entry.why,
            [(difference.label, difference.pieces) for difference in entry.differences[:most]],
            max(0, len(entry.differences) - most) + entry.more,
            entry.about,
        )
        for entry in entries
    ]


def with_fates(entries: Sequence[Told], fates: Mapping[int, Fate], *, may_undo: bool) -> list[Told]:
    """Return entries with what became of each: by which change it was undone, and where it can be by who may."""
    return [_with_fate(entry, fates[entry.number], may_undo) if entry.number in fates else entry for entry in entries]


def _with_fate(entry: Told, fate: Fate, may_undo: bool) -> Told:
    mark = fate.undone
    undone = None if mark is None else Undone(mark.seq, url_for("trail.change", number=mark.seq), mark.partly)
    undo_url = url_for("undo.one", number=entry.number) if may_undo and fate.open else None
    return replace(entry, undone=undone, undo_url=undo_url)
