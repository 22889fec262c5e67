"""Queues: saved filters of a list, and sharing out what waits in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Stale
from tracker.domain.roles import Permission
from tracker.domain.urgency import Covers
from tracker.domain.vocabulary import ArticleStage, ClaimStage, Triage
from tracker.models import Article, Claim, Queue, QueuePerson, Review, Task, User
from tracker.services import claim_lists, tasks
from tracker.services.article_lists import Filters as ArticleFilters
from tracker.services.claim_lists import Filters as ClaimFilters
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.tasks import Plan, Thing

MOST_SHARED = 5000
"""How many things are shared out at a time."""

MOST_SHOWN = 50

Filters = ClaimFilters | ArticleFilters


@dataclass(frozen=True)
class Sharing:
    """What sharing out a queue comes to: each thing with who gets it, None where none of the people may have it."""

    shares: Sequence[tuple[Thing, User | None]]
    more: bool

    @property
    def given(self) -> list[tuple[Thing, User]]:
        """List what somebody gets."""
        return [(thing, to) for thing, to in self.shares if to is not None]


def get_queue(session: Session, queue_id: UUID, *, person: User) -> Queue:
    """Return a queue that a person sees, or raise NotFound."""
    queue = session.get(Queue, queue_id)
    if queue is None or not (queue.shared or queue.created_by_id == person.id):
        raise NotFound("There is no such queue.")
    return queue


def of_person(session: Session, person: User, *, limit: int = MOST_SHOWN) -> Sequence[Queue]:
    """List the queues that a person sees, their own and those for everybody, in the order in which they were saved."""
    seen = or_(Queue.created_by_id == person.id, Queue.shared.is_(True))
    query = select(Queue).where(seen, Queue.withdrawn.is_(False)).order_by(Queue.id).limit(limit)
    people = selectinload(Queue.people).joinedload(QueuePerson.person)
    return session.scalars(query.options(joinedload(Queue.created_by), people)).all()


def filters_of(queue: Queue) -> dict[str, str]:
    """Return the filters of a queue by name, as an address has them."""
    split = (one.partition("=") for one in queue.filters)
    return {name: value for name, _, value in split}


def save(
    session: Session,
    name: str,
    covers: Covers,
    filters: Mapping[str, Any],
    *,
    shared: bool = False,
    id: UUID | None = None,
    by: User,
) -> Queue:
    """Save filters of a list under a name, for oneself or for everybody. Posted twice, they are saved once."""
    if id is not None and (known := session.get(Queue, id)) is not None:
        return known
    _refuse_sharing(shared, by)
    queue = Queue(
        id=id or chance.new_id(),
        name=_named(name),
        covers=covers,
        filters=[f"{key}={value}" for key, value in filters.items()],
        shared=shared,
        created_at=chance.now(),
        created_by=by,
    )
    session.add(queue)
    record(session, Action.QUEUE_ADDED, about=queue, by=by)
    return queue


def change(
    session: Session,
    queue: Queue,
    *,
    name: str,
    shared: bool,
    people: Collection[User] | None = None,
    seen: int | None = None,
    why: str = "",
    by: User,
) -> None:
    """Rename a queue, say for whom it is, and among whom it is shared out; None leaves those as they are."""
    expect(queue, seen)
    _refuse_others(queue, by)
    if shared != queue.shared:
        _refuse_sharing(True, by)
    queue.name, queue.shared = _named(name), shared
    if people is not None:
        _share_among(session, queue, people, by)
    session.flush()
    record(session, Action.QUEUE_CHANGED, about=queue, by=by, why=why)


def withdraw(session: Session, queue: Queue, *, seen: int | None = None, why: str = "", by: User) -> None:
    """Take a queue away; nothing that it holds changes."""
    expect(queue, seen)
    _refuse_others(queue, by)
    if queue.withdrawn:
        raise Refusal("This queue was withdrawn already.")
    queue.withdrawn = True
    record(session, Action.QUEUE_WITHDRAWN, about=queue, by=by, why=why)


def sharing(session: Session, queue: Queue, filters: Filters) -> Sharing:
    """Say who gets what of the things that wait in a queue and are nobody's, by turns, the oldest first.

    A claim goes to nobody who annotated or assessed it; whoever is passed over has the next turn.
    """
    able = [one.person for one in queue.people if one.person.may(_permission(queue))]
    people = sorted(able, key=lambda person: (person.name, person.id))
    found = _waiting(session, filters, MOST_SHARED + 1)
    things, seen_by = found[:MOST_SHARED], _seen_by(session, found)
    shares: list[tuple[Thing, User | None]] = []
    turns = [people[(queue.turn + place) % len(people)] for place in range(len(people))]
    for thing in things:
        to = next((person for person in turns if person.id not in seen_by.get(thing.id, ())), None)
        if to is not None:
            turns.remove(to)
            turns.append(to)
        shares.append((thing, to))
    return Sharing(shares, len(found) > MOST_SHARED)


def share_out(
    session: Session, queue: Queue, filters: Filters, *, seen: int | None = None, why: str = "", by: User
) -> int:
    """Assign what waits in a queue to its people by turns, and return how many; ``seen`` is how many were shown."""
    if not by.may(Permission.SHARE_OUT):
        raise NotAllowed("Only an editor shares queues out.")
    given = sharing(session, queue, filters).given
    if seen is not None and len(given) != seen:
        raise Stale("What waits in this queue changed while you had it open. Look at it as it is now.")
    if not given:
        raise Refusal("Nothing waits in this queue that one of its people may deal with.")
    planned = {task.thing.id: task for task in _tasks(session, [thing.id for thing, _ in given])}
    for thing, to in given:
        task = planned.get(thing.id)
        priority = task.priority if task is not None else None
        tasks.put(session, task, thing, Plan(to, tasks.day_of(task), priority), by=by)
    queue.turn += len(given)
    record(session, Action.TASKS_SHARED, about=queue, by=by, why=why)
    return len(given)


def _waiting(session: Session, filters: Filters, limit: int) -> Sequence[Thing]:
    named: Any
    model: Any
    if isinstance(filters, ArticleFilters):
        model, named = Article, Task.article_id
        query: Any = select(Article).where(*filters.conditions(session), Article.stage == ArticleStage.NEW)
    else:
        model, named = Claim, Task.claim_id
        in_work = (Claim.stage != ClaimStage.DECIDED, Claim.triage == Triage.CHECK)
        query = claim_lists.matching(session, filters).where(*in_work)
    taken = select(Task.id).where(named == model.id, Task.assigned_to_id.is_not(None), Task.withdrawn.is_(False))
    return list(session.scalars(query.where(~taken.exists()).order_by(model.id).limit(limit)).all())


def _seen_by(session: Session, things: Sequence[Thing]) -> dict[UUID, set[UUID]]:
    """Return by claim who annotated or assessed it."""
    seen = {thing.id: {thing.created_by_id} for thing in things if isinstance(thing, Claim) and thing.created_by_id}
    query = select(Review.claim_id, Review.created_by_id).where(Review.claim_id.in_([thing.id for thing in things]))
    for claim_id, person_id in session.execute(query):
        seen.setdefault(claim_id, set()).add(person_id)
    return seen


def _tasks(session: Session, ids: Sequence[UUID]) -> Sequence[Task]:
    about = or_(Task.claim_id.in_(ids), Task.article_id.in_(ids))
    return session.scalars(select(Task).where(about).options(joinedload(Task.claim), joinedload(Task.article))).all()


def _share_among(session: Session, queue: Queue, people: Collection[User], by: User) -> None:
    standing = {one.person_id: one for one in queue.people}
    wanted = {person.id: person for person in people}
    if standing.keys() == wanted.keys():
        return
    if not by.may(Permission.SHARE_OUT):
        raise NotAllowed("Only an editor says among whom a queue is shared out.")
    for person_id in sorted(standing.keys() - wanted.keys()):
        session.delete(standing[person_id])
    for person in people:
        if person.id not in standing:
            tasks.refuse_unable(kind_of(queue), person)
            session.add(QueuePerson(id=chance.new_id(), queue=queue, person=person))
    session.flush()
    session.expire(queue, ["people"])


def kind_of(queue: Queue) -> str:
    """Return the kind of the things that a queue holds."""
    return Article.kind if queue.covers is Covers.ARTICLES else Claim.kind


def _permission(queue: Queue) -> Permission:
    return tasks.NEEDS[kind_of(queue)]


def _named(name: str) -> str:
    if not name.strip():
        raise Refusal("Give the queue a name.", field="name")
    return name.strip()


def _refuse_sharing(shared: bool, by: User) -> None:
    if shared and not by.may(Permission.ASSIGN):
        raise NotAllowed("Only a reviewer or above makes a queue for everybody. Save it for yourself.")


def _refuse_others(queue: Queue, by: User) -> None:
    if queue.created_by_id != by.id and not by.may(Permission.SHARE_OUT):
        raise NotAllowed(f"{queue.created_by.name} saved this queue. Ask them, or an editor, to change it.")
