"""Claims as rows of a list: each with where it first appears, its trail in words, and its tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.trails import Step, Trail
from tracker.models import Appearance, Article, Citation, Claim, Source, Tag, Tagging


@dataclass(frozen=True)
class ClaimRow:
    """A claim, the article of its first appearance, the trail it has there, and how many appearances there are."""

    claim: Claim
    article: Article | None
    trail: Trail
    appearances: int
    tags: tuple[str, ...]


def rows(session: Session, claims: Sequence[Claim]) -> list[ClaimRow]:
    """Return claims as rows, in their order, in a number of statements that does not grow with them."""
    ids = [claim.id for claim in claims]
    standing = session.execute(
        select(Appearance.claim_id, Appearance.id)
        .where(Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False))
        .order_by(Appearance.id.desc())
    ).all()
    counts = Counter(row.claim_id for row in standing)
    first = {row.claim_id: row.id for row in standing}
    appearances = _appearances(session, first.values())
    trails = trails_of(session, list(appearances.values()))
    tags = _tags(session, ids)
    return [_row(claim, appearances.get(first.get(claim.id)), trails, counts[claim.id], tags) for claim in claims]


def _row(
    claim: Claim,
    appearance: Appearance | None,
    trails: dict[UUID, Trail],
    count: int,
    tags: dict[UUID, list[str]],
) -> ClaimRow:
    article = appearance.article if appearance is not None else None
    trail = trails[appearance.id] if appearance is not None else Trail()
    return ClaimRow(claim, article, trail, count, tuple(tags[claim.id]))


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


def _appearances(session: Session, ids: Iterable[UUID]) -> dict[UUID | None, Appearance]:
    query = select(Appearance).where(Appearance.id.in_(list(ids)))
    published = joinedload(Appearance.article).joinedload(Article.entered_publisher)
    return {one.id: one for one in session.scalars(query.options(published))}


def _tags(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = select(Tagging.claim_id, Tag.name).join(Tag, Tagging.tag_id == Tag.id)
    named: dict[UUID, list[str]] = defaultdict(list)
    for claim_id, name in session.execute(query.where(Tagging.claim_id.in_(claim_ids)).order_by(Tag.folded)):
        named[claim_id].append(name)
    return named
