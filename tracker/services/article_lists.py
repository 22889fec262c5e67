"""The list of articles: filtered, paged by key, in the same number of statements however long it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ArticleStage
from tracker.models import Appearance, Article, Claim, Hold, Task, User
from tracker.services import cases, holds, merged, same_claims, search, task_filters, tasks
from tracker.services.paging import Page, newest_first
from tracker.services.task_filters import Due

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Filters:
    """Which articles are asked for; ``untaken`` asks for those that nobody took, ``cited`` for works not read here.

    ``case`` is the number of one that holds the article or a claim that appears in it.
    """

    stage: ArticleStage | None = None
    outlet: str = ""
    language: str = ""
    taken_by: UUID | None = None
    untaken: bool = False
    text: str = ""
    cited: bool = False
    case: int | None = None
    assigned: str = ""
    due: Due | None = None
    priority: Priority | None = None

    def conditions(self, session: Session) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on articles that these filters stand for."""
        yield Article.version == 0 if self.cited else Article.version > 0
        if self.stage:
            yield Article.stage == self.stage
        if self.language:
            yield Article.language == self.language
        if self.taken_by:
            yield Article.taken_by_id == self.taken_by
        if self.untaken:
            yield Article.taken_by_id.is_(None)
        if self.outlet:
            found = search.found(session, self.outlet, "source")
            yield _among(Article.publisher_id, None if found is None else merged.with_merged(found))
        if self.case is not None:
            yield or_(*(Article.id.in_(ids) for ids in cases.articles_in(self.case)))
        unfinished = Article.stage.not_in((ArticleStage.DONE, ArticleStage.SET_ASIDE))
        yield from task_filters.conditions(session, self, Article.id, Task.article_id, unfinished)
        if self.text:
            yield _among(Article.id, search.found(session, self.text, "article"))


@dataclass(frozen=True)
class Row:
    """An article of the list, and how many claims appear in it."""

    article: Article
    claims: int
    task: Task | None = None
    held: Hold | None = None


def page(session: Session, filters: Filters, *, after: str | None = None) -> Page[Row]:
    """Return a page of articles, the newest first, each with the number of its claims."""
    query = select(Article).where(*filters.conditions(session))
    query = query.options(joinedload(Article.entered_publisher), joinedload(Article.taken_by))
    found = newest_first(session, query, Article.id, after=after)
    return found.map(lambda articles: _rows(session, articles))


def how_many(session: Session, filters: Filters) -> int:
    """Count the articles that filters leave, up to MOST_COUNTED."""
    counted = select(Article.id).where(*filters.conditions(session)).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def takers(session: Session) -> Sequence[User]:
    """List the people who have taken an article, by name."""
    taking = select(Article.taken_by_id).where(Article.taken_by_id.is_not(None))
    return session.scalars(select(User).where(User.id.in_(taking)).order_by(User.name, User.id)).all()


def languages(session: Session) -> Sequence[str]:
    """List the languages in which articles are written, as tags."""
    return session.scalars(select(Article.language).where(Article.language != "").distinct().order_by("language")).all()


def _rows(session: Session, articles: Sequence[Article]) -> list[Row]:
    shown = same_claims.shown_as()
    counted = (
        select(Appearance.article_id, func.count(func.coalesce(shown.c.shown, Claim.id).distinct()).label("claims"))
        .join(Claim, Appearance.claim_id == Claim.id)
        .outerjoin(shown, shown.c.id == Claim.id)
        .where(Appearance.article_id.in_([one.id for one in articles]))
        .where(Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False))
        .group_by(Appearance.article_id)
    )
    claims = {row.article_id: row.claims for row in session.execute(counted)}
    ids = [article.id for article in articles]
    planned, held = tasks.of_things(session, ids), holds.on_things(session, ids)
    return [Row(one, claims.get(one.id, 0), planned.get(one.id), held.get(one.id)) for one in articles]


def _among(column: InstrumentedAttribute[Any], found: Select[UUID] | None) -> ColumnElement[bool]:
    """Return the condition that a search found the thing; a search for no word finds nothing."""
    return false() if found is None else column.in_(found)
