"""Rows of a report as rows of the desk: with what they point to, and what each desk makes of them by itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import MANYTOONE

from tracker.domain import chance
from tracker.domain.names import fold
from tracker.domain.reports.things import Row, Thing
from tracker.domain.roles import Role
from tracker.models import Recorded, Scale, ScaleReason, Verdict
from tracker.services.reports.rows import ATTRIBUTES, MODELS, POINTERS


def _relations(table: str) -> dict[str, str]:
    mapper = inspect(MODELS[table])
    found = {}
    for relation in mapper.relationships:
        if relation.direction is MANYTOONE and len(relation.local_columns) == 1:
            found[next(iter(relation.local_columns)).name] = relation.key
    return {column: found[column] for column in POINTERS[table] if column in found}


_RELATIONS: Mapping[str, Mapping[str, str]] = {table: _relations(table) for table in MODELS}
"""By table and column that points to a row, under which name a model has that row."""


def made(row: Row, pointed_to: Mapping[str, Recorded | None], **more: Any) -> Recorded:
    """Return a row of the desk that says what a row of a report says, pointing to rows of the desk."""
    fields = {ATTRIBUTES[row.table][column]: value for column, value in row.columns.items()}
    for column, target in pointed_to.items():
        assert target is not None
        fields[ATTRIBUTES[row.table][column]] = target.id
        if column in _RELATIONS[row.table]:
            fields[_RELATIONS[row.table][column]] = target
    if row.table == "source_names":
        fields["folded"] = fold(row.columns["name"])
    return MODELS[row.table](**fields | more)


def person(row: Row, desk: str, password_hash: str) -> Recorded:
    """Return somebody of another desk: on record as who did what, kept out until an admin lets them in."""
    id, role = row.columns["id"], Role(row.columns["role"])
    login = f"{role.value}-{id.hex[-12:]}"
    name = row.columns["name"] or f"{role.label.capitalize()} {id.hex[-4:]} of {desk or 'another desk'}"
    return MODELS["users"](
        id=id,
        login=login,
        login_folded=fold(login),
        name=name[:300],
        role=role,
        active=False,
        password_hash=password_hash,
        must_change_password=True,
        created_at=chance.now(),
    )


def scale(thing: Thing) -> Scale:
    """Return a version of a scale with its verdicts and its reasons to tick, under ids of this desk."""
    [said] = thing.of("scales")
    kept = Scale(id=chance.new_id(), **said)
    for columns in thing.of("verdicts"):
        kept.verdicts.append(Verdict(id=chance.new_id(), **columns))
    for columns in thing.of("scale_reasons"):
        kept.own_reasons.append(ScaleReason(id=chance.new_id(), **columns))
    return kept
