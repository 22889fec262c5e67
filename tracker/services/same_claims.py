"""Claims that were merged: which claims are one, for whatever shows, counts or judges their parts.

Each part stays with the claim that it was entered on. Where the parts of a claim are asked for, those of all that were
merged into it are meant, and their ids are asked for here. What is decided on a claim stays its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, Subquery, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain.errors import Refusal
from tracker.models import Claim

P = TypeVar("P")


def ids_of(session: Session, claim: Claim) -> list[UUID]:
    """List the ids of a claim and of all that were merged into it, over any number of steps, its own first."""
    return by_claim(session, [claim.id])[claim.id]


def with_merged(claim: Claim) -> Select[UUID]:
    """Return the query of the ids of a claim and of all that were merged into it."""
    return select(_downwards(Claim.id == claim.id).c.id)


def with_merged_of(ids: Select[UUID]) -> Select[UUID]:
    """Return the query of the ids of some claims, given by a query, and of all that were merged into them."""
    return select(_downwards(Claim.id.in_(ids)).c.id)


def by_claim(session: Session, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return for each of some claims, by id, what ``ids_of`` lists for it, in one statement."""
    tree = _downwards(Claim.id.in_(ids))
    rows = session.execute(select(tree.c.shown, tree.c.id)).all() if ids else []
    found: dict[UUID, list[UUID]] = {one: [] for one in ids}
    for shown, one in sorted(rows, key=lambda row: (row.id != row.shown, row.id)):
        found[shown].append(one)
    return found


def gathered(same: Mapping[UUID, Sequence[UUID]], parts: Mapping[UUID, Sequence[P]]) -> dict[UUID, list[P]]:
    """Return the parts of claims, given by the claim they were entered on, by each claim that they are shown with."""
    return {shown: [part for one in ids for part in parts.get(one, ())] for shown, ids in same.items()}


def as_shown(session: Session, ids: Sequence[UUID]) -> list[UUID]:
    """Return the ids of claims in their order, each once; one that was merged is replaced by the one it is shown as."""
    return list(dict.fromkeys(shown_of(session, ids).values()))


def shown_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return by id, and in their order, as which claim each of some claims is shown."""
    into = links_of(session)
    return {one: _end(into, one) for one in ids}


def links_of(session: Session) -> dict[UUID, UUID]:
    """Return by the id of each claim that was merged the id of the one that it was merged into."""
    merged = select(Claim.id, Claim.merged_into_id).where(Claim.merged_into_id.is_not(None))
    return {row.id: into for row in session.execute(merged) if (into := row.merged_into_id)}


def shown_as() -> Subquery:
    """Return the rows that say of every claim that was merged, by its ``id``, as which one it is ``shown``."""
    merged, next_claim, end = aliased(Claim), aliased(Claim), aliased(Claim)
    first = select(merged.id.label("id"), merged.merged_into_id.label("shown")).where(
        merged.merged_into_id.is_not(None)
    )
    way = first.cte(recursive=True)
    further = select(way.c.id, next_claim.merged_into_id).join_from(way, next_claim, next_claim.id == way.c.shown)
    way = way.union(further.where(next_claim.merged_into_id.is_not(None)))
    return select(way.c.id, way.c.shown).join(end, end.id == way.c.shown).where(end.merged_into_id.is_(None)).subquery()


def shown_for(ids: Select[UUID]) -> Select[UUID]:
    """Return the query of the claims into which some claims were merged, one after the other."""
    claim, next_claim = aliased(Claim), aliased(Claim)
    some = ids.subquery()
    # Few claims were ever merged, so each of them is looked for, and not the other way round.
    among = select(some).where(list(some.c)[0] == claim.id).exists()
    first = select(claim.merged_into_id.label("id")).where(claim.merged_into_id.is_not(None), among)
    up = first.cte(recursive=True)
    above = select(next_claim.merged_into_id).join_from(next_claim, up, next_claim.id == up.c.id)
    return select(up.union(above.where(next_claim.merged_into_id.is_not(None))).c.id)


def merged_into(session: Session, claim: Claim) -> Sequence[Claim]:
    """List all claims that were merged into a claim, in the order in which they were entered, with their verdicts."""
    query = select(Claim).where(Claim.id.in_(with_merged(claim)), Claim.id != claim.id).order_by(Claim.id)
    return session.scalars(query.options(joinedload(Claim.verdict))).all()


def same_as(ids: Collection[UUID]) -> CTE:
    """Return the rows that say which claims are one with some: as which each is ``shown``, and its ``id``."""
    return _downwards(Claim.id.in_(ids))


def refuse_merged(claim: Claim) -> None:
    """Refuse work on a claim that was merged: it goes on with the claim that is shown."""
    if claim.merged_into_id is not None:
        raise Refusal(f"This claim was merged into claim {claim.shown.number}. Work on that one.")


def _end(into: Mapping[UUID, UUID], claim_id: UUID) -> UUID:
    passed = {claim_id}
    while claim_id in into and into[claim_id] not in passed:
        claim_id = into[claim_id]
        passed.add(claim_id)
    return claim_id


def _downwards(which: ColumnElement[bool]) -> CTE:
    """Return some claims with all that were merged into them: with which each is ``shown``, and its ``id``."""
    first = select(Claim.id.label("shown"), Claim.id.label("id")).where(which).cte(recursive=True)
    merged = aliased(Claim)
    below = select(first.c.shown, merged.id).join_from(merged, first, merged.merged_into_id == first.c.id)
    return first.union(below)
