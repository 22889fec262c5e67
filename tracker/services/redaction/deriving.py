"""What is derived from masked rows, made anew: what things are found by, the words of names, the sketches of texts."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Anchor, Appearance, Article, Claim, Recorded, Snapshot, Source, SourceName
from tracker.services import copies, search
from tracker.services.found_by import refresh


def renew(session: Session, touched: Collection[Recorded]) -> None:
    """Make anew what was derived from rows that are masked now, so that no copy is left there."""
    for snapshot in (row for row in touched if isinstance(row, Snapshot)):
        copies.forget(session, snapshot)
        copies.learn(session, snapshot)
    for thing in _found_by_words(session, touched):
        refresh(session, thing)
    session.flush()
    search.compact(session)


def _found_by_words(session: Session, touched: Collection[Recorded]) -> list[Recorded]:
    """List the claims, articles and sources that are found by words of the rows, each once."""
    sources = {row.id for row in touched if isinstance(row, Source)}
    sources |= {row.source_id for row in touched if isinstance(row, SourceName)}
    articles = {row.id for row in touched if isinstance(row, Article)}
    # An article is found by its publisher's name too.
    articles |= set(session.scalars(select(Article.id).where(Article.publisher_id.in_(sources))))
    claims = {row.id for row in touched if isinstance(row, Claim)} | _claims_quoting(session, touched)
    return [
        *session.scalars(select(Claim).where(Claim.id.in_(claims)).order_by(Claim.id)),
        *session.scalars(select(Article).where(Article.id.in_(articles)).order_by(Article.id)),
        *session.scalars(select(Source).where(Source.id.in_(sources)).order_by(Source.id)),
    ]


def _claims_quoting(session: Session, touched: Collection[Recorded]) -> set[UUID]:
    places = {row.appearance_id for row in touched if isinstance(row, Anchor)}
    return set(session.scalars(select(Appearance.claim_id).where(Appearance.id.in_(places))))
