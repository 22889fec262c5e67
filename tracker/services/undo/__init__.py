"""Undoing by new events: seen before it is done, with what stands in the way, and never twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.actions import UNDOABLE, Action
from tracker.domain.entries import Difference, Entry
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Stale
from tracker.domain.roles import Permission
from tracker.domain.undoing import why_not
from tracker.domain.wording import in_figures
from tracker.models import Claim, Event, Recorded, User
from tracker.services.access import sealed_events, visible_events
from tracker.services.history.entries import entries
from tracker.services.history.naming import TABLES
from tracker.services.record import record
from tracker.services.undo.grounds import ask_for_looks
from tracker.services.undo.marks import Mark, marked
from tracker.services.undo.plans import Plan
from tracker.services.undo.steps import bring_back
from tracker.services.undo.telling import Obstacle, brought_back, obstacles, staying
from tracker.services.undo.weighing import Scales
from tracker.services.undo.world import MODELS, World, batches

_LOOKED_THROUGH = 200

SEALED = (
    "This assessment is sealed until all have assessed the claim. Until then only whoever made it can change it, by "
    "assessing anew or taking it back."
)


@dataclass(frozen=True)
class Undoing:
    """An action, what undoing it would change, what would stay, what is in the way, and why it cannot be undone at all.

    ``position`` is the place of the newest event when this was found out; ``undone`` says by which event the action was
    undone already, if it was.
    """

    event: Event
    entry: Entry
    differences: tuple[Difference, ...]
    stays: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    undone: Mark | None
    refusal: str
    position: int


def position(session: Session) -> int:
    """Return the place of the newest event, -1 for an empty log."""
    newest = session.scalar(select(func.max(Event.seq)))
    return -1 if newest is None else newest


def get_event(session: Session, seq: int, *, person: User) -> Event:
    """Return the event at a place in the log, or raise NotFound where a person sees none there."""
    event = session.scalar(select(Event).where(Event.seq == seq, visible_events(person)))
    if event is None:
        raise NotFound(f"There is no change {seq} that you may see.")
    return event


def last(session: Session, person: User) -> Event | None:
    """Return the newest action of a person that can be undone and was not, or None."""
    wanted = [action.value for action in UNDOABLE if action is not Action.UNDONE]
    query = select(Event).where(Event.actor == person.actor, Event.action.in_(wanted), ~sealed_events())
    events = session.scalars(query.order_by(Event.seq.desc()).limit(_LOOKED_THROUGH)).all()
    undone = marked(session, events)
    return next((event for event in events if event.id not in undone), None)


def preview(session: Session, event: Event, *, person: User) -> Undoing:
    """Return what undoing an event comes to."""
    newest = position(session)
    mark = marked(session, [event]).get(event.id)
    told = entries(session, [event], person=person)[0]
    refusal = _refusal(session, event, mark)
    if refusal:
        return Undoing(event, told, (), (), (), mark, refusal, newest)
    scales = Scales.of(session, [event])
    plan = scales.plan(event)
    return Undoing(
        event=event,
        entry=told,
        differences=brought_back(session, plan),
        stays=staying(session, plan),
        obstacles=obstacles(session, [plan], scales.world, person=person)[0],
        undone=mark,
        refusal=_nothing_left(plan),
        position=newest,
    )


def undo(session: Session, event: Event, *, seen: int | None = None, rest: bool = False, why: str, by: User) -> None:
    """Undo an event by a new one; ``rest`` says that what is in the way of some of it may stay.

    ``seen`` is the place of the newest event when the person looked: Stale is raised where anything that undoing comes
    to has changed since. Raises Refusal where nothing of it can be undone, or only some and ``rest`` is not given.
    """
    _refuse_person(session, event, by)
    mark = marked(session, [event]).get(event.id)
    if refusal := _refusal(session, event, mark):
        raise Stale(refusal) if mark else Refusal(refusal)
    scales = Scales.of(session, [event])
    plan = scales.plan(event)
    if seen is not None and scales.newest(plan) > seen:
        raise Stale("Something changed here while you had this open. Look at what undoing comes to now.")
    if refusal := _nothing_left(plan):
        raise Refusal(refusal)
    if plan.conflicts and not rest:
        raise Refusal("Not all of it can be undone. Say that you want the rest undone, or leave it.", field="rest")
    carry_out(session, plan, scales.world, why=why, by=by)


def carry_out(session: Session, plan: Plan, world: World, *, why: str, by: User, **said: str) -> None:
    """Bring back what a plan says, and record it as one event that names the one it undoes."""
    claims = _claims(session, world.claims_at(plan.event))
    bring_back(session, plan, claims, why=why, by=by)
    about = _about(session, plan.event)
    if about is not None:
        ask_for_looks(session, plan, world, about, claims, by)
    left = {"left": in_figures(len(plan.conflicts), "part")} if plan.conflicts else {}
    record(session, Action.UNDONE, about=about, by=by, why=why, undoes=str(plan.event.id), **left, **said)


def _claims(session: Session, ids: Sequence[UUID]) -> list[Claim]:
    """Return claims in the order of their ids, in few statements."""
    loaded = [one for some in batches(ids) for one in session.scalars(select(Claim).where(Claim.id.in_(some)))]
    return sorted(loaded, key=lambda claim: claim.id)


def _refuse_person(session: Session, event: Event, by: User) -> None:
    if by.may(Permission.UNDO_ANY):
        return
    if not by.may(Permission.UNDO):
        raise NotAllowed("Your role on this desk does not allow undoing.")
    own = last(session, by)
    if own is None or own.id != event.id:
        raise Stale("You have done something since, or undone this already. Look at what would be undone now.")


def _refusal(session: Session, event: Event, mark: Mark | None) -> str:
    """Return why an event as such cannot be undone, "" where it can."""
    if event.action not in set(Action):
        return "The program no longer knows this kind of change, so it cannot undo it."
    if mark is not None and not mark.partly:
        return f"This was undone already, by change {mark.seq}."
    if session.scalar(select(Event.seq).where(Event.seq == event.seq, sealed_events())) is not None:
        return SEALED
    return why_not(event.done)


def _nothing_left(plan: Plan) -> str:
    if plan.steps:
        return ""
    if plan.conflicts:
        return "Nothing of this can be undone any more. What is in the way is listed below."
    return "There is nothing to bring back: everything is as it was before."


def _about(session: Session, event: Event) -> Recorded | None:
    model = MODELS.get(TABLES.get(event.about_kind, ""))
    return None if model is None else session.get(model, event.about_id)
