"""Bringing rows back through the session, so that undoing is recorded as any change is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, Uuid
from sqlalchemy.orm import Mapper, RelationshipDirection, Session, class_mapper
from sqlalchemy.sql.elements import KeyedColumnElement

from tracker.models import Claim, Look, Recorded, SourceName
from tracker.models.types import Moment
from tracker.services import looks, name_words
from tracker.services.found_by import refresh
from tracker.services.history.replay import Columns
from tracker.services.stages import settle_all
from tracker.services.undo.plans import Step, Way


def bring_back(session: Session, steps: Sequence[Step], claims: Collection[Claim], *, because: str) -> None:
    """Change the rows of a plan back, as part of another action; stages and what things are found by follow."""
    _remake(session, [step for step in steps if step.way is Way.REMAKE])
    for step in steps:
        if step.way in (Way.RESTORE, Way.WITHDRAW):
            columns = step.restored if step.way is Way.RESTORE else {"withdrawn": True}
            _set(_row(session, step), columns)
        elif step.way is Way.SETTLE:
            looks.answer([session.get_one(Look, step.change.row_id)], because=because)
    session.flush()
    _remove(session, [_row(session, step) for step in steps if step.way is Way.REMOVE])
    # Keys were set rather than things, so what hangs on them is read anew.
    session.expire_all()
    settle_all(session, claims)
    for thing in {*claims, *(_row(session, step).root for step in steps if step.way not in (Way.REMOVE, Way.STAY))}:
        refresh(session, thing)


def _row(session: Session, step: Step) -> Recorded:
    return session.get_one(step.model, step.change.row_id)


def _remake(session: Session, steps: Sequence[Step]) -> None:
    """Make rows that went again, under their old ids; the things they belong to are set as things."""
    made: dict[UUID, Recorded] = {}
    for step in steps:
        row = made[step.change.row_id] = step.model()
        _set(row, step.before)
    with session.no_autoflush:
        for row in made.values():
            _relate(session, row, made)
        session.add_all(made.values())
    session.flush()
    for row in made.values():
        if isinstance(row, SourceName):
            name_words.learn(session, row)


def _relate(session: Session, row: Recorded, made: Mapping[UUID, Recorded]) -> None:
    mapper = _mapper(row)
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.MANYTOONE:
            [(local, _)] = relationship.local_remote_pairs or []
            key = getattr(row, mapper.get_property_by_column(local).key)
            target = made.get(key) or (session.get(relationship.mapper.class_, key) if key else None)
            setattr(row, relationship.key, target)


def _remove(session: Session, rows: Sequence[Recorded]) -> None:
    for row in rows:
        if isinstance(row, SourceName):
            name_words.forget(session, row)
        session.delete(row)
    session.flush()


def _set(row: Recorded, columns: Columns) -> None:
    mapper, table = _mapper(row), type(row).__table__
    for name, value in columns.items():
        column = table.c[name]
        setattr(row, mapper.get_property_by_column(column).key, _typed(column, value))


def _mapper(row: Recorded) -> Mapper[Any]:
    return class_mapper(type(row))


def _typed(column: KeyedColumnElement[Any], value: Any) -> Any:
    """Return a value as the models hold it, given as the record writes it."""
    if value is None:
        return None
    if isinstance(column.type, Uuid):
        return UUID(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Enum):
        return column.type.enum_class(value)  # type: ignore[misc]
    return value
