"""What is next: the most urgent article or claim that nobody works on and that a person may deal with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.roles import Permission
from tracker.domain.urgency import RANKS, Priority
from tracker.domain.vocabulary import ArticleStage, ClaimStage, Triage
from tracker.models import Article, Claim, Note, Task, User
from tracker.services import articles, claim_lists, holds, stages, tasks, waiting
from tracker.services.article_lists import Filters as ArticleFilters
from tracker.services.claim_lists import Filters as ClaimFilters
from tracker.services.tasks import Thing

TRIES = 20
"""How many things in a row others may come before; then nothing is given."""

Filters = ClaimFilters | ArticleFilters
T = TypeVar("T", Article, Claim)
_Order = tuple[bool, str, int, bool, bool, str]

_STAGES = {
    Claim: (ClaimStage.TO_CHECK, ClaimStage.IN_WORK, ClaimStage.AWAITING_SECOND_LOOK, ClaimStage.NEEDS_ANOTHER_LOOK),
    Article: (ArticleStage.NEW, ArticleStage.TAKEN, ArticleStage.IN_WORK),
}
_DECIDABLE = (Claim.stage == ClaimStage.AWAITING_SECOND_LOOK, Claim.blind.is_(None))
_PRESSING = (Priority.URGENT, Priority.HIGH)


@dataclass(frozen=True)
class _Candidate:
    thing: Thing
    order: _Order


def take_next(session: Session, person: User, filters: Filters | None = None, *, decides: bool = False) -> Thing | None:
    """Give a person the most urgent thing, of all or of what filters leave, and hold it for them; None for nothing.

    What is due comes first, then what has priority, then what is theirs, then claims, then what has waited longest.
    Nobody is given what is assigned to somebody else, what somebody works on, or a claim on which they would be no
    other pair of eyes. Where the person ``decides``, only claims that are assessed and not sealed are given.
    An article is taken along with it. Two who ask at once are never given the same thing.
    """
    for _ in range(TRIES):
        found = sorted(_candidates(session, person, filters, decides), key=lambda one: one.order)
        if not found:
            return None
        thing = found[0].thing
        if holds.take(session.connection(), thing.id, person.id, chance.now()):
            if isinstance(thing, Article) and thing.taken_by_id != person.id:
                session.refresh(thing)
                articles.take(session, thing, seen=None, by=person)
            return thing
    return None


def _candidates(session: Session, person: User, filters: Filters | None, decides: bool) -> Iterator[_Candidate]:
    if not isinstance(filters, ArticleFilters) and person.may(Permission.ASSESS):
        query = _claims(session, person, filters)
        yield from _best(session, person, query.where(*_DECIDABLE) if decides else query, Claim, Task.claim_id)
    if not decides and not isinstance(filters, ClaimFilters) and person.may(Permission.ANNOTATE):
        yield from _best(session, person, _articles(session, person, filters), Article, Task.article_id)


def _claims(session: Session, person: User, filters: ClaimFilters | None) -> Select[Any]:
    sent_back = select(Note.id).where(Note.claim_id == Claim.id, stages.sends_back())
    query = claim_lists.matching(session, filters or ClaimFilters())
    in_work = (Claim.triage == Triage.CHECK, Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
    return query.where(*in_work, ~sent_back.exists(), waiting.for_other_eyes(session, person))


def _articles(session: Session, person: User, filters: ArticleFilters | None) -> Select[Any]:
    query = select(Article).where(*(filters or ArticleFilters()).conditions(session), Article.version > 0)
    mine = and_(Article.taken_by_id == person.id, Article.stage != ArticleStage.NEW)
    return query.where(or_(Article.stage == ArticleStage.NEW, mine, articles.abandoned()))


def _best(session: Session, person: User, query: Select[Any], model: type[T], named: Any) -> Iterator[_Candidate]:
    """Yield the first of each tier: each is found by an index, so that a long queue costs no more than a short one."""
    query = query.where(~holds.is_held(model.id))
    planned = query.join(Task, and_(named == model.id, Task.withdrawn.is_(False))).add_columns(Task)
    free = or_(Task.assigned_to_id.is_(None), Task.assigned_to_id == person.id)
    mine = Task.assigned_to_id != person.id
    planned = planned.where(free, model.stage.in_(_STAGES[model]))
    ordered = planned.order_by(*tasks.by_urgency(), mine, model.id).limit(1)
    tiers: list[ColumnElement[bool]] = [
        Task.due.is_not(None),
        and_(Task.due.is_(None), Task.priority.in_(_PRESSING)),
        and_(Task.due.is_(None), Task.priority.is_(None), Task.assigned_to_id == person.id),
        and_(Task.due.is_(None), Task.priority == Priority.LOW),
    ]
    for tier in tiers:
        for thing, task in session.execute(ordered.where(tier)):
            yield _Candidate(thing, _order(thing, task, person))
    unplanned = query.where(~_spoken_for(model.id, named))
    for stage in _STAGES[model]:
        for thing in session.scalars(unplanned.where(model.stage == stage).order_by(model.id).limit(1)):
            yield _Candidate(thing, _order(thing, None, person))


def _spoken_for(thing: Any, named: Any) -> ColumnElement[bool]:
    """Return the condition that a thing is assigned or has its place in the order already."""
    said = or_(Task.assigned_to_id.is_not(None), Task.due.is_not(None), Task.priority.is_not(None))
    return select(Task.id).where(named == thing, Task.withdrawn.is_(False), said).exists()


def _order(thing: Thing, task: Task | None, person: User) -> _Order:
    due, priority = (task.due, task.priority) if task is not None else (None, None)
    mine = task is not None and task.assigned_to_id == person.id
    return (due is None, due or "", RANKS[priority], not mine, isinstance(thing, Article), str(thing.id))
