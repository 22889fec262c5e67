"""What the rule on origins looks at, as queries: each of some claims, whatever the number of these."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.domain.vocabulary import Relation, Standing
from tracker.models import (
    Anchor,
    Appearance,
    Article,
    Citation,
    Link,
    NearCopy,
    OriginRuling,
    Ownership,
    Snapshot,
    Source,
    Stake,
)


def _raw(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Read an id or a word as text: the rule only compares ids, and ten thousand steps have fifty thousand of each."""
    return cast(column, String).label(column.key)


def merged() -> Select[*tuple[Any, ...]]:
    """Return the query of all sources that were merged, and into which."""
    return select(_raw(Source.id), _raw(Source.merged_into_id)).where(Source.merged_into_id.is_not(None))


def _standing(ids: Collection[UUID]) -> Any:
    return and_(Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False))


def places(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of where some claims appear, with what each place says of itself, in the order of entry."""
    columns = (
        _raw(Appearance.claim_id),
        _raw(Appearance.id),
        _raw(Appearance.article_id),
        _raw(Appearance.passage_id),
        Appearance.stance,
    )
    known = (Appearance.basis, _raw(Appearance.known_from_id), Appearance.beyond)
    return select(*columns, *known).where(_standing(ids)).order_by(Appearance.id)


def _entered_on(ids: Collection[UUID]) -> Any:
    """Return the condition on steps that were entered on the appearances of some claims, or on their passages."""
    appearances = select(Appearance.id).where(_standing(ids))
    passages = select(Appearance.passage_id).where(_standing(ids), Appearance.passage_id.is_not(None))
    return or_(Citation.appearance_id.in_(appearances), Citation.passage_id.in_(passages))


def steps(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of the steps of their trails, the words of closed lists last and as text."""
    on = _raw(Citation.appearance_id), _raw(Citation.passage_id)
    return (
        select(
            *on,
            _raw(Citation.source_id),
            _raw(Citation.known_from_id),
            _raw(Citation.id),
            _raw(Citation.via_id),
            _raw(Citation.cited_article_id),
            *map(_raw, (Citation.stance, Citation.basis, Citation.beyond, Citation.check, Citation.read_as)),
        )
        .where(_entered_on(ids))
        .order_by(Citation.position, Citation.id)
    )


def works(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of the articles that some claims appear in, and of those that their trails cite."""
    carrying = select(Appearance.article_id).where(_standing(ids))
    cited = select(Citation.cited_article_id).where(_entered_on(ids), Citation.cited_article_id.is_not(None))
    columns = (_raw(Article.id), Article.title, _raw(Article.publisher_id), Article.published, Article.version)
    query = select(*columns, _raw(Article.repost_of_id), Article.byline)
    return query.where(Article.id.in_(union(carrying, cited)))


def speakers(ids: Iterable[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of what is known of sources, by their ids."""
    return select(_raw(Source.id), Source.name, Source.source_kind, Source.owners_examined, Source.number).where(
        Source.id.in_(ids)
    )


def owners() -> Select[*tuple[Any, ...]]:
    """Return the query of all confirmed owners."""
    columns = (_raw(Ownership.owned_id), _raw(Ownership.owner_id), Ownership.control, Ownership.since, Ownership.until)
    return select(*columns).where(Ownership.standing == Standing.CONFIRMED)


def stakes(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of who was marked as having a stake in some claims."""
    return select(_raw(Stake.claim_id), _raw(Stake.source_id)).where(Stake.claim_id.in_(ids))


def rulings(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of what people ruled on their origins, the oldest first."""
    columns = (
        _raw(OriginRuling.claim_id),
        OriginRuling.id,
        OriginRuling.joins,
        _raw(OriginRuling.one_id),
        _raw(OriginRuling.other_id),
    )
    query = select(*columns, OriginRuling.why, OriginRuling.confirmed_by_id)
    return query.where(OriginRuling.claim_id.in_(ids)).order_by(OriginRuling.id)


def contradicting(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of the articles in which claims stand that contradict some others."""
    against = and_(Link.relation == Relation.CONTRADICTS, Link.withdrawn.is_(False))
    one = select(Link.claim_id.label("claim_id"), Link.other_id.label("other_id")).where(
        against, Link.claim_id.in_(ids)
    )
    other = select(Link.other_id, Link.claim_id).where(against, Link.other_id.in_(ids))
    pairs = union(one, other).subquery()
    query = select(pairs.c.claim_id, _raw(Appearance.article_id)).join(
        Appearance, Appearance.claim_id == pairs.c.other_id
    )
    return query.where(Appearance.withdrawn.is_(False))


def copies(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of near-copies among the articles that some claims appear in."""
    holding = select(Appearance.article_id).where(_standing(ids))
    one, other = aliased(Snapshot), aliased(Snapshot)
    return (
        select(_raw(one.article_id), _raw(other.article_id), NearCopy.share)
        .join(one, one.id == NearCopy.snapshot_id)
        .join(other, other.id == NearCopy.other_id)
        .where(one.article_id.in_(holding), other.article_id.in_(holding))
        .order_by(NearCopy.id)
    )


def words(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of quotes, the newest of each appearance last."""
    query = select(_raw(Anchor.appearance_id), Anchor.exact).join(Appearance, Appearance.id == Anchor.appearance_id)
    return query.where(_standing(ids)).order_by(Anchor.id)
