"""Masking the rows themselves, with what a row repeats of its own words: folded forms, hashes, and captured bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper, undefer

from tracker.domain.names import fold
from tracker.domain.needles import Needles
from tracker.domain.withheld_fields import FOLLOW, followers
from tracker.domain.withholding import Span, masked
from tracker.models import Capture, Recorded, Snapshot
from tracker.services.redaction import files

Standing = Mapping[tuple[str, UUID], Mapping[str, Sequence[Span]]]
"""By table and row, the columns whose values hold words, and the spans of them that go."""

MODELS: dict[str, type[Recorded]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}

_FOLLOWERS = followers()


def mask(session: Session, standing: Standing, needles: Needles) -> list[Recorded]:
    """Put masks into rows that are still there, and return them."""
    touched: list[Recorded] = []
    for (table, row_id), columns in sorted(standing.items()):
        row = _row(session, table, row_id)
        if row is None:
            continue
        touched.append(row)
        for column, spans in columns.items():
            if (table, column) not in _FOLLOWERS and column != "content":
                _set(row, column, masked(_get(row, column), spans))
        if isinstance(row, Capture) and "content" in columns:
            _mask_file(session, row, needles, _gone(session, row, standing))
        _follow(session, row, columns)
    session.flush()
    return touched


def _row(session: Session, table: str, row_id: UUID) -> Recorded | None:
    model = MODELS[table]
    query = select(model).where(model.id == row_id).execution_options(populate_existing=True)
    if issubclass(model, Snapshot):
        query = query.options(undefer(Snapshot.text))
    if issubclass(model, Capture):
        query = query.options(undefer(Capture.content))
    return session.scalars(query).one_or_none()


def _gone(session: Session, capture: Capture, standing: Standing) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a capture's text that go from the versions which were cut from it."""
    for snapshot in session.scalars(select(Snapshot).where(Snapshot.capture_id == capture.id)):
        spans = standing.get(("snapshots", snapshot.id), {}).get("text", ())
        yield from files.ranges_in_capture(snapshot, [(start, end) for _, start, end in spans])


def _mask_file(session: Session, capture: Capture, needles: Needles, gone: Iterator[tuple[int, int]]) -> None:
    left = files.masked(capture, needles, gone)
    capture.content, capture.size, capture.sha256 = left.content, len(left.content), left.sha256
    capture.filename, capture.media_type, capture.charset = left.filename, left.media_type, left.charset


def _follow(session: Session, row: Recorded, columns: Mapping[str, object]) -> None:
    """Let the columns that repeat another one say what that says now."""
    for (table, leader), follower in FOLLOW.items():
        if table != row.__tablename__ or leader not in columns and follower not in columns:
            continue
        if isinstance(row, Snapshot):
            row.sha256 = hashlib.sha256(row.text.encode()).hexdigest()
        elif not isinstance(row, Capture):
            _set(row, follower, _free(session, row, follower, fold(_get(row, leader))))


def _free(session: Session, row: Recorded, column: str, folded: str) -> str:
    """Return a folded form that no other row has: two names of one length have the same mask."""
    model, attribute = type(row), _attribute(row, column)
    tried, number = folded, 1
    while session.scalar(select(model.id).where(getattr(model, attribute) == tried, model.id != row.id).limit(1)):
        number += 1
        tried = f"{folded} {number}"
    return tried


def _get(row: Recorded, column: str) -> Any:
    return getattr(row, _attribute(row, column))


def _set(row: Recorded, column: str, value: Any) -> None:
    setattr(row, _attribute(row, column), value)


def _attribute(row: Recorded, column: str) -> str:
    return class_mapper(type(row)).get_property_by_column(type(row).__table__.c[column]).key
