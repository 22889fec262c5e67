"""What undoing an event comes to: for each changed row, the change that brings it back, or what is in its way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from tracker.domain.undoing import FOLLOWS, Because, bring_back, together
from tracker.domain.withholding import MASK, texts
from tracker.models import Event, Look, Recorded, Root
from tracker.services.history.replay import Columns, Told
from tracker.services.undo.judgements import TABLES as JUDGEMENTS
from tracker.services.undo.judgements import Judgements, same
from tracker.services.undo.world import MODELS, World, is_part

_MOVED_ALONG = FOLLOWS | {("appearances", "passage_id"), ("citations", "via_id")}
"""Columns of a new row that others change without touching what its maker made."""


_MERGED = "merged_into_id"


class Way(StrEnum):
    """How a changed row comes back."""

    RESTORE = "its columns go back"
    REMAKE = "the row is there again"
    REMOVE = "the row goes"
    WITHDRAW = "the thing is withdrawn"
    SETTLE = "nobody needs to look again"
    SUPERSEDE = "a newer row says what held before"
    STAY = "it stays"


GOING = (Way.REMOVE, Way.WITHDRAW)


@dataclass(frozen=True)
class Step:
    """One row of an undone event: what the event made of it, what it held before, and how it comes back.

    ``columns`` are the values that a restored row gets back, as the record writes them; ``instead`` is the assessment
    or decision that holds again, None for none.
    """

    way: Way
    change: Told
    before: Columns
    columns: Columns = field(default_factory=dict)
    instead: UUID | None = None

    @property
    def model(self) -> type[Recorded]:
        """Return the class of the row."""
        return MODELS[self.change.table]

    @property
    def merged_ends(self) -> set[UUID]:
        """Return the source that is merged or parted again, with what it is or was merged into; nothing for others."""
        if self.change.table != "sources" or _MERGED not in self.columns:
            return set()
        into = (self.before.get(_MERGED), (self.change.columns or {}).get(_MERGED))
        return {self.change.row_id, *(UUID(source) for source in into if source)}


@dataclass(frozen=True)
class Conflict:
    """A part of an event that cannot be undone: the row, or some of its columns, why not, and the event in the way.

    ``seq`` is the place of that event in the log, None where no single event is.
    """

    because: Because
    change: Told
    columns: tuple[str, ...] = ()
    seq: int | None = None


@dataclass
class Plan:
    """All that undoing an event would do, what of it stays by its nature, and what is in the way of the rest."""

    event: Event
    steps: list[Step] = field(default_factory=list)
    stays: list[Told] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """Return the place of the last event that is in the way of anything, 0 where none is."""
        return max((conflict.seq or 0 for conflict in self.conflicts), default=0)

    @property
    def kept(self) -> dict[UUID, tuple[Because, int | None]]:
        """Return which rows stay as a whole because something is in the way, with why and the event behind it."""
        return {one.change.row_id: (one.because, one.seq) for one in self.conflicts if not one.columns}

    def give_up(self, step: Step, because: Because, seq: int | None) -> None:
        """Leave a step undone, as something is in its way."""
        self.steps.remove(step)
        self.conflicts.append(Conflict(because, step.change, tuple(step.columns), seq))

    def apply(self, world: World, judgements: Judgements) -> None:
        """Undo the event in a world, so that older ones can be weighed there."""
        for step in self.steps:
            row_id, now = step.change.row_id, world.now(step.change.row_id) or {}
            if step.way is Way.SUPERSEDE:
                judgements.put_back(judgements.of_row(row_id))
                _answer(world, judgements.of_row(row_id).key[1], judgements)
            else:
                world.put(row_id, _afterwards(step, now))
            if step.way is Way.REMOVE:
                _let_go(world, row_id)
        world.undone.add(self.event.seq)


def _answer(world: World, claim: UUID, judgements: Judgements) -> None:
    """Let nothing wait for a claim that is not decided any more."""
    waiting = [one for one, column in world.pointing_at(claim) if world.table(one) == "looks" and column == "claim_id"]
    for one in waiting if judgements.decided(claim) is None else []:
        world.put(one, {**(world.now(one) or {}), "settled_at": "now"})


def _let_go(world: World, row_id: UUID) -> None:
    """Let withdrawn rows no longer point at one that went."""
    for one, column in world.pointing_at(row_id):
        world.put(one, {**(world.now(one) or {}), column: None})


def _afterwards(step: Step, now: Columns) -> Columns | None:
    match step.way:
        case Way.RESTORE:
            return {**now, **step.columns}
        case Way.REMAKE:
            return step.before
        case Way.WITHDRAW:
            return {**now, "withdrawn": True}
        case Way.SETTLE:
            return {**now, "settled_at": "now"}
    return None


def draft(world: World, judgements: Judgements, event: Event) -> Plan:
    """Say how each row that an event changed would come back by itself, in the order of its changes."""
    plan = Plan(event)
    made = {change.row_id for change in world.changes[event.seq] if change.made}
    for change in world.changes[event.seq]:
        for part in _parts(world, judgements, change, made):
            if isinstance(part, Conflict):
                plan.conflicts.append(part)
            elif part.way is Way.STAY:
                plan.stays.append(change)
            else:
                plan.steps.append(part)
    return plan


def _parts(world: World, judgements: Judgements, change: Told, made: set[UUID]) -> Iterator[Step | Conflict]:
    if change.columns is None:
        yield Conflict(Because.WITHHELD, change)
        return
    way, now = _way(change, made), world.now(change.row_id)
    match way:
        case Way.RESTORE:
            yield from _restored(world, change, now)
        case Way.REMAKE if now is None:
            yield from _remade(world, change)
        case Way.SETTLE if now is not None and now.get("settled_at") is None:
            yield Step(way, change, {})
        case Way.REMOVE | Way.WITHDRAW if now is not None and not now.get("withdrawn"):
            yield from _going(world, way, change, now)
        case Way.SUPERSEDE:
            yield from _superseded(judgements, change)
        case Way.STAY if now is not None:
            yield from _going(world, way, change, now)


def _way(change: Told, made: set[UUID]) -> Way:
    model = MODELS[change.table]
    if change.gone:
        return Way.REMAKE
    if not change.made:
        return Way.RESTORE
    if change.table in JUDGEMENTS:
        return Way.SUPERSEDE
    if issubclass(model, Look):
        return Way.SETTLE
    if is_part(change.table):
        # What is withdrawn keeps its parts, so that it stays whole.
        return Way.STAY if change.root[1] in made else Way.REMOVE
    return Way.WITHDRAW if issubclass(model, Root) and hasattr(model, "withdrawn") else Way.STAY


def _restored(world: World, change: Told, now: Columns | None) -> Iterator[Step | Conflict]:
    changed, before = change.columns or {}, world.before(change)
    own = [name for name in changed if _is_own(change, name) and changed[name] != before.get(name)]
    lost = _withheld(change.table, own, before)
    if lost:
        yield Conflict(Because.WITHHELD, change, tuple(lost))
    known = [name for name in own if name not in lost]
    if change.table == "looks" and _waits(before) == _waits(now):
        return
    if now is None:
        if known:
            yield Conflict(Because.GONE, change, tuple(known), world.last_set(change.row_id))
        return
    back = bring_back(change.table, before, changed, now, known)
    if back.columns:
        yield Step(Way.RESTORE, change, before, back.columns)
    if back.kept:
        meant = frozenset[str]().union(*(together(change.table, name) for name in back.kept))
        yield Conflict(Because.CHANGED, change, back.kept, world.last_set(change.row_id, meant))


def _waits(look: Columns | None) -> bool:
    return look is not None and look.get("settled_at") is None


def _remade(world: World, change: Told) -> Iterator[Step | Conflict]:
    before, table = world.before(change), MODELS[change.table].__table__
    if _withheld(change.table, table.columns.keys(), before):
        yield Conflict(Because.WITHHELD, change)
    else:
        yield Step(Way.REMAKE, change, before)


def _is_own(change: Told, column: str) -> bool:
    return (change.table, column) not in FOLLOWS and column not in MODELS[change.table].secret


def _withheld(table: str, columns: Iterable[str], before: Columns) -> list[str]:
    """List the columns whose value from before the record no longer holds as it was."""
    return [name for name in columns if _is_lost(table, name, before)]


def _is_lost(table: str, column: str, before: Columns) -> bool:
    if column not in before:
        # A column that came later than the row was empty until then.
        return not MODELS[table].__table__.columns[column].nullable
    return any(MASK in text for text in texts(before[column]))


def _going(world: World, way: Way, change: Told, now: Columns) -> Iterator[Step | Conflict]:
    made = change.columns or {}
    changed = [name for name in made if now.get(name) != made[name] and (change.table, name) not in _MOVED_ALONG]
    if changed:
        yield Conflict(Because.CHANGED, change, (), world.last_set(change.row_id, changed))
    else:
        yield Step(way, change, {})


def _superseded(judgements: Judgements, change: Told) -> Iterator[Step | Conflict]:
    judgement = judgements.of_row(change.row_id)
    before, now = judgements.before(judgement), judgements.now(judgement.key)
    if same(now, before):
        return
    if same(now, judgement):
        yield Step(Way.SUPERSEDE, change, {}, instead=before.row_id if before and before.says else None)
    else:
        yield Conflict(Because.LOOKED_AT, change, (), now.seq if now else None)
