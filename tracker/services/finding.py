"""Finding claims, sources and articles by words, and one of them by its number."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain.matches import Run, holds, marked
from tracker.models import Anchor, Appearance, Article, Claim, Source, User
from tracker.services import search
from tracker.services.access import visible

_DIRECT = re.compile(r"\s*(?:(?P<kind>claim|article|source)\s+)?#?(?P<number>[0-9]{1,9})\s*", re.IGNORECASE)
_MODELS: dict[str, type[Claim] | type[Source] | type[Article]] = {"claim": Claim, "source": Source, "article": Article}


@dataclass(frozen=True)
class Hit:
    """A thing that was found: ``title`` is what it is called, ``beside`` what else holds the words typed."""

    thing: Any
    title: tuple[Run, ...]
    beside: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a search found of each kind, the best first; ``more`` says that there may be others."""

    claims: list[Hit]
    sources: list[Hit]
    articles: list[Hit]
    more: bool

    @property
    def total(self) -> int:
        """Return how many things were found."""
        return len(self.claims) + len(self.sources) + len(self.articles)


def at_number(session: Session, typed: str, *, person: User) -> tuple[str, int] | None:
    """Return the kind and number that a person typed ("1042", "article 12"), where there is such a thing."""
    direct = _DIRECT.fullmatch(typed)
    if direct is None:
        return None
    kind, number = (direct["kind"] or "claim").lower(), int(direct["number"])
    thing = session.scalar(select(_MODELS[kind]).where(_MODELS[kind].number == number))
    return (kind, number) if thing is not None and visible(thing, person) else None


def find(session: Session, typed: str, *, person: User) -> Found:
    """Return the best 200 things of all kinds that hold every word typed, as beginnings of words."""
    hits = search.best_of_all(session, typed)
    ids = {kind: [thing_id for other, thing_id in hits if other == kind] for kind in _MODELS}
    by_kind = {kind: _LOADERS[kind](session, typed, ids[kind]) for kind in _MODELS}
    shown = {
        kind: [hit for one in ids[kind] if (hit := by_kind[kind].get(one)) and visible(hit.thing, person)]
        for kind in _MODELS
    }
    return Found(shown["claim"], shown["source"], shown["article"], len(hits) >= search.BEST)


def _claims(session: Session, typed: str, ids: Collection[UUID]) -> dict[UUID, Hit]:
    query = select(Claim).where(Claim.id.in_(ids), Claim.withdrawn.is_(False)).options(joinedload(Claim.verdict))
    quotes = _quotes(session, ids)
    return {claim.id: _claim(claim, typed, quotes.get(claim.id, "")) for claim in session.scalars(query)}


def _claim(claim: Claim, typed: str, quote: str) -> Hit:
    beside = () if holds(claim.statement, typed) else marked(quote, typed)
    return Hit(claim, marked(claim.statement, typed), beside)


def _quotes(session: Session, claim_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the newest words of each claim where it appears, in one text a claim."""
    query = (
        select(Appearance.claim_id, Appearance.id, Anchor.exact)
        .join(Anchor, Anchor.appearance_id == Appearance.id)
        .where(Appearance.claim_id.in_(claim_ids), Appearance.withdrawn.is_(False))
        .order_by(Anchor.id)
    )
    newest: dict[UUID, dict[UUID, str]] = {}
    for claim_id, appearance_id, exact in session.execute(query):
        newest.setdefault(claim_id, {})[appearance_id] = exact
    return {claim_id: " … ".join(dict.fromkeys(quotes.values())) for claim_id, quotes in newest.items()}


def _sources(session: Session, typed: str, ids: Collection[UUID]) -> dict[UUID, Hit]:
    query = select(Source).where(Source.id.in_(ids), Source.withdrawn.is_(False)).options(selectinload(Source.names))
    return {source.id: _source(source, typed) for source in session.scalars(query)}


def _source(source: Source, typed: str) -> Hit:
    others = [one.name for one in source.names if one.name != source.name]
    beside = "" if holds(source.name, typed) else next((one for one in others if holds(one, typed)), ", ".join(others))
    return Hit(source, marked(source.name, typed), marked(beside, typed))


def _articles(session: Session, typed: str, ids: Collection[UUID]) -> dict[UUID, Hit]:
    query = select(Article).where(Article.id.in_(ids)).options(joinedload(Article.entered_publisher))
    return {article.id: _article(article, typed) for article in session.scalars(query)}


def _article(article: Article, typed: str) -> Hit:
    outlet = article.publisher.name if article.publisher is not None else "publisher unknown"
    beside = " · ".join(filter(None, [outlet, article.byline]))
    return Hit(article, marked(article.title, typed), marked(beside, typed))


_LOADERS: dict[str, Callable[[Session, str, Collection[UUID]], dict[UUID, Hit]]] = {
    "claim": _claims,
    "source": _sources,
    "article": _articles,
}
