"""How claims stand to each other, and the tags they are filed under."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from tracker.domain.reports.claims import ReportLink
from tracker.models import Claim, Link, Tag, Tagging
from tracker.services import same_claims
from tracker.services.access import visible
from tracker.services.reports.reading import Reading, grouped, number_of


def links(reading: Reading, same: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, list[ReportLink]]:
    """Return by claim how it stands to others and they to it; a withdrawn claim is left out.

    ``same`` lists by claim those that are one with it, of which the relations are its too. Those between claims that
    are one by now say nothing any more.
    """
    of = {one: shown for shown, ids in same.items() for one in ids}
    one, other = aliased(Claim), aliased(Claim)
    query = (
        select(Link, one, other)
        .join(one, one.id == Link.claim_id)
        .join(other, other.id == Link.other_id)
        .where(or_(Link.claim_id.in_(of), Link.other_id.in_(of)), Link.withdrawn.is_(False))
        .where(one.withdrawn.is_(False), other.withdrawn.is_(False))
        .order_by(Link.id)
    )
    rows = [row for row in reading.session.execute(query) if all(visible(thing, reading.person) for thing in row)]
    shown = _as_shown(reading, {claim.id: claim for row in rows for claim in row[1:]})
    pairs = (pair for link, claim, related in rows for pair in _both_ways(link, claim, related, shown))
    standing = {one for one, end in shown.items() if not end.withdrawn}
    return grouped(
        (of[here], told)
        for here, there, told in pairs
        if here in of and shown[here] is not shown[there] and there in standing
    )


def tags(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the tags of claims by claim, by name."""
    query = select(Tagging.claim_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(Tagging.claim_id.in_(ids))
    return grouped((claim_id, name) for claim_id, name in reading.session.execute(query.order_by(Tag.name)))


def _as_shown(reading: Reading, known: Mapping[UUID, Claim]) -> dict[UUID, Claim]:
    """Return by id as which claim each of some is shown, in a fixed number of statements."""
    shown = same_claims.shown_of(reading.session, known)
    query = select(Claim).where(Claim.id.in_(set(shown.values()) - known.keys()))
    every = {**known, **{claim.id: claim for claim in reading.session.scalars(query)}}
    return {one: every[end] for one, end in shown.items()}


def _both_ways(
    link: Link, claim: Claim, other: Claim, shown: Mapping[UUID, Claim]
) -> Iterator[tuple[UUID, UUID, ReportLink]]:
    for here, there, outgoing in ((claim, other, True), (other, claim, False)):
        end = shown[there.id]
        told = ReportLink(link.relation, outgoing, number_of(end), end.statement, link.on, link.note)
        yield here.id, there.id, told
