"""Near-copies: which known articles hold much of a text, and which stretches of it."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, selectinload, undefer

from tracker.domain import chance
from tracker.domain.overlaps import Overlap, overlap, sketch
from tracker.models import Article, NearCopy, Shingle, Snapshot

LEAST_SHARE = 25
"""Percent of either text that must stand in the other for the two to be shown as near-copies."""

_LEAST_SHARED = 4
_MOST = 5


@dataclass(frozen=True)
class Likeness:
    """A known article, its version, and how much of it and of the new text stand in each other."""

    article: Article
    snapshot: Snapshot
    overlap: Overlap


def learn(session: Session, snapshot: Snapshot) -> None:
    """Keep the sketch of a version, so that copies of it are found."""
    for value in sketch_of(snapshot.text):
        session.add(Shingle(snapshot=snapshot, value=value))


@lru_cache(maxsize=4)
def sketch_of(text: str) -> tuple[int, ...]:
    """Return the sketch of a text; whoever adds a long one asks for it before the transaction, and it is remembered."""
    return sketch(text)


def measure(session: Session, snapshot: Snapshot) -> None:
    """Note of which known articles a new version is a near-copy, as part of another action."""
    for one in like(session, snapshot.text, but=snapshot.article):
        share = max(one.overlap.share_of_a, one.overlap.share_of_b)
        session.add(NearCopy(id=chance.new_id(), snapshot=snapshot, other=one.snapshot, share=share))


@lru_cache(maxsize=16)
def _overlap(a: str, b: str) -> Overlap:
    """Measure what two texts have in common; whoever shows it before the transaction has it remembered for that."""
    return overlap(a, b)


def forget(session: Session, snapshot: Snapshot) -> None:
    """Drop the sketch of a version, before it is learnt anew."""
    session.execute(delete(Shingle).where(Shingle.snapshot_id == snapshot.id))


def like(session: Session, text: str, *, but: Article | None = None) -> list[Likeness]:
    """List known articles of which a text is a near-copy, those with the largest common share first."""
    values = sketch_of(text)
    if not values:
        return []
    query = (
        select(Shingle.snapshot_id)
        .where(Shingle.value.in_(values))
        .group_by(Shingle.snapshot_id)
        .having(func.count() >= min(_LEAST_SHARED, len(values)))
        .order_by(func.count().desc())
        .limit(_MOST * 3)
    )
    ids = session.scalars(query).all()
    snapshots = session.scalars(
        select(Snapshot)
        .where(Snapshot.id.in_(ids))
        .options(undefer(Snapshot.text), selectinload(Snapshot.article).selectinload(Article.entered_publisher))
    )
    newest: dict[Article, Snapshot] = {}
    for snapshot in sorted(snapshots, key=lambda one: one.version):
        newest[snapshot.article] = snapshot
    found = [Likeness(article, one, _overlap(text, one.text)) for article, one in newest.items() if article is not but]
    near = [one for one in found if max(one.overlap.share_of_a, one.overlap.share_of_b) >= LEAST_SHARE]
    return sorted(near, key=lambda one: -max(one.overlap.share_of_a, one.overlap.share_of_b))[:_MOST]
