"""Undoing one's own last action: seen before it is done, refused where somebody has built on it, and never twice."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import UNDOABLE, Action
from tracker.domain.differences import Kind, Piece
from tracker.domain.entries import Difference, Entry
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.roles import Permission
from tracker.models import Change, Claim, Event, EventSubject, Recorded, User
from tracker.services import decisions, reviews
from tracker.services.history.entries import entries
from tracker.services.history.naming import TABLES, Names
from tracker.services.history.replay import in_order, telling
from tracker.services.record import record
from tracker.services.undo.built_on import reasons
from tracker.services.undo.plans import MODELS, Way, mentioned, plan, told
from tracker.services.undo.steps import bring_back

_LOOKED_THROUGH = 200
_STAYING = ("article", "tag")


@dataclass(frozen=True)
class Undoing:
    """The last action of a person, what undoing it would change, what would stay, and why it is refused, if it is."""

    event_id: UUID
    entry: Entry
    differences: tuple[Difference, ...]
    stays: tuple[str, ...]
    refusal: str


def last(session: Session, person: User) -> Event | None:
    """Return the newest action of a person that can be undone and was not, or None."""
    wanted = [action.value for action in (*UNDOABLE, Action.UNDONE)]
    query = select(Event).where(Event.actor == person.actor, Event.action.in_(wanted))
    events = session.scalars(query.order_by(Event.seq.desc()).limit(_LOOKED_THROUGH)).all()
    undone = _undone(session, [event.seq for event in events if event.done is Action.UNDONE])
    return next((event for event in events if event.done is not Action.UNDONE and event.id not in undone), None)


def preview(session: Session, *, person: User) -> Undoing | None:
    """Return what undoing a person's last action comes to, or None where there is nothing to undo."""
    event = last(session, person)
    if event is None:
        return None
    steps = plan(session, event)
    names = Names(session, mentioned(steps))
    stays = (step for step in steps if step.way is Way.STAY and step.model.kind in _STAYING)
    return Undoing(
        event_id=event.id,
        entry=entries(session, [event], person=person)[0],
        differences=(*_taken_back(event), *told(steps, names)),
        stays=tuple(names.thing(step.model.kind, step.change.row_id).text for step in stays),
        refusal=next(reasons(session, event, steps, person), ""),
    )


def undo(session: Session, event_id: UUID, *, why: str, by: User) -> None:
    """Undo a person's last action by new changes; ``event_id`` names the one that they were shown.

    Raises Stale where it is no longer their last, and Refusal where somebody has built on it.
    """
    if not by.may(Permission.UNDO):
        raise NotAllowed("Your role on this desk does not allow undoing.")
    event = last(session, by)
    if event is None or event.id != event_id:
        raise Stale("You have done something since, or undone this already. Look at what would be undone now.")
    steps = plan(session, event)
    for reason in reasons(session, event, steps, by):
        raise Refusal(reason)
    claims = _claims(session, event)
    _take_back(session, event, claims, why, by)
    bring_back(session, steps, claims, because=why)
    record(session, Action.UNDONE, about=_about(session, event), by=by, why=why, undoes=str(event.id))


def _undone(session: Session, seqs: Collection[int]) -> set[UUID]:
    words = in_order(session, telling().where(Change.seq.in_(seqs), Change.position == 0))
    return {UUID((change.columns or {})["detail"]["undoes"]) for change in words}


def _taken_back(event: Event) -> list[Difference]:
    labels = {Action.CLAIM_REVIEWED: "Your assessment", Action.CLAIM_DECIDED: "Desk verdict"}
    label = labels.get(event.done)
    return [Difference(label, (Piece(Kind.ADDED, "taken back"),))] if label else []


def _take_back(session: Session, event: Event, claims: Collection[Claim], why: str, by: User) -> None:
    """Take an assessment or a decision back as its own service does: by a newer one without a verdict."""
    for claim in claims:
        if claim.id == event.about_id and event.done is Action.CLAIM_REVIEWED:
            reviews.take_back(session, claim, why=why, by=by)
        elif claim.id == event.about_id and event.done is Action.CLAIM_DECIDED:
            decisions.reopen(session, claim, why=why, by=by)


def _claims(session: Session, event: Event) -> list[Claim]:
    touched = select(EventSubject.thing_id).where(EventSubject.seq == event.seq, EventSubject.kind == Claim.kind)
    return list(session.scalars(select(Claim).where(Claim.id.in_(touched)).order_by(Claim.id)))


def _about(session: Session, event: Event) -> Recorded | None:
    model = MODELS.get(TABLES.get(event.about_kind, ""))
    return None if model is None else session.get(model, event.about_id)
