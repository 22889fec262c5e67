"""Works that are cited: found among the articles that the desk knows, or noted by title and outlet."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.actors import Actor
from tracker.models import Article
from tracker.services import articles, search
from tracker.services.articles import Description

_NUMBERED = re.compile(r"^(?:.*\[(?P<bracketed>\d{1,9})\]|(?P<bare>\d{1,9}))$", re.DOTALL)


def cited(session: Session, typed: str, outlet: str, *, by: Actor) -> Article | None:
    """Return the work that a person means: by its number, as in ``311`` or ``Depot hit [311]``, else noted anew.

    A work noted anew is part of another action; nothing typed is no work. Raises NotFound for an unknown number.
    """
    if not typed.strip():
        return None
    numbered = _NUMBERED.match(typed.strip())
    if numbered is not None:
        return articles.get_article(session, int(numbered["bracketed"] or numbered["bare"]))
    return articles.make_stub(session, Description(title=typed, outlet=outlet), by=by)


def suggest(session: Session, typed: str, *, limit: int = 6) -> Sequence[Article]:
    """List the articles whose title, byline or outlet hold every word typed, the best first."""
    ids = search.best(session, typed, "article", limit=limit)
    query = select(Article).where(Article.id.in_(ids)).options(selectinload(Article.entered_publisher))
    found = {article.id: article for article in session.scalars(query)}
    return [found[one] for one in ids if one in found]


def as_typed(article: Article | None) -> str:
    """Write a work so that ``cited`` finds it again."""
    return "" if article is None else f"{article.title} [{article.number}]"
