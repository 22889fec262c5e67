"""The few sources that a few typed letters most likely mean, while a trail is entered on some words of an article."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.models import Appearance, Citation, NameWord, Snapshot, Source, SourceName
from tracker.services import merged

_CANDIDATES = 400


@dataclass(frozen=True)
class Suggestion:
    """A source, the name that was meant, and why it stands where it stands."""

    id: UUID
    number: int | None
    name: str
    matched: str
    why: str


@dataclass(frozen=True)
class _Candidate:
    source: Source
    matched: str
    at_start: bool
    exact: bool


def suggest(
    session: Session, typed: str, *, snapshot: Snapshot | None = None, near: int | None = None, limit: int = 6
) -> list[Suggestion]:
    """Return the sources with a name of which every typed word begins a word, the likeliest first.

    Names that stand in the text go first, those nearest to ``near`` (code points) before others; then those
    that this article's trails use, then those used most.
    """
    folded = fold(typed)
    if not folded:
        return []
    candidates = _candidates(session, folded)
    ids = [candidate.source.id for candidate in candidates]
    shown = merged.by_shown(session, ids)
    here = _used_in_article(session, shown, snapshot)
    used = _used(session, shown)
    text = _folded_text(snapshot.text) if snapshot is not None else ""
    share = near / max(1, len(snapshot.text)) if snapshot is not None and near is not None else 0.0

    def rank(candidate: _Candidate) -> tuple[bool, bool, float, bool, bool, int, int, str]:
        distance = _distance(text, [fold(candidate.matched), fold(candidate.source.name)], share)
        source = candidate.source
        return (
            not candidate.exact,
            distance is None,
            distance or 0.0,
            source.id not in here,
            not candidate.at_start,
            -used[source.id],
            len(candidate.matched),
            source.name,
        )

    ranked = sorted(candidates, key=rank)[:limit]
    return [_suggestion(candidate, text, here) for candidate in ranked]


def _candidates(session: Session, folded: str) -> list[_Candidate]:
    first, *others = folded.split()
    upper = first + "\U0010ffff"
    query = (
        select(NameWord, SourceName, Source)
        .join(SourceName, NameWord.name_id == SourceName.id)
        .join(Source, NameWord.source_id == Source.id)
        .where(NameWord.rest >= first, NameWord.rest < upper, Source.withdrawn.is_(False))
        .order_by(NameWord.position, NameWord.rest)
        .limit(_CANDIDATES)
    )
    best: dict[UUID, _Candidate] = {}
    for word, name, source in session.execute(query):
        if all(any(part.startswith(other) for part in word.rest.split()[1:]) for other in others):
            found = _Candidate(source, name.name, word.position == 0, name.folded == folded or word.rest == folded)
            known = best.get(source.id)
            if known is None or (found.exact, found.at_start) > (known.exact, known.at_start):
                best[source.id] = found
    return list(best.values())


def _used_in_article(session: Session, shown: Mapping[UUID, UUID], snapshot: Snapshot | None) -> set[UUID]:
    if snapshot is None or not shown:
        return set()
    query = (
        select(Citation.source_id)
        .join(Appearance, Citation.appearance_id == Appearance.id)
        .where(Appearance.article_id == snapshot.article_id, Citation.source_id.in_(shown))
        .distinct()
    )
    return {shown[source_id] for source_id in session.scalars(query)}


def _used(session: Session, shown: Mapping[UUID, UUID]) -> Counter[UUID]:
    used = Counter[UUID]()
    query = select(Citation.source_id, func.count()).where(Citation.source_id.in_(shown)).group_by(Citation.source_id)
    for source_id, count in session.execute(query) if shown else ():
        used[shown[source_id]] += count
    return used


@lru_cache(maxsize=64)
def _folded_text(text: str) -> str:
    return f" {fold(text)} "


def _distance(text: str, names: Sequence[str], share: float) -> float | None:
    """Return how far from a place (a share of the text) one of these names stands at its nearest, or None."""
    wanted = share * len(text)
    places = []
    for name in names:
        before, after = text.rfind(f" {name} ", 0, int(wanted) + 1), text.find(f" {name} ", int(wanted))
        places += [abs(place - wanted) for place in (before, after) if place >= 0]
    return min(places) if places else None


def _suggestion(candidate: _Candidate, text: str, here: set[UUID]) -> Suggestion:
    source = candidate.source
    if _distance(text, [fold(candidate.matched), fold(source.name)], 0.0) is not None:
        why = "named in this text"
    elif source.id in here:
        why = "in a trail of this article"
    else:
        why = source.source_kind.label
    return Suggestion(source.id, source.number, source.name, candidate.matched, why)
