"""Claims as rows of a list: each with where it first appears, its trail in words, and its tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.trails import Step, Trail
from tracker.models import Appearance, Article, Citation, Claim, Hold, Source, Tag, Tagging, Task
from tracker.services import holds, same_claims, tasks


@dataclass(frozen=True)
class ClaimRow:
    """A claim, the article of its first appearance, the trail it has there, and how many appearances there are."""

    claim: Claim
    article: Article | None
    trail: Trail
    appearances: int
    tags: tuple[str, ...]
    task: Task | None = None
    held: Hold | None = None


def rows(session: Session, claims: Sequence[Claim]) -> list[ClaimRow]:
    """Return claims as rows, in their order, in a number of statements that does not grow with them."""
    same = same_claims.by_claim(session, [claim.id for claim in claims])
    ids = list(dict.fromkeys(one for of_one in same.values() for one in of_one))
    standing = same_claims.gathered(same, _standing(session, ids))
    appearances = _appearances(session, [of_one[0] for of_one in standing.values() if of_one])
    trails = trails_of(session, list(appearances.values()))
    named = same_claims.gathered(same, _tags(session, ids))
    found = [_row(claim, appearances, trails, standing[claim.id], named[claim.id]) for claim in claims]
    shown = [claim.id for claim in claims]
    planned, held = tasks.of_things(session, shown), holds.on_things(session, shown)
    return [replace(row, task=planned.get(row.claim.id), held=held.get(row.claim.id)) for row in found]


def _row(
    claim: Claim,
    appearances: Mapping[UUID, Appearance],
    trails: Mapping[UUID, Trail],
    standing: Sequence[UUID],
    tags: Iterable[str],
) -> ClaimRow:
    appearance = appearances[standing[0]] if standing else None
    article = appearance.article if appearance is not None else None
    trail = trails[appearance.id] if appearance is not None else Trail()
    return ClaimRow(claim, article, trail, len(standing), tuple(dict.fromkeys(tags)))


def trails_of(session: Session, appearances: Sequence[Appearance]) -> dict[UUID, Trail]:
    """Return the whole trail of each appearance by its id: the steps of its passage, and its own beyond them."""
    ids = [one.id for one in appearances]
    passages = [one.passage_id for one in appearances if one.passage_id]
    query = select(Citation, Source).join(Source, Citation.source_id == Source.id)
    of_these = or_(Citation.appearance_id.in_(ids), Citation.passage_id.in_(passages))
    by_owner: dict[UUID | None, list[tuple[Citation, Source]]] = defaultdict(list)
    for step, source in session.execute(query.where(of_these).order_by(Citation.position, Citation.id)):
        by_owner[step.appearance_id or step.passage_id].append((step, source.shown))
    return {
        one.id: _trail(one, [*(by_owner[one.passage_id] if one.passage_id else []), *by_owner[one.id]])
        for one in appearances
    }


def _trail(appearance: Appearance, steps: Sequence[tuple[Citation, Source]]) -> Trail:
    known = {step.id for step, _ in steps}
    via: dict[UUID | None, list[tuple[Citation, Source]]] = defaultdict(list)
    for step, source in steps:
        via[step.via_id if step.via_id in known else None].append((step, source))

    def beyond(through: UUID | None) -> tuple[Step, ...]:
        return tuple(Step(source.name, source.number, beyond(step.id), step.beyond) for step, source in via[through])

    return Trail(beyond(None), appearance.beyond)


def _standing(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return where each claim appears, by the claim, in the order of entry."""
    query = select(Appearance.claim_id, Appearance.id).where(Appearance.withdrawn.is_(False))
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in session.execute(query.where(Appearance.claim_id.in_(claim_ids)).order_by(Appearance.id)):
        found[row.claim_id].append(row.id)
    return found


def _appearances(session: Session, ids: Iterable[UUID]) -> dict[UUID, Appearance]:
    query = select(Appearance).where(Appearance.id.in_(list(ids)))
    published = joinedload(Appearance.article).joinedload(Article.entered_publisher)
    return {one.id: one for one in session.scalars(query.options(published))}


def _tags(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = select(Tagging.claim_id, Tag.name).join(Tag, Tagging.tag_id == Tag.id)
    named: dict[UUID, list[str]] = defaultdict(list)
    for claim_id, name in session.execute(query.where(Tagging.claim_id.in_(claim_ids)).order_by(Tag.folded)):
        named[claim_id].append(name)
    return named
