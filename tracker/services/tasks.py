"""Tasks: who is to deal with an article or a claim, until when, and how urgent it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal, Stale
from tracker.domain.messages import MessageKind
from tracker.domain.roles import Permission, holders
from tracker.domain.urgency import RANKS, Priority
from tracker.domain.vocabulary import ArticleStage, ClaimStage
from tracker.models import Article, Claim, SeenTask, Task, User
from tracker.services import messages
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.stages import refuse_withdrawn

MOST_SHOWN = 100

Thing = Article | Claim
"""What can be assigned."""

_DONE = (ArticleStage.DONE, ArticleStage.SET_ASIDE)
NEEDS = {Article.kind: Permission.ANNOTATE, Claim.kind: Permission.ASSESS}
"""What it takes to deal with a thing of each kind."""


@dataclass(frozen=True)
class Plan:
    """Who is to deal with a thing, None for nobody, until which day, and how urgent it is."""

    to: User | None = None
    due: date | None = None
    priority: Priority | None = None


def find_task(session: Session, thing: Thing) -> Task | None:
    """Return what is planned for a thing, or None for nothing."""
    return of_things(session, [thing.id]).get(thing.id)


def of_things(session: Session, ids: Collection[UUID]) -> dict[UUID, Task]:
    """Return what is planned for some things, by their ids, in one statement."""
    about = or_(Task.claim_id.in_(ids), Task.article_id.in_(ids))
    query = select(Task).where(about, Task.withdrawn.is_(False)).options(joinedload(Task.assigned_to))
    return {_thing_id(task): task for task in session.scalars(query)} if ids else {}


def doers(session: Session, kind: str) -> Sequence[User]:
    """List the people who can deal with things of a kind, by name."""
    able = (User.active.is_(True), User.role.in_(holders(NEEDS[kind])))
    return session.scalars(select(User).where(*able).order_by(User.name, User.id)).all()


def set_out(
    session: Session, thing: Thing, plan: Plan, *, seen: int | None = None, why: str = "", by: Actor
) -> Task | None:
    """Say who is to deal with a thing, until when, and how urgent it is.

    ``seen`` is the revision of the plan that the person was shown, 0 for none: Stale is raised where it is another one.
    """
    task = session.scalar(select(Task).where(_about(thing)))
    _expect(task, seen)
    refuse_idle(thing)
    refuse_unable(thing.kind, plan.to)
    before = task.assigned_to if task is not None and not task.withdrawn else None
    task = put(session, task, thing, plan, by=by)
    if task is None or not session.is_modified(task):
        return task
    record(session, Action.TASK_PLANNED if plan.to is before else Action.TASK_ASSIGNED, about=thing, by=by, why=why)
    return task


def put(session: Session, task: Task | None, thing: Thing, plan: Plan, *, by: Actor) -> Task | None:
    """Write a plan down as part of another action, in the row of the thing's plan if it has one."""
    if task is None:
        if plan == Plan():
            return None
        task = Task(id=chance.new_id(), withdrawn=False)
        task.article = thing if isinstance(thing, Article) else None
        task.claim = thing if isinstance(thing, Claim) else None
        session.add(task)
    if task.assigned_to is not plan.to or task.withdrawn:
        task.assigned_to, task.assigned_by = plan.to, person_of(by)
        task.assigned_at = chance.now() if plan.to is not None else None
        messages.note(session, plan.to, MessageKind.TASK, task.id, by=by)
    due = plan.due.isoformat() if plan.due is not None else None
    for name, value in (("due", due), ("priority", plan.priority), ("withdrawn", False)):
        if getattr(task, name) != value:
            setattr(task, name, value)
    return task


def waiting_for(session: Session, person: User, *, limit: int = MOST_SHOWN) -> Sequence[Task]:
    """List what a person is to deal with and is not done, the most urgent first."""
    query = _open().where(Task.assigned_to_id == person.id).order_by(*by_urgency(), Task.id).limit(limit)
    return session.scalars(query).all()


def unread(session: Session, person: User, *, limit: int = MOST_SHOWN) -> Sequence[Task]:
    """List what others have assigned to a person who has not read of it yet, the oldest first."""
    seen = select(SeenTask.task_id).where(SeenTask.user_id == person.id, SeenTask.seen_at >= Task.assigned_at)
    mine = (Task.assigned_to_id == person.id, Task.assigned_by_id.is_distinct_from(person.id))
    query = _open().where(*mine, ~seen.where(SeenTask.task_id == Task.id).exists())
    return session.scalars(query.order_by(Task.assigned_at, Task.id).limit(limit)).all()


def mark_read(session: Session, person: User, ids: Collection[UUID]) -> None:
    """Note that a person has read that things are assigned to them."""
    now = chance.now()
    for task in unread(session, person):
        if task.id in ids:
            session.merge(SeenTask(user_id=person.id, task_id=task.id, seen_at=now))


def day_of(task: Task | None) -> date | None:
    """Return the deadline of a plan as a day, None for none."""
    return date.fromisoformat(task.due) if task is not None and task.due else None


def by_urgency() -> list[ColumnElement[Any]]:
    """Return by what tasks are ordered, the most urgent first."""
    rank = case(
        {priority: rank for priority, rank in RANKS.items() if priority}, value=Task.priority, else_=RANKS[None]
    )
    return [Task.due.is_(None), Task.due.expression, rank]


def refuse_idle(thing: Thing) -> None:
    """Refuse a plan for a claim that nobody works on any more."""
    if isinstance(thing, Claim):
        refuse_withdrawn(thing)


def refuse_unable(kind: str, person: User | None) -> None:
    """Refuse to assign a thing of a kind to somebody who left or may not deal with it."""
    if person is None or person.may(NEEDS[kind]):
        return
    if not person.active:
        raise Refusal(f"{person.name} no longer works on this desk. Assign it to somebody else.", field="assigned_to")
    raise Refusal(f"{person.name} may not {NEEDS[kind].label}. Assign it to somebody else.", field="assigned_to")


def _open() -> Select[Task]:
    """Return the query of the tasks whose things are not done."""
    query = select(Task).outerjoin(Task.claim).outerjoin(Task.article).where(Task.withdrawn.is_(False))
    claim = and_(Claim.stage != ClaimStage.DECIDED, Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
    of_thing = (joinedload(Task.claim), joinedload(Task.article), joinedload(Task.assigned_by))
    return query.where(or_(claim, Article.stage.not_in(_DONE))).options(*of_thing)


def _expect(task: Task | None, seen: int | None) -> None:
    if task is not None and not task.withdrawn:
        expect(task, seen)
    elif seen:
        raise Stale("What was planned for this changed while you had it open. Look, and send yours again.")


def _about(thing: Thing) -> ColumnElement[bool]:
    return (Task.article_id if isinstance(thing, Article) else Task.claim_id) == thing.id


def _thing_id(task: Task) -> UUID:
    thing_id = task.claim_id or task.article_id
    if thing_id is None:
        raise TypeError("a task is on an article or a claim")
    return thing_id
