"""Likely duplicates among sources: proposed with what matched, until a person merges the two or tells them apart."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance, likeness
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.likeness import Entry, Match, Name, Pair
from tracker.domain.sites import site_of
from tracker.models import Article, Citation, Distinction, Source, SourceName
from tracker.services import merged
from tracker.services.record import person_of, record

MOST = 100
"""How many pairs, and how many that were told apart, are shown at most."""


@dataclass(frozen=True)
class Proposal:
    """Two sources that are likely one, what matched, and in how many steps of trails each stands."""

    one: Source
    other: Source
    matches: tuple[Match, ...]
    steps: int
    other_steps: int


@dataclass(frozen=True)
class Proposals:
    """The likeliest pairs, and how many there are in all."""

    best: Sequence[Proposal]
    total: int


def likely(session: Session, *, limit: int = MOST) -> Proposals:
    """Return the sources that are likely one and that nobody has told apart, those that match best first."""
    shown = merged.all_shown(session)
    return _proposals(session, likeness.pairs(_entries(session, shown)), shown, limit)


def of_source(session: Session, source: Source, *, limit: int = 5) -> Sequence[Proposal]:
    """List what a source is likely one with."""
    shown = merged.all_shown(session)
    entries = {entry.id: entry for entry in _entries(session, shown)}
    own = entries.pop(source.id, None)
    if own is None:
        return []
    found = [Pair(source.id, other, likeness.matches(own, entry)) for other, entry in entries.items()]
    best = sorted((pair for pair in found if pair.matches), key=likeness.order)
    return _proposals(session, best, shown, limit).best


def told_apart(session: Session, *, limit: int = MOST) -> Sequence[Distinction]:
    """List the sources that were told apart, the newest first, with who did."""
    query = select(Distinction).order_by(Distinction.id.desc()).limit(limit)
    with_all = (joinedload(Distinction.one), joinedload(Distinction.other), joinedload(Distinction.created_by))
    return session.scalars(query.options(*with_all)).all()


def between(session: Session, one: Collection[UUID], other: Collection[UUID]) -> Distinction | None:
    """Return the newest word that some sources are not the same as some others, by ids; None where nobody gave it."""
    either = or_(
        Distinction.one_id.in_(one) & Distinction.other_id.in_(other),
        Distinction.one_id.in_(other) & Distinction.other_id.in_(one),
    )
    query = select(Distinction).where(either).order_by(Distinction.id.desc()).limit(1)
    return session.scalar(query.options(joinedload(Distinction.created_by)))


def tell_apart(session: Session, one: Source, other: Source, *, why: str = "", by: Actor) -> None:
    """Note that two sources are not the same, so that they are not proposed again. Said twice, it is noted once."""
    if one.id in merged.kin(session, other.id):
        raise Refusal("These two are one source already. Undo the merging first.")
    if between(session, [one.id], [other.id]) is not None:
        return
    first, second = sorted((one, other), key=lambda source: source.id)
    noted = Distinction(
        id=chance.new_id(),
        one=first,
        one_id=first.id,
        other=second,
        other_id=second.id,
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(noted)
    record(session, Action.SOURCE_TOLD_APART, about=one, by=by, why=why)


def _entries(session: Session, shown: Mapping[UUID, UUID]) -> Iterator[Entry[UUID]]:
    """Yield the sources that are shown, with all names of what was merged into them, and their sites."""
    names: defaultdict[UUID, list[Name]] = defaultdict(list)
    listed = select(SourceName.source_id, SourceName.name, SourceName.folded).order_by(SourceName.id)
    for source_id, name, folded in session.execute(listed):
        names[shown[source_id]].append(Name(name, folded))
    sites = _sites(session, shown)
    query = select(Source.id, Source.source_kind, Source.contact)
    for id, kind, contact in session.execute(query.where(Source.merged_into_id.is_(None), Source.withdrawn.is_(False))):
        yield Entry(id, tuple(names[id]), kind, frozenset(sites[id] | {site_of(contact)} - {""}))


def _sites(session: Session, shown: Mapping[UUID, UUID]) -> defaultdict[UUID, set[str]]:
    """Return by shown source where its works were published: the sites of the first and the last of their addresses."""
    query = select(Article.publisher_id, func.min(Article.address), func.max(Article.address))
    addressed = query.where(Article.publisher_id.is_not(None), Article.address != "")
    sites: defaultdict[UUID, set[str]] = defaultdict(set)
    for publisher, first, last in session.execute(addressed.group_by(Article.publisher_id)):
        if publisher is not None:
            sites[shown[publisher]] |= {site_of(first), site_of(last)} - {""}
    return sites


def _proposals(session: Session, found: Sequence[Pair[UUID]], shown: Mapping[UUID, UUID], limit: int) -> Proposals:
    """Load the sources of the best pairs that nobody told apart."""
    apart = session.execute(select(Distinction.one_id, Distinction.other_id))
    known = {frozenset({shown[one], shown[other]}) for one, other in apart}
    new = [pair for pair in found if frozenset({pair.one, pair.other}) not in known]
    ids = {id for pair in new[:limit] for id in (pair.one, pair.other)}
    sources = {source.id: source for source in session.scalars(select(Source).where(Source.id.in_(ids)))}
    steps = _steps(session, ids)
    best = [
        Proposal(sources[pair.one], sources[pair.other], pair.matches, steps[pair.one], steps[pair.other])
        for pair in new[:limit]
    ]
    return Proposals(best, len(new))


def _steps(session: Session, shown_ids: Collection[UUID]) -> Counter[UUID]:
    shown = merged.by_shown(session, shown_ids)
    counted = select(Citation.source_id, func.count()).where(Citation.source_id.in_(shown)).group_by(Citation.source_id)
    steps = Counter[UUID]()
    for source_id, count in session.execute(counted):
        steps[shown[source_id]] += count
    return steps
