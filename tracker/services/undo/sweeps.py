"""Undoing all that one person did since a moment, the newest first: looked at as a list, then done some at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.action_words import short
from tracker.domain.actions import UNDOABLE, Action
from tracker.domain.entries import Entry
from tracker.domain.errors import NotAllowed, Stale
from tracker.domain.roles import Permission
from tracker.models import Event, User
from tracker.services.access import sealed_events, visible_events
from tracker.services.history.entries import entries
from tracker.services.paging import PAGE
from tracker.services.undo import carry_out, position
from tracker.services.undo.marks import marked, undoes
from tracker.services.undo.plans import Plan
from tracker.services.undo.scopes import Scope
from tracker.services.undo.telling import Obstacle, obstacles
from tracker.services.undo.weighing import Scales

MOST = 1000
"""How many changes are weighed and undone in one go; older ones wait for the next."""

BATCH = 25
"""How many changes are undone in one transaction, so that others of the desk wait for a moment only."""

MOMENT = 0.7
"""How many seconds a transaction should take; where it takes longer, the next undoes fewer."""

MOST_COUNTED = 10_000
"""Where counting what a person did besides stops."""


@dataclass(frozen=True)
class Swept:
    """One change of a sweep and what is in the way of undoing it; ``as_before`` where there is nothing left to undo."""

    entry: Entry
    obstacles: tuple[Obstacle, ...]
    as_before: bool


@dataclass(frozen=True)
class Sweep:
    """What undoing all of one person's actions since a moment comes to.

    ``clear`` and ``held`` count the changes that would be undone and those that something is in the way of, ``done``
    those undone already. ``older`` is the place below which more are than one go takes, None where this is all.
    ``others`` are the kinds of actions that cannot be undone, with their counts. ``position`` is the place of the
    newest event by then.
    """

    clear: int
    held: int
    done: int
    older: int | None
    others: tuple[tuple[str, int], ...]
    rows: tuple[Swept, ...]
    next_key: int | None
    position: int


@dataclass(frozen=True)
class Progress:
    """What one transaction of a sweep has done; ``below`` is where the next goes on, None at the end."""

    weighed: int
    undone: int
    held: int
    below: int | None


@dataclass(frozen=True)
class Open:
    """Events of a scope that were not undone, the newest first, and how many others were passed over.

    ``older`` is the place below which there are more, None where this is all.
    """

    events: Sequence[Event]
    done: int
    older: int | None


def preview(
    session: Session, scope: Scope, *, person: User, held_only: bool = False, before: int | None = None
) -> Sweep:
    """Weigh the newest of a person's actions since a moment, and list a page of them, the newest first."""
    newest = position(session)
    found = open_events(session, scope, person, below=scope.below or newest + 1, most=MOST)
    scales = Scales.of(session, found.events)
    plans = list(_plans(scales, found.events))
    held = sum(bool(plan.conflicts) for plan in plans)
    listed = [
        plan for plan in plans if (plan.conflicts or not held_only) and (before is None or plan.event.seq < before)
    ]
    return Sweep(
        clear=sum(bool(plan.steps) and not plan.conflicts for plan in plans),
        held=held,
        done=found.done,
        older=found.older,
        others=_others(session, scope, person),
        rows=tuple(_told(session, scales, listed[:PAGE], person)),
        next_key=listed[PAGE - 1].event.seq if len(listed) > PAGE else None,
        position=newest,
    )


def undo_some(
    session: Session,
    scope: Scope,
    *,
    below: int,
    down_to: int = 0,
    most: int | None = None,
    seen: int | None = None,
    why: str,
    by: User,
) -> Progress:
    """Undo some of a person's actions since a moment, those next below a place and down to another, by an event each.

    At most ``most`` are looked at, BATCH if none. What something is in the way of is left. With ``seen``, the place of
    the newest event when the list was looked at, Stale is raised where the person has acted since, or where something
    came in the way.
    """
    if not by.may(Permission.UNDO_ANY):
        raise NotAllowed("Your role on this desk does not allow undoing what others did.")
    if seen is not None:
        _refuse_newer(session, scope, seen, by)
    # Somebody else may have changed what an earlier transaction of this session has loaded.
    session.expire_all()
    found = open_events(session, scope, by, below=below, down_to=down_to, most=most or BATCH)
    scales = Scales.of(session, found.events)
    undone = held = 0
    for plan in _plans(scales, found.events):
        if seen is not None and plan.newest > seen:
            raise Stale("Something came in the way while you had this open. Look at the list as it is now.")
        if plan.steps and not plan.conflicts:
            carry_out(session, plan, scales.world, why=why, by=by, all_since=scope.words)
            undone += 1
        held += bool(plan.conflicts)
    return Progress(len(found.events), undone, held, found.older)


