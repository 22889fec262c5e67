"""Rows as a report hands them out whole: the columns that go out, and what they point to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.reports.things import CARRIED, Row
from tracker.models import Base, Recorded, Scale, Tag, User, Verdict

MODELS: Mapping[str, type[Recorded]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Recorded) and mapper.class_.__tablename__ in CARRIED
}
"""The tables of which rows go out, by name."""

LONG = frozenset({"content", "text"})
"""Columns that may hold megabytes; they are read when they are wanted, one at a time."""


def _attributes(table: str) -> dict[str, str]:
    mapper = inspect(MODELS[table])
    return {name: mapper.get_property_by_column(MODELS[table].__table__.c[name]).key for name in CARRIED[table]}


ATTRIBUTES: Mapping[str, Mapping[str, str]] = {table: _attributes(table) for table in MODELS}
"""By table and column, under which name a model has what goes out."""

POINTERS: Mapping[str, Mapping[str, str]] = {
    table: {
        column.name: key.column.table.name
        for column in model.__table__.columns
        for key in column.foreign_keys
        if column.name in CARRIED[table]
    }
    for table, model in MODELS.items()
}
"""By table and column, to rows of which table it points."""


class Writer:
    """Writes rows as they go out: without names of people unless they were asked for, verdicts by key, tags by name."""

    def __init__(self, session: Session, *, names: bool) -> None:
        self._names = names
        verdicts = select(Verdict.id, Scale.version, Verdict.key).join(Scale, Scale.id == Verdict.scale_id)
        self._verdicts = {id: (version, key) for id, version, key in session.execute(verdicts)}
        self._tags: dict[UUID, str] = dict(session.execute(select(Tag.id, Tag.name)).all())

    def row(self, kept: Recorded, *, short: bool = False) -> Row:
        """Return a row with the columns that go out; a ``short`` one without those that may be long."""
        table = kept.__tablename__
        told = (
            (column, attribute) for column, attribute in ATTRIBUTES[table].items() if not short or column not in LONG
        )
        columns = {column: leaves.in_order(getattr(kept, attribute)) for column, attribute in told}
        for column, target in POINTERS[table].items():
            if columns[column] is not None and target == Verdict.__tablename__:
                columns[column] = self._verdicts[columns[column]]
            elif target == Tag.__tablename__:
                columns[column] = self._tags[columns[column]]
        if isinstance(kept, User) and not self._names:
            columns["name"] = None
        return Row(table, columns)


def pointed_to(rows: Iterable[Recorded]) -> dict[str, set[UUID]]:
    """Return the ids of all that some rows point to, by table."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        attributes = ATTRIBUTES[row.__tablename__]
        for column, target in POINTERS[row.__tablename__].items():
            value = getattr(row, attributes[column])
            if value is not None:
                found[target].add(value)
    return found


def nearest_first(rows: Iterable[Any], before: str) -> list[Any]:
    """Return rows by id, each after the one of them that its attribute ``before`` names."""
    left = {row.id: row for row in sorted(rows, key=lambda one: one.id)}
    ordered: list[Any] = []
    while left:
        way = [next(iter(left.values()))]
        while (further := left.get(getattr(way[-1], before))) is not None and further not in way:
            way.append(further)
        for row in reversed(way):
            ordered.append(left.pop(row.id))
    return ordered
