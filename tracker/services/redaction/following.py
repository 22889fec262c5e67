"""What goes along with a text that is masked: the quotes and cue words that stand in it, folded forms, and hashes.

A quote must be what its version holds at its place, so it is masked by place, also where it has but half of the words.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from tracker.domain.withheld_fields import FIELDS, FOLLOW
from tracker.domain.withholding import Span, everything, texts
from tracker.models import Anchor, Change, Citation, Disclosure, Source, SourceName
from tracker.services.history.replay import streamed
from tracker.services.redaction.copies import Copy, Fields, Key, add, last_places, logged

_Range = tuple[int, int]


@dataclass(frozen=True)
class Repeats:
    """The changes that repeat any of some hashes, up to a place in the log."""

    log_end: int
    hashes: frozenset[str]
    rows: tuple[Row[*tuple[Any, ...]], ...]


def repeats(session: Session, fields: Collection[Key], log_end: int) -> Repeats:
    """Look through the log up to a place for what repeats the hashes of texts or bytes that were found."""
    hashes = frozenset(_hashes(session, fields))
    return Repeats(log_end, hashes, tuple(_holding(session, hashes, upto=log_end)))


def of_all(session: Session, fields: Fields, known: Repeats | None = None) -> dict[Key, Fields]:
    """Return what goes along with each of the fields that were found; what is ``known`` is not looked for again."""
    following: dict[Key, Fields] = {leader: {} for leader in fields}
    for leader in fields:
        if leader.table == "snapshots" and leader.column == "text":
            _add_parts_of_text(session, leader, fields, following[leader])
        if leader.table == "sources" and leader.column == "name":
            _add_whole(session, _same_names(session, leader.row_id), following[leader])
        follower = FOLLOW.get((leader.table, leader.column))
        if follower is not None and follower != "sha256":
            _add_whole(session, [Key(leader.table, leader.row_id, follower)], following[leader])
    _add_digests(session, following, known)
    return following


def _add_parts_of_text(session: Session, leader: Key, fields: Fields, following: Fields) -> None:
    """Add the quotes and cue words of a version where they overlap with what goes from its text."""
    gone = [(start, end) for copy in fields[leader].copies.values() for _, start, end in copy.spans]
    parts = dict(_parts(session, leader.row_id))
    now = last_places(session, parts)
    for key, root, copy in logged(session, parts):
        # What a step said before it was placed anew is found by its own words, if at all.
        if copy.place == now[key] and (spans := _overlaps(gone, parts[key])):
            add(following, key, root, Copy(*copy.place, copy.value, spans))


def _parts(session: Session, snapshot_id: UUID) -> Iterator[tuple[Key, _Range]]:
    """Yield the fields that repeat a stretch of a version's text, and which."""
    for anchor in session.scalars(select(Anchor).where(Anchor.snapshot_id == snapshot_id).order_by(Anchor.id)):
        yield Key("anchors", anchor.id, "exact"), (anchor.start, anchor.end)
        yield Key("anchors", anchor.id, "prefix"), (anchor.start - len(anchor.prefix), anchor.start)
        yield Key("anchors", anchor.id, "suffix"), (anchor.end, anchor.end + len(anchor.suffix))
    for step in session.scalars(select(Citation).where(Citation.cue_snapshot_id == snapshot_id).order_by(Citation.id)):
        if step.cue and step.cue_start is not None:
            yield Key("citations", step.id, "cue"), (step.cue_start, step.cue_start + len(step.cue))
        if step.named_as and step.named_start is not None:
            yield Key("citations", step.id, "named_as"), (step.named_start, step.named_start + len(step.named_as))


def _overlaps(gone: Collection[_Range], part: _Range) -> list[Span]:
    """Return which spans of a part of a text go, given the ranges that go from the whole."""
    first, last = part
    return [
        (0, max(start, first) - first, min(end, last) - first) for start, end in gone if start < last and first < end
    ]


def _same_names(session: Session, source_id: UUID) -> Iterator[Key]:
    """Yield the fields of the name that a source is shown under, among its names."""
    shown = (SourceName.source_id == source_id, Source.id == source_id, SourceName.name == Source.name)
    for name_id in session.scalars(select(SourceName.id).where(*shown).order_by(SourceName.id)):
        yield Key("source_names", name_id, "name")
        yield Key("source_names", name_id, "folded")


def _add_whole(session: Session, keys: Iterable[Key], following: Fields) -> None:
    for key, root, copy in logged(session, list(keys)):
        add(following, key, root, Copy(*copy.place, copy.value, everything(copy.value)))


def _hashes(session: Session, fields: Collection[Key]) -> dict[str, list[Key]]:
    """Return the hashes of texts and of bytes that are among some fields, each with the fields that have it."""
    hashed = {
        Key(one.table, one.row_id, "sha256"): one for one in fields if FOLLOW.get((one.table, one.column)) == "sha256"
    }
    leaders: dict[str, list[Key]] = {}
    for key, _, copy in logged(session, hashed):
        leaders.setdefault(str(copy.value), []).append(hashed[key])
    return leaders


def _add_digests(session: Session, following: dict[Key, Fields], known: Repeats | None) -> None:
    """Add every place that repeats the hash of a text or of bytes: with it, what is masked could be guessed at."""
    leaders = _hashes(session, following)
    if known is None or not leaders.keys() <= known.hashes:
        known = Repeats(-1, frozenset(), ())
    seek = _pattern(leaders)
    for row in (*known.rows, *_holding(session, leaders, after=known.log_end)):
        for column, (_, value) in json.loads(row.fields).items():
            key = Key(row.table_name, row.row_id, column)
            for digest, span in _standing(seek, value) if column in ("sha256", "detail") else ():
                for leader in leaders[digest]:
                    # Another text or file of the same hash is one that was found, or not chosen, by itself.
                    if key.row_id == leader.row_id or key.table == "events":
                        copy = Copy(row.seq, row.position, value, [span])
                        add(following[leader], key, (row.root_kind, row.root_id), copy)


def _pattern(hashes: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(hashes))))


def _holding(
    session: Session, hashes: Collection[str], *, after: int = -1, upto: int | None = None
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the changes between two places in the log of whose values any holds one of some hashes."""
    if not hashes:
        return
    seek = _pattern(hashes)
    columns = (Change.seq, Change.position, Change.root_kind, Change.root_id, Change.table_name, Change.row_id)
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(*columns, Disclosure.fields).join(Disclosure, joined).where(Change.table_name.in_(FIELDS))
    query = query.where(Change.seq > after)
    if upto is not None:
        query = query.where(Change.seq <= upto)
    for row in streamed(session, query.order_by(Change.seq, Change.position)):
        if seek.search(row.fields):
            yield row


def _standing(seek: re.Pattern[str], value: Any) -> Iterator[tuple[str, Span]]:
    for at, text in enumerate(texts(value)):
        for match in seek.finditer(text):
            yield match.group(), (at, *match.span())
