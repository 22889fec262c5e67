"""When the claims of a case appeared and were overtaken, and when its articles came out and changed.

Read in a number of statements that does not grow with the case.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.case_timelines import CaseThing, CaseTimeline, Happening, Update, appeared, by_first, in_order
from tracker.domain.drawing.glyphs import Sign
from tracker.domain.vocabulary import Relation
from tracker.models import Appearance, Article, CaseItem, Claim, Link, Snapshot, User
from tracker.services import same_claims
from tracker.services.access import visible

MOST_READ = 500
"""How many appearances, versions and updates of one case are read at most, of each the first."""


def of_items(session: Session, items: Sequence[CaseItem], *, zone: tzinfo, person: User) -> CaseTimeline:
    """Return what happened to the things in a case, as far as a person may see them; merged claims are one.

    Days of the desk's own doing are those of its ``zone``.
    """
    held = [item.thing for item in items if visible(item.thing, person)]
    claims = _shown(session, [thing.id for thing in held if isinstance(thing, Claim)], person)
    articles = {thing.id: thing for thing in held if isinstance(thing, Article)}
    same = same_claims.by_claim(session, list(claims))
    shown = {one: claims[of] for of, ids in same.items() for one in ids}
    happened = [*_appeared(session, shown, person), *_came_out(articles), *_changed(session, articles, zone)]
    things = [
        *map(_claim, claims.values()),
        *(CaseThing("article", one.number or 0, one.title) for one in articles.values()),
    ]
    happenings = in_order(happened)
    return CaseTimeline(by_first(things, happenings), happenings, list(_updates(session, shown, person)))


def _shown(session: Session, ids: Sequence[UUID], person: User) -> dict[UUID, Claim]:
    """Return the claims as which some are shown, in their order, but for those that were withdrawn."""
    shown = same_claims.as_shown(session, ids)
    query = select(Claim).where(Claim.id.in_(shown), Claim.withdrawn.is_(False)).options(joinedload(Claim.verdict))
    found = {claim.id: claim for claim in session.scalars(query) if visible(claim, person)}
    return {one: found[one] for one in shown if one in found}


def _claim(claim: Claim) -> CaseThing:
    verdict = claim.verdict
    mark, word = (verdict.mark, verdict.label) if verdict is not None else ("none", "no verdict yet")
    return CaseThing("claim", claim.number or 0, claim.statement, mark, word)


def _appeared(session: Session, shown: Mapping[UUID, Claim], person: User) -> Iterator[Happening]:
    query = select(Appearance).where(Appearance.claim_id.in_(shown), Appearance.withdrawn.is_(False))
    with_article = joinedload(Appearance.article).joinedload(Article.entered_publisher)
    for place in session.scalars(query.order_by(Appearance.id).limit(MOST_READ).options(with_article)):
        if visible(place, person):
            article, number = place.article, shown[place.claim_id].number or 0
            yield appeared(place.stance, article.published, number, article.number or 0, _called(article))


def _came_out(articles: Mapping[UUID, Article]) -> Iterator[Happening]:
    for one in articles.values():
        yield Happening(one.published, Sign.PUBLISHED, ("article", one.number or 0), one.number or 0, _called(one))


def _changed(session: Session, articles: Mapping[UUID, Article], zone: tzinfo) -> Iterator[Happening]:
    query = select(Snapshot.article_id, Snapshot.version, Snapshot.created_at).where(Snapshot.version > 1)
    query = query.where(Snapshot.article_id.in_(articles)).order_by(Snapshot.id).limit(MOST_READ)
    for article_id, version, at in session.execute(query):
        one = articles[article_id]
        number = one.number or 0
        yield Happening(
            at.astimezone(zone).date().isoformat(), Sign.VERSION, ("article", number), number, _called(one), version
        )


def _updates(session: Session, shown: Mapping[UUID, Claim], person: User) -> Iterator[Update]:
    ids: Collection[UUID] = shown.keys()
    query = select(Link).where(Link.relation == Relation.UPDATES, Link.withdrawn.is_(False))
    query = query.where(Link.claim_id.in_(ids), Link.other_id.in_(ids)).order_by(Link.id).limit(MOST_READ)
    for link in session.scalars(query):
        newer, older = shown[link.claim_id], shown[link.other_id]
        if newer is not older and visible(link, person):
            yield Update(link.on, newer.number or 0, older.number or 0)


def _called(article: Article) -> str:
    return article.publisher.name if article.publisher is not None else article.title
