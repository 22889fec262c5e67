"""Whom a source cites and who cites it, read in a number of statements that does not grow with them.

As its record, both are counted over the newest steps and articles alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.connections import Connections, Neighbour, in_order
from tracker.domain.vocabulary import SourceKind, StepCheck
from tracker.models import Appearance, Article, Citation, Passage, Snapshot, Source
from tracker.services import merged
from tracker.services.source_records import beyond, newest_articles, newest_steps, standing

Checks = defaultdict[StepCheck, int]


def of_source(session: Session, source: Source) -> Connections:
    """Return who stands next to a source in the trails of claims, and to all that was merged with it."""
    ids = merged.kin(session, source.id)
    steps, recent = newest_steps(ids), newest_articles(ids)
    shown = merged.all_shown(session)
    cites = _by_source(session.execute(_cited(select(beyond(steps, recent).subquery().c.id))), shown)
    citing = session.execute(_citing(select(steps.c.id))).all()
    cited_by = _by_source(((row.who, row.check, row.steps) for row in citing if row.who), shown)
    by_article = _by_source(((row.article, row.check, row.steps) for row in citing if not row.who), {})
    known = _sources(session, {*cites, *cited_by, source.shown.id})
    titles = _titles(session, set(by_article))
    return Connections(
        known[source.shown.id],
        in_order(_counted(known[id], checks) for id, checks in cites.items()),
        in_order(
            [
                *(_counted(known[id], checks) for id, checks in cited_by.items()),
                *(_counted(titles[id], checks) for id, checks in by_article.items() if id in titles),
            ]
        ),
    )


def _cited(ids: Select[UUID]) -> Select[UUID, StepCheck, int]:
    """Return the query that counts some steps by their source and by how they checked out."""
    query = select(Citation.source_id, Citation.check, func.count()).where(Citation.id.in_(ids), standing())
    return query.group_by(Citation.source_id, Citation.check)


def _citing(ids: Select[UUID]) -> Select[Any]:
    """Return the query that counts some steps by who has it from them: the step before, or who published the article.

    Where nobody knows who published it, it is the article.
    """
    near = aliased(Citation)
    who = func.coalesce(near.source_id, Article.publisher_id)
    article = case((who.is_(None), Article.id))
    place = func.coalesce(Appearance.article_id, Snapshot.article_id)
    query = (
        select(who.label("who"), article.label("article"), Citation.check.label("check"), func.count().label("steps"))
        .select_from(Citation)
        .outerjoin(near, near.id == Citation.via_id)
        .outerjoin(Appearance, Appearance.id == Citation.appearance_id)
        .outerjoin(Passage, Passage.id == Citation.passage_id)
        .outerjoin(Snapshot, Snapshot.id == Passage.snapshot_id)
        .join(Article, Article.id == place)
        .where(Citation.id.in_(ids), standing())
    )
    return query.group_by(who, article, Citation.check)


def _by_source(rows: Iterable[Any], shown: Mapping[UUID, UUID]) -> dict[UUID, Checks]:
    counted: dict[UUID, Checks] = {}
    for id, check, steps in rows:
        counted.setdefault(shown.get(id, id), defaultdict(int))[check] += steps
    return counted


def _sources(session: Session, ids: set[UUID]) -> dict[UUID, Neighbour]:
    query = select(Source.id, Source.source_kind, Source.name, Source.number).where(Source.id.in_(ids))
    return {id: Neighbour(kind, name, number or 0, {}) for id, kind, name, number in session.execute(query)}


def _titles(session: Session, ids: set[UUID]) -> dict[UUID, Neighbour]:
    query = select(Article.id, Article.title, Article.number).where(Article.id.in_(ids))
    rows = session.execute(query)
    return {id: Neighbour(SourceKind.OUTLET, title, number or 0, {}, is_article=True) for id, title, number in rows}


def _counted(one: Neighbour, checks: Mapping[StepCheck, int]) -> Neighbour:
    return Neighbour(one.kind, one.name, one.number, dict(checks), one.is_article)
