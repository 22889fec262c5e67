"""How claims stand to each other as people read it: from either end, with what version holds both, and in numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import figures, ranges
from tracker.domain.ranges import Given, Scale
from tracker.domain.vocabulary import Relation
from tracker.models import Anchor, Appearance, Article, Claim, Link, Snapshot, User
from tracker.services import links, same_claims
from tracker.services.access import visible

_FROM_THE_OTHER = {
    Relation.CONTRADICTS: Relation.CONTRADICTS.label,
    Relation.SAME_AS: Relation.SAME_AS.label,
    Relation.UPDATES: "updated by",
    Relation.PART_OF: "has as a part",
}


@dataclass(frozen=True)
class Within:
    """A version of an article in which two related claims both stand."""

    article: Article
    version: int


@dataclass(frozen=True)
class Related:
    """Another claim, and how the two stand to each other as read from this one; ``within`` is where both stand."""

    claim: Claim
    relation: str
    link: Link
    within: Within | None = None


def of_claim(session: Session, claim: Claim, *, person: User) -> list[Related]:
    """List the claims that a claim is related to, as far as a person may see them, in a fixed number of statements."""
    found = [link for link in links.of_claim(session, claim) if visible(link, person)]
    within = _within(session, found)
    here = claim.shown
    return [_read(link, link.claim_id if link.claim.shown is here else link.other_id, within) for link in found]


def in_version(session: Session, claims: Iterable[Claim], *, person: User) -> dict[UUID, list[Related]]:
    """Return by claim how the claims of one version stand to each other."""
    here = same_claims.by_claim(session, sorted({claim.id for claim in claims}))
    every = {one: shown for shown, ids in here.items() for one in ids}
    query = select(Link).where(Link.claim_id.in_(every), Link.other_id.in_(every), Link.withdrawn.is_(False))
    ends = [joinedload(end).joinedload(Claim.verdict) for end in (Link.claim, Link.other)]
    found: dict[UUID, list[Related]] = defaultdict(list)
    for link in session.scalars(query.order_by(Link.id).options(*ends)) if every else ():
        if visible(link, person) and every[link.claim_id] != every[link.other_id]:
            for end in (link.claim_id, link.other_id):
                found[every[end]].append(_read(link, end, {}))
    return found


def side_by_side(claim: Claim, related: Sequence[Related]) -> list[Scale]:
    """Lay out the numbers that a claim and those related to it give, in their statements and in their readings."""
    given = list(_given(claim, ""))
    for claim_number, one in {one.claim.number: one for one in reversed(related)}.items():
        if claim_number != claim.number:
            given += _given(one.claim, one.relation)
    return ranges.lay_out(given)


def _given(claim: Claim, relation: str) -> Iterator[Given]:
    told = [(claim.statement, False), *((reading, True) for reading in claim.readings)]
    for text, reading in told:
        for figure in figures.read(text):
            yield Given(claim.number or 0, relation, figure, reading)


def _read(link: Link, end: UUID, within: dict[UUID, Within]) -> Related:
    """Read a link from one of its ends."""
    if end == link.claim_id:
        return Related(link.other.shown, link.relation.label, link, within.get(link.id))
    return Related(link.claim.shown, _FROM_THE_OTHER[link.relation], link, within.get(link.id))


def _within(session: Session, found: Collection[Link]) -> dict[UUID, Within]:
    """Return by link the newest version in which quotes of both its claims stand, where there is one."""
    ends = {end for link in found for end in (link.claim_id, link.other_id)}
    standing = select(Appearance.claim_id, Snapshot.id).join(Anchor, Anchor.appearance_id == Appearance.id)
    standing = standing.join(Snapshot, Anchor.snapshot_id == Snapshot.id).distinct()
    rows = session.execute(standing.where(Appearance.claim_id.in_(ends), Appearance.withdrawn.is_(False))).all()
    versions: dict[UUID, set[UUID]] = defaultdict(set)
    for claim_id, snapshot_id in rows if found else ():
        versions[claim_id].add(snapshot_id)
    both = {link.id: versions[link.claim_id] & versions[link.other_id] for link in found}
    wanted = {one for shared in both.values() for one in shared}
    query = select(Snapshot.id, Snapshot.version, Article).join(Article, Snapshot.article_id == Article.id)
    known = {row.id: Within(row.Article, row.version) for row in session.execute(query.where(Snapshot.id.in_(wanted)))}
    # Ids grow with time, so the last one is the newest.
    return {link_id: known[max(shared)] for link_id, shared in both.items() if shared}
