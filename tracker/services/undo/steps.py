"""Bringing rows back through the session, so that undoing is recorded as any change is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, Uuid, select
from sqlalchemy.orm import InstrumentedAttribute, Mapper, RelationshipDirection, Session, class_mapper
from sqlalchemy.sql.elements import KeyedColumnElement

from tracker.domain.errors import Refusal
from tracker.domain.leaves import plain
from tracker.models import Appearance, Citation, Claim, Decision, Look, Recorded, Review, Source, SourceName, User
from tracker.models.types import Moment
from tracker.services import decisions, looks, name_words, reviews
from tracker.services.found_by import refresh, refresh_merged
from tracker.services.history.naming import TABLES
from tracker.services.history.replay import Columns
from tracker.services.stages import settle_all
from tracker.services.undo.plans import Plan, Step, Way
from tracker.services.undo.world import MODELS, batches

_LETTING_GO: tuple[tuple[type[Recorded], InstrumentedAttribute[UUID | None]], ...] = (
    (Citation, Citation.via_id),
    (Appearance, Appearance.passage_id),
)
"""What may point at a row that goes and need not."""

_FOUND_BY = frozenset({"claims", "appearances", "sources", "source_names", "articles"})
"""Tables of what things are found by."""


def bring_back(session: Session, plan: Plan, claims: Collection[Claim], *, why: str, by: User) -> None:
    """Change the rows of a plan back, as part of another action; stages and what things are found by follow.

    Raises Refusal where a row is not as the record leaves it.
    """
    at_hand = _loaded(session, plan)
    _remake(session, [step for step in plan.steps if step.way is Way.REMAKE])
    with session.no_autoflush:
        for step in plan.steps:
            if step.way is not Way.SUPERSEDE:
                _change(session, step, why, by)
        # A verdict that is taken back answers whatever waits for it then.
        session.flush()
        for step in plan.steps:
            if step.way is Way.SUPERSEDE:
                _change(session, step, why, by)
    session.flush()
    at_hand.clear()
    _remove(session, [_row(session, step) for step in plan.steps if step.way is Way.REMOVE])
    _read_anew(session)
    settle_all(session, claims)
    found = [step for step in plan.steps if step.change.table in _FOUND_BY]
    things = {_thing(session, step) for step in found}
    if any(isinstance(thing, Claim) for thing in things):
        # Also those that a claim was shown as, or is now.
        things |= set(claims)
    for thing in things:
        refresh(session, thing)
    refresh_merged(session, _parted_or_merged(session, plan))


def _loaded(session: Session, plan: Plan) -> list[Recorded]:
    """Load the rows that are changed back, and the judgements that hold again, in few statements; keep them alive."""
    wanted: defaultdict[type[Recorded], set[UUID]] = defaultdict(set)
    for step in plan.steps:
        wanted[step.model].update({step.change.row_id, step.instead or step.change.row_id})
    return [
        row
        for model, ids in wanted.items()
        for some in batches(ids)
        for row in session.scalars(select(model).where(model.id.in_(some)))
    ]


def _parted_or_merged(session: Session, plan: Plan) -> list[Source]:
    """List the sources that are merged or parted again, with what they are or were merged into."""
    return [session.get_one(Source, id) for id in sorted({end for step in plan.steps for end in step.merged_ends})]


def _read_anew(session: Session) -> None:
    """Forget what was loaded of things: keys were set rather than things, so what hangs on them is another by now."""
    for thing in session:
        if isinstance(thing, Recorded) and not isinstance(thing, User):
            session.expire(thing)


def _thing(session: Session, step: Step) -> Recorded:
    """Return the thing that is found by what a step changes."""
    if step.change.table == "appearances":
        return session.get_one(Appearance, step.change.row_id).claim
    kind, root_id = step.change.root
    return session.get_one(MODELS[TABLES[kind]], root_id)


def _change(session: Session, step: Step, why: str, by: User) -> None:
    match step.way:
        case Way.RESTORE:
            row = _row(session, step)
            _expect(row, step.change.columns or {}, step.columns)
            _set(row, step.columns)
        case Way.WITHDRAW:
            _set(_row(session, step), {"withdrawn": True})
        case Way.SETTLE:
            looks.answer([session.get_one(Look, step.change.row_id)], because=why)
        case Way.SUPERSEDE:
            _supersede(session, step, why, by)


def _supersede(session: Session, step: Step, why: str, by: User) -> None:
    """Write the assessment or the decision that held before anew, so that it holds again."""
    earlier = None if step.instead is None else session.get_one(step.model, step.instead)
    match _row(session, step):
        case Review() as review:
            reviews.put_back(session, review, earlier if isinstance(earlier, Review) else None, why=why, by=by)
        case Decision() as decision:
            decisions.put_back(session, decision, earlier if isinstance(earlier, Decision) else None, why=why, by=by)


def _expect(row: Recorded, recorded: Columns, columns: Iterable[str]) -> None:
    """Refuse to write over what no event put there: undoing must not hide that somebody went round the record."""
    for name in columns:
        key = _mapper(row).get_property_by_column(type(row).__table__.c[name]).key
        if plain(getattr(row, key)) != recorded.get(name):
            raise Refusal("A value here is not the one on record. Have the record checked before you undo anything.")


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
    """Take rows out of the live tables; what is withdrawn and still points at one lets it go."""
    if not rows:
        return
    going = [row.id for row in rows]
    for model, column in _LETTING_GO:
        hanging = select(model).where(column.in_(going), model.id.not_in(going)).order_by(model.id)
        for one in session.scalars(hanging).all():
            setattr(one, column.key, None)
    session.flush()
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
