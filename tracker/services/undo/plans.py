"""What undoing an event comes to: for each row that it changed, the change that brings the row back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.differences import Kind, Piece
from tracker.domain.entries import Difference
from tracker.models import Appearance, Change, Event, Look, Part, Recorded, Root
from tracker.services.history import shown
from tracker.services.history.changed_values import differences
from tracker.services.history.naming import Names
from tracker.services.history.replay import Columns, Told, befores, in_order, telling

MODELS: dict[str, type[Recorded]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}

FOLLOWS = {("claims", "stage"), ("claims", "verdict_id")}
"""Columns that follow from other rows, and are never set back by themselves."""


class Way(StrEnum):
    """How a changed row comes back."""

    RESTORE = "its columns go back"
    REMAKE = "the row is there again"
    REMOVE = "the row goes"
    WITHDRAW = "the thing is withdrawn"
    SETTLE = "nobody needs to look again"
    STAY = "it stays"


@dataclass(frozen=True)
class Step:
    """One row of an undone event: what the event made of it, what it held before, and how it comes back."""

    way: Way
    change: Told
    before: Columns

    @property
    def model(self) -> type[Recorded]:
        """Return the class of the row."""
        return MODELS[self.change.table]

    @property
    def restored(self) -> Columns:
        """Return the values that the row gets back, as the record writes them."""
        changed = self.change.columns or {}
        return {
            column: self.before.get(column)
            for column in changed
            if (self.change.table, column) not in FOLLOWS and column not in self.model.secret
        }


def plan(session: Session, event: Event) -> list[Step]:
    """List how each row that an event changed comes back, in the order of its changes."""
    changes = in_order(session, telling().where(Change.seq == event.seq, Change.position > 0))
    before = befores(session, changes)
    made = {change.row_id for change in changes if change.made}
    steps = (Step(_way(change, made), change, before.get((change.seq, change.position), {})) for change in changes)
    if event.done is Action.CLAIM_DECIDED:
        return [step for step in steps if step.way is Way.SETTLE]
    return [step for step in steps if step.way is not Way.RESTORE or step.restored]


def _way(change: Told, made: set[UUID]) -> Way:
    model = MODELS[change.table]
    if change.gone:
        return Way.REMAKE
    if not change.made:
        return Way.RESTORE
    if issubclass(model, Look):
        return Way.SETTLE
    if issubclass(model, Part):
        # What is withdrawn keeps its parts, so that it stays whole.
        return Way.STAY if change.root[1] in made else Way.REMOVE
    return Way.WITHDRAW if issubclass(model, Root) and hasattr(model, "withdrawn") else Way.STAY


def mentioned(steps: Iterable[Step]) -> Iterator[tuple[str, UUID]]:
    """Yield the rows that what is told of a plan calls by name."""
    for step in steps:
        yield step.change.table, step.change.row_id
        for columns in (step.before, step.change.columns or {}):
            yield from shown.mentioned(step.change.table, columns)


def told(steps: Iterable[Step], names: Names) -> Iterator[Difference]:
    """Yield what undoing makes different."""
    for step in steps:
        match step.way:
            case Way.RESTORE:
                back = replace(step.change, columns=step.restored)
                yield from differences(back, {**step.before, **(step.change.columns or {})}, names)
            case Way.REMAKE:
                yield from differences(replace(step.change, columns=step.before), {}, names)
            case Way.REMOVE:
                yield from differences(replace(step.change, columns={}), step.change.columns or {}, names)
            case Way.WITHDRAW:
                yield Difference("Withdrawn", (Piece(Kind.ADDED, _name(step, names)),))
            case Way.SETTLE:
                cause = shown.text_of("looks", "cause", (step.change.columns or {}).get("cause"), names)
                yield Difference("Needs another look", (Piece(Kind.REMOVED, cause),))


def _name(step: Step, names: Names) -> str:
    if step.model is Appearance:
        return "the place where it appears"
    return names.thing(step.model.kind, step.change.row_id).text