def fitting(most: int, took: float) -> int:
    """Return how many the next transaction should undo after one of so many that took so many seconds."""
    return max(1, min(BATCH, int(most * MOMENT / took)))


def open_events(session: Session, scope: Scope, person: User, *, below: int, down_to: int = 0, most: int) -> Open:
    """Look for events of a scope that were not undone; what the person undid themselves is passed over as well."""
    events: list[Event] = []
    done, window = 0, max(most, 100)
    query = _events(scope, person).where(Event.seq >= down_to)
    while True:
        found = session.scalars(query.where(Event.seq < below).limit(window)).all()
        passed = _undone(session, scope, found)
        for event in found:
            if event.id in passed:
                done += 1
            elif len(events) < most:
                events.append(event)
            else:
                return Open(events, done, events[-1].seq)
        if len(found) < window:
            return Open(events, done, None)
        below = found[-1].seq


def _undone(session: Session, scope: Scope, events: Sequence[Event]) -> set[UUID]:
    """Return which events were undone as a whole, or did nothing but undo another of the scope."""
    done, targets = marked(session, events), undoes(session, events)
    own = select(Event.id).where(Event.id.in_(list(targets.values())), *scope.conditions())
    inner = set(session.scalars(own)) if targets else set()
    undone = {event_id for event_id, mark in done.items() if not mark.partly}
    return undone | {event_id for event_id, target in targets.items() if target in inner}


def _events(scope: Scope, person: User) -> Select[Event]:
    """Return the query of what can be undone of a scope, the newest first."""
    wanted = (Event.action.in_(sorted(UNDOABLE)), ~sealed_events(), visible_events(person))
    return select(Event).where(*scope.conditions(), *wanted).order_by(Event.seq.desc())


def _plans(scales: Scales, events: Sequence[Event]) -> Iterator[Plan]:
    """Plan the undoing of events in order, each with those before it undone as far as nothing is in their way."""
    for event in events:
        plan = scales.plan(event)
        if not plan.conflicts:
            scales.undo(plan)
        yield plan


def _refuse_newer(session: Session, scope: Scope, seen: int, person: User) -> None:
    newer = _events(scope, person).where(Event.seq > seen).limit(1)
    if session.scalar(newer) is not None:
        raise Stale("More was done since you looked. Look at the list as it is now.")


def _others(session: Session, scope: Scope, person: User) -> tuple[tuple[str, int], ...]:
    """Count what a person did in a scope that cannot be undone by its kind, the most frequent first."""
    never = or_(Event.action.not_in(sorted(UNDOABLE)), sealed_events())
    newest = select(Event.action).where(*scope.conditions(), never)
    counted = newest.where(visible_events(person)).order_by(Event.seq.desc()).limit(MOST_COUNTED).subquery()
    query = select(counted.c.action, func.count().label("times")).group_by(counted.c.action)
    found = sorted(session.execute(query), key=lambda row: (-row.times, row.action))
    return tuple((_words(row.action), row.times) for row in found)


def _words(action: str) -> str:
    return short(Action(action)) if action in set(Action) else action


def _told(session: Session, scales: Scales, plans: Sequence[Plan], person: User) -> Iterator[Swept]:
    told = entries(session, [plan.event for plan in plans], person=person)
    in_the_way = obstacles(session, plans, scales.world, person=person)
    for plan, entry, found in zip(plans, told, in_the_way, strict=True):
        yield Swept(entry, found, as_before=not plan.steps and not plan.conflicts)
