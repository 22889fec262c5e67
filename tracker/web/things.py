"""The claims, articles and sources that addresses name, as far as the person may see them."""

from flask import g

from tracker.domain.errors import NotFound
from tracker.models import Article, Claim, Source
from tracker.services import articles, claims, sources
from tracker.services.access import visible

_FINDERS = {
    "claims": claims.find_claim,
    "articles": articles.find_article,
    "sources": sources.find_source,
}


def thing_at(kind: str, number: int) -> Article | Claim | Source:
    """Return the thing at ``/<kind>/<number>``, or raise NotFound."""
    find = _FINDERS.get(kind)
    thing = None if find is None else find(g.session, number)
    if thing is None or not visible(thing, g.user):
        raise NotFound(f"There is no {kind.removesuffix('s') if find else 'page'} {number}.")
    return thing


def claim_at(number: int) -> Claim:
    """Return the claim of a number, or raise NotFound."""
    claim = claims.get_claim(g.session, number)
    if not visible(claim, g.user):
        raise NotFound(f"There is no claim {number}.")
    return claim


def page_path(thing: Article | Claim | Source) -> str:
    """Return the address of a thing's own page."""
    return f"/{thing.kind}s/{thing.number}"
