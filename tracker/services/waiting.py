"""What waits: for one person, for anybody, and since when; for the first page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain.roles import Permission, holders
from tracker.domain.vocabulary import ArticleStage, ClaimStage
from tracker.models import Appearance, Article, Claim, Event, EventSubject, Look, Review, Task, User
from tracker.services import articles, carrying, looks, same_claims, tasks
from tracker.services.access import visible
from tracker.services.claim_rows import ClaimRow, rows
from tracker.services.history.naming import TABLES, Name, Names
from tracker.services.looks import CauseEntry

MOST_SHOWN = 20
MOST_COUNTED = 1000


@dataclass(frozen=True)
class SecondLook:
    """A claim that waits for another person: who assessed it, and since when."""

    row: ClaimRow
    assessed_by: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class InWork:
    """An article that a person has in work, and when it was last touched."""

    article: Article
    touched: datetime
    task: Task | None = None


@dataclass(frozen=True)
class Changed:
    """A cause for which claims need another look, what changed, and who changed it."""

    entry: CauseEntry
    what: Name
    by: str


@dataclass(frozen=True)
class Untaken:
    """The articles that nobody has taken, the newest first, and how many there are, up to MOST_COUNTED."""

    articles: Sequence[Article]
    count: int


def second_looks(session: Session, person: User, *, limit: int = MOST_SHOWN) -> list[SecondLook]:
    """List the claims that a person may assess or decide, and has not looked at yet, the longest waiting first.

    Where nobody else on the desk could, those that the person looked at alone wait for them too.
    """
    if not person.may(Permission.ASSESS):
        return []
    but_for = for_other_eyes(session, person)
    by_claim: dict[UUID, list[Review]] = {}
    for review in session.scalars(_standing_reviews(but_for).order_by(Review.id).limit(limit * 4)):
        by_claim.setdefault(review.claim.shown.id, []).append(review)
    reviews = list(by_claim.values())[:limit]
    shown = rows(session, [of_one[0].claim.shown for of_one in reviews])
    return [
        SecondLook(row, tuple(dict.fromkeys(one.created_by.name for one in of_one)), of_one[0].created_at)
        for row, of_one in zip(shown, reviews, strict=True)
    ]


def in_work(session: Session, person: User, *, limit: int = MOST_SHOWN) -> list[InWork]:
    """List the articles that a person has taken and not finished, the longest untouched first."""
    mine = (Article.taken_by_id == person.id, Article.stage.in_((ArticleStage.TAKEN, ArticleStage.IN_WORK)))
    query = select(Article).where(*mine).order_by(Article.id).limit(limit)
    found = session.scalars(query.options(joinedload(Article.entered_publisher))).all()
    ids = [article.id for article in found]
    touched, planned = _touched(session, ids), tasks.of_things(session, ids)
    listed = [InWork(one, touched.get(one.id, one.created_at), planned.get(one.id)) for one in found]
    return sorted(listed, key=lambda one: one.touched)


def assigned(session: Session, person: User, *, but: Collection[UUID] = ()) -> list[Task]:
    """List what a person is to deal with, the most urgent first; things of some ids stand elsewhere already."""
    found = tasks.waiting_for(session, person, limit=MOST_SHOWN + len(but))
    return [task for task in found if task.thing.id not in but and visible(task.thing, person)][:MOST_SHOWN]


def changed(session: Session, *among: ColumnElement[bool]) -> list[Changed]:
    """List why decided claims need another look, as ``looks.causes`` does, with what changed by name."""
    entries = looks.causes(session, *among)
    wanted = [(TABLES[entry.thing_kind], entry.thing_id) for entry in entries if entry.thing_kind in TABLES]
    names = Names(session, wanted)
    people = _people(session, [entry.first for entry in entries])
    return [Changed(entry, _name_of(names, entry), people.get(entry.first.opened_by_id, "")) for entry in entries]


def _name_of(names: Names, entry: CauseEntry) -> Name:
    """Return the name of what changed; where a claim appears has none of its own."""
    if entry.thing_kind == Appearance.kind:
        return Name(f"where claim {entry.first.claim.number} appears")
    return names.thing(entry.thing_kind, entry.thing_id)


def untaken(session: Session, *, limit: int = 10) -> Untaken:
    """Return the captured articles that nobody has taken."""
    query = select(Article).where(Article.stage == ArticleStage.NEW, Article.version > 0)
    counted = query.with_only_columns(Article.id).limit(MOST_COUNTED).subquery()
    shown = query.order_by(Article.id.desc()).limit(limit)
    reposted = joinedload(Article.repost_of).joinedload(Article.entered_publisher)
    published = (joinedload(Article.entered_publisher), reposted)
    return Untaken(
        session.scalars(shown.options(*published)).all(),
        session.scalar(select(func.count()).select_from(counted)) or 0,
    )


def abandoned(session: Session, *, limit: int = 10) -> list[InWork]:
    """List the articles that somebody took and left alone, the longest untouched first; anybody may take them."""
    query = select(Article).where(articles.abandoned(), Article.version > 0).order_by(Article.id).limit(limit)
    with_taker = (joinedload(Article.entered_publisher), joinedload(Article.taken_by))
    found = session.scalars(query.options(*with_taker)).all()
    touched = _touched(session, [article.id for article in found])
    listed = [InWork(article, touched.get(article.id, article.created_at)) for article in found]
    return sorted(listed, key=lambda one: one.touched)


def lost_quotes(session: Session) -> int:
    """Count the quotes that no longer stand in the newest version, up to ``carrying.MOST_LOST``."""
    return carrying.how_many_lost(session)


def _standing_reviews(condition: ColumnElement[bool]) -> Select[Review]:
    """Return the query of the assessments that stand of claims that await a second look and meet a condition."""
    newer = aliased(Review)
    superseded = exists().where(newer.claim_id == Review.claim_id, newer.supersedes_id == Review.id)
    awaiting = select(Claim.id).where(Claim.stage == ClaimStage.AWAITING_SECOND_LOOK, Claim.withdrawn.is_(False))
    awaiting = awaiting.where(Claim.merged_into_id.is_(None), condition)
    query = select(Review).where(Review.claim_id.in_(same_claims.with_merged_of(awaiting)))
    query = query.where(Review.verdict_id.is_not(None), ~superseded)
    return query.options(joinedload(Review.claim).joinedload(Claim.verdict), joinedload(Review.created_by))


def for_other_eyes(session: Session, person: User) -> ColumnElement[bool]:
    """Return the condition that a person has neither annotated a claim nor assessed it; all do where nobody else could.

    So whoever looks at it next makes another pair of eyes.
    """
    return _not_seen_by(person) if _others_could(session, person) else true()


def _not_seen_by(person: User) -> ColumnElement[bool]:
    own, newer = aliased(Review), aliased(Review)
    replaced = exists().where(newer.claim_id == own.claim_id, newer.supersedes_id == own.id)
    assessed = exists().where(
        own.claim_id == Claim.id, own.created_by_id == person.id, own.verdict_id.is_not(None), ~replaced
    )
    return Claim.created_by_id.is_distinct_from(person.id) & ~assessed


def _others_could(session: Session, person: User) -> bool:
    able = select(User.id).where(User.active, User.role.in_(holders(Permission.ASSESS)), User.id != person.id)
    return session.scalar(able.limit(1)) is not None


def _touched(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    query = (
        select(EventSubject.thing_id, func.max(EventSubject.seq).label("seq"))
        .where(EventSubject.kind == Article.kind, EventSubject.thing_id.in_(article_ids))
        .group_by(EventSubject.thing_id)
        .subquery()
    )
    newest = select(query.c.thing_id, Event.at).join(Event, Event.seq == query.c.seq)
    return {row.thing_id: row.at for row in session.execute(newest)}


def _people(session: Session, opened: Sequence[Look]) -> dict[UUID | None, str]:
    query = select(User.id, User.name).where(User.id.in_([look.opened_by_id for look in opened if look.opened_by_id]))
    return {row.id: row.name for row in session.execute(query)}
