"""What was taken in is found like what was entered here: by names, by words, and as copies of each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.models import Anchor, Article, Claim, Recorded, Snapshot, Source, SourceName
from tracker.services import copies, found_by, name_words, search

R = TypeVar("R", bound=Recorded)


def let_be_found(session: Session, rows: Collection[Recorded]) -> None:
    """Let new rows, which are flushed, be found."""
    for snapshot in _of(rows, Snapshot):
        copies.learn(session, snapshot)
    _index_sources(session, rows)
    for article in _of(rows, Article):
        found_by.index_article(session, article)
    _index_claims(session, rows)


def _index_sources(session: Session, rows: Collection[Recorded]) -> None:
    names: dict[UUID, list[str]] = defaultdict(list)
    for name in _of(rows, SourceName):
        names[name.source_id].append(name.name)
        name_words.learn(session, name)
    for source in _of(rows, Source):
        search.index(session, Source.kind, source.id, " ".join(names[source.id]))
    merged = [source for source in _of(rows, Source) if source.merged_into is not None]
    if merged:
        found_by.refresh_merged(session, merged)


def _index_claims(session: Session, rows: Collection[Recorded]) -> None:
    quotes: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for anchor in sorted(_of(rows, Anchor), key=lambda one: one.id):
        quotes[anchor.appearance.claim_id][anchor.appearance_id] = anchor.exact
    for claim in _of(rows, Claim):
        if claim.merged_into is None:
            search.index(session, Claim.kind, claim.id, " ".join([claim.statement, *quotes[claim.id].values()]))
    for claim in _of(rows, Claim):
        if claim.merged_into is not None:
            found_by.index_claim(session, claim)


def _of(rows: Iterable[Recorded], kind: type[R]) -> list[R]:
    return [row for row in rows if isinstance(row, kind)]
