"""The claims of an article with their origins, read in a number of statements that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.claims_by_origin import ArticleClaim
from tracker.domain.vocabulary import Triage
from tracker.models import Appearance, Article, Claim, User
from tracker.services import origins, same_claims
from tracker.services.access import visible
from tracker.services.reports import quotes, reading

MOST_READ = 60
"""How many claims of one article are read at most, those that were entered first."""


@dataclass(frozen=True)
class ClaimsByOrigin:
    """Claims of an article, and how many more it has that were not read."""

    claims: Sequence[ArticleClaim]
    left_out: int


def of_article(session: Session, article: Article, *, person: User) -> ClaimsByOrigin:
    """Return the claims that are checked and appear in an article, as a person may see them; merged ones are one."""
    appearing = _appearing(article)
    shown = same_claims.as_shown(session, session.scalars(appearing.limit(MOST_READ)).all())
    query = select(Claim).where(Claim.id.in_(shown), Claim.withdrawn.is_(False)).options(joinedload(Claim.verdict))
    found = {claim.id: claim for claim in session.scalars(query) if visible(claim, person)}
    same = same_claims.by_claim(session, list(found))
    every = [one for ids in same.values() for one in ids]
    placed = same_claims.gathered(same, quotes.of_claims(reading.begin(session, person, names=False), every))
    counted = origins.of_claims(session, list(found))
    count = session.scalar(select(func.count()).select_from(appearing.subquery())) or 0
    return ClaimsByOrigin(
        [
            ArticleClaim(
                claim.number or 0,
                claim.statement,
                claim.verdict.mark if claim.verdict is not None else "none",
                claim.verdict.label if claim.verdict is not None else "no verdict yet",
                [quote for quote in placed[id] if quote.article.number == article.number],
                counted[id].told(),
            )
            for id in shown
            if (claim := found.get(id)) is not None
        ],
        max(0, count - MOST_READ),
    )


def _appearing(article: Article) -> Select[UUID]:
    """Return the query of the claims that stand in an article, in the order in which they were entered."""
    standing = (Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False), Claim.triage == Triage.CHECK)
    query = select(Appearance.claim_id).join(Claim, Claim.id == Appearance.claim_id).distinct()
    return query.where(Appearance.article_id == article.id, *standing).order_by(Appearance.claim_id)
