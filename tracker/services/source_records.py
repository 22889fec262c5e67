"""The record of a source: what it originated and relayed, how its steps checked out, and what was corrected.

All of it is counted over its newest steps and articles alone, so that it costs the same for a source of ten years.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain.vocabulary import Relation, StepCheck
from tracker.models import Appearance, Article, Citation, Claim, Link, Source, User
from tracker.services import merged, same_claims
from tracker.services.access import visible

MOST_STEPS = 1000
"""Over how many of the newest steps that name a source its record is counted."""

MOST_ARTICLES = 100
"""Over how many of the newest articles that it published."""

MOST_COUNTED = 1000
LATEST = 5


@dataclass(frozen=True)
class Tally:
    """How the claims of one sort came out: by verdict, and how many are not decided."""

    by_verdict: dict[UUID | None, int]

    @property
    def total(self) -> int:
        """Return how many claims there are of this sort."""
        return sum(self.by_verdict.values())

    @property
    def undecided(self) -> int:
        """Return how many of them have no verdict."""
        return self.by_verdict.get(None, 0)


@dataclass(frozen=True)
class Record:
    """What a source has done, as far as the desk looked.

    A claim counts as ``originated`` where a trail ends with the source, and as ``relayed`` where it goes on beyond it.
    ``cited`` are the answers to "did they say it?" where others cite it, ``citing`` where it cites others. ``updates``
    are relations in which a claim of one of its articles overtook another.
    """

    steps: int
    originated: Tally
    relayed: Tally
    cited: dict[StepCheck, int]
    citing: dict[StepCheck, int]
    changed: Sequence[Article]
    changed_count: int
    updates: Sequence[Link]
    update_count: int

    @property
    def newest_alone(self) -> bool:
        """Tell whether older steps than those that are counted may name the source too."""
        return self.steps >= MOST_STEPS


def of_source(session: Session, source: Source, *, person: User) -> Record:
    """Count the record of a source and of what was merged with it, as a person may see it."""
    ids = merged.kin(session, source.id)
    steps, recent = newest_steps(ids), newest_articles(ids)
    published = select(Article.id).where(Article.publisher_id.in_(ids))
    tallies = _tallies(session, steps)
    changed = published.where(Article.version > 1)
    updates = _updates(recent)
    return Record(
        steps=session.scalar(select(func.count()).select_from(steps)) or 0,
        originated=tallies[True],
        relayed=tallies[False],
        cited=_checks(session, select(steps.c.id)),
        citing=_checks(session, beyond(steps, recent)),
        changed=_newest(session, changed),
        changed_count=_count(session, changed),
        updates=[link for link in _links(session, updates) if visible(link, person)],
        update_count=_count(session, updates),
    )


def newest_steps(ids: Collection[UUID]) -> Subquery:
    """Return the newest steps that name any of some sources."""
    return (
        select(Citation.id).where(Citation.source_id.in_(ids)).order_by(Citation.id.desc()).limit(MOST_STEPS).subquery()
    )


def newest_articles(ids: Collection[UUID]) -> Subquery:
    """Return the newest articles that any of some sources published."""
    published = select(Article.id).where(Article.publisher_id.in_(ids))
    return published.order_by(Article.id.desc()).limit(MOST_ARTICLES).subquery()


def _tallies(session: Session, steps: Subquery) -> dict[bool, Tally]:
    """Count the claims that end with a source, and those that it passed on, by verdict; merged ones are one."""
    step, farther = aliased(Citation), aliased(Citation)
    of_this_trail = or_(farther.appearance_id == Appearance.id, farther.passage_id == Appearance.passage_id)
    is_end = ~exists().where(farther.via_id == step.id, of_this_trail)
    standing = (step.id.in_(select(steps.c.id)), Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False))
    shown, told = same_claims.shown_as(), aliased(Claim)
    through = (
        select(told.id, told.verdict_id, is_end.label("is_end"))
        .select_from(Claim)
        .join(Appearance, Appearance.claim_id == Claim.id)
        .outerjoin(shown, shown.c.id == Claim.id)
        .join(told, told.id == func.coalesce(shown.c.shown, Claim.id))
    )
    own = through.join(step, step.appearance_id == Appearance.id).where(*standing)
    inherited = through.join(step, step.passage_id == Appearance.passage_id).where(*standing)
    claims = own.union(inherited).subquery()
    query = select(claims.c.is_end, claims.c.verdict_id, func.count()).group_by(claims.c.is_end, claims.c.verdict_id)
    counts: dict[bool, dict[UUID | None, int]] = {True: {}, False: {}}
    for ends, verdict_id, count in session.execute(query):
        counts[bool(ends)][verdict_id] = count
    return {ends: Tally(by_verdict) for ends, by_verdict in counts.items()}


def _checks(session: Session, ids: Select[UUID] | CompoundSelect[UUID]) -> dict[StepCheck, int]:
    """Count the answers at some steps, those of withdrawn places left out."""
    query = select(Citation.check, func.count()).where(Citation.id.in_(ids), standing()).group_by(Citation.check)
    counted: dict[StepCheck, int] = {}
    for check, count in session.execute(query):
        counted[check] = count
    return {check: counted[check] for check in StepCheck if check in counted}


def standing() -> ColumnElement[bool]:
    """Return the condition that a step is part of the trail of a claim that is not withdrawn."""
    claim_stands = exists().where(Claim.id == Appearance.claim_id, Claim.withdrawn.is_(False)).correlate(Appearance)
    place = select(Appearance.id).where(Appearance.withdrawn.is_(False), claim_stands)
    own = place.where(Appearance.id == Citation.appearance_id).correlate(Citation).exists()
    inherited = place.where(Appearance.passage_id == Citation.passage_id).correlate(Citation).exists()
    return or_(own, inherited)


def beyond(steps: Subquery, recent: Subquery) -> CompoundSelect[UUID]:
    """Return the query of the steps by which a source cites others: those beyond its own, and in its own articles the
    first of each trail."""
    of_its_articles = Appearance.article_id.in_(select(recent.c.id))
    # That no step is before it is said so that no engine thinks of looking up all first steps by their index.
    first = select(Citation.id).where(func.coalesce(Citation.via_id, Citation.id) == Citation.id)
    own = select(Appearance.id).where(of_its_articles)
    voices = select(Appearance.passage_id).where(of_its_articles, Appearance.passage_id.is_not(None))
    return union_all(
        select(Citation.id).where(Citation.via_id.in_(select(steps.c.id))),
        first.where(Citation.appearance_id.in_(own)),
        first.where(Citation.passage_id.in_(voices)),
    )


def _updates(recent: Subquery) -> Select[UUID]:
    """Return the query of the relations by which a claim in some articles overtook another."""
    appeared = (Appearance.withdrawn.is_(False), Appearance.article_id.in_(select(recent.c.id)))
    in_them = select(Appearance.claim_id).where(*appeared)
    standing = (Link.withdrawn.is_(False), Link.relation == Relation.UPDATES)
    return select(Link.id).where(*standing, Link.claim_id.in_(in_them))


def _newest(session: Session, ids: Select[UUID]) -> Sequence[Article]:
    return session.scalars(select(Article).where(Article.id.in_(ids)).order_by(Article.id.desc()).limit(LATEST)).all()


def _links(session: Session, ids: Select[UUID]) -> Sequence[Link]:
    query = select(Link).where(Link.id.in_(ids)).order_by(Link.id.desc()).limit(LATEST)
    return session.scalars(query.options(joinedload(Link.claim), joinedload(Link.other))).all()


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.limit(MOST_COUNTED).subquery())) or 0
