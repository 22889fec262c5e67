"""How claims stand to each other, and the tags they are filed under."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from tracker.domain.reports.claims import ReportLink
from tracker.models import Claim, Link, Tag, Tagging
from tracker.services.access import visible
from tracker.services.reports.reading import Reading, grouped, number_of


def links(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportLink]]:
    """Return by claim how it stands to others and they to it; a withdrawn claim is left out."""
    one, other = aliased(Claim), aliased(Claim)
    query = (
        select(Link, one, other)
        .join(one, one.id == Link.claim_id)
        .join(other, other.id == Link.other_id)
        .where(or_(Link.claim_id.in_(ids), Link.other_id.in_(ids)), Link.withdrawn.is_(False))
        .where(one.withdrawn.is_(False), other.withdrawn.is_(False))
        .order_by(Link.id)
    )
    rows = [row for row in reading.session.execute(query) if all(visible(thing, reading.person) for thing in row)]
    return grouped(pair for link, claim, related in rows for pair in _both_ways(link, claim, related))


def tags(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the tags of claims by claim, by name."""
    query = select(Tagging.claim_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(Tagging.claim_id.in_(ids))
    return grouped((claim_id, name) for claim_id, name in reading.session.execute(query.order_by(Tag.name)))


def _both_ways(link: Link, claim: Claim, other: Claim) -> Iterator[tuple[UUID, ReportLink]]:
    for here, there, outgoing in ((claim, other, True), (other, claim, False)):
        yield here.id, ReportLink(link.relation, outgoing, number_of(there), there.statement, link.on, link.note)
