"""What things are found by, made anew from their rows, for changes that do not pass through the thing's own service."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.models import Anchor, Appearance, Article, Claim, Recorded, Source
from tracker.services import name_words, search


def refresh(session: Session, thing: Recorded) -> None:
    """Let a thing be found by what it holds now; a kind that no search finds is left alone."""
    session.flush()
    match thing:
        case Claim():
            search.index(session, "claim", thing.id, " ".join([thing.statement, *_quotes(session, thing)]))
        case Source():
            _refresh_names(session, thing)
        case Article():
            outlet = thing.publisher.name if thing.publisher is not None else ""
            search.index(session, "article", thing.id, f"{thing.title} {thing.byline} {outlet}")


def learn_claims(session: Session) -> None:
    """Let every claim be found, in a database where none can be yet."""
    standing = select(Appearance.id, Appearance.claim_id, Anchor.exact).join(
        Anchor, Anchor.appearance_id == Appearance.id
    )
    rows = session.execute(standing.where(Appearance.withdrawn.is_(False)).order_by(Anchor.id))
    quotes: dict[UUID, dict[UUID, str]] = {}
    for appearance_id, claim_id, exact in rows:
        quotes.setdefault(claim_id, {})[appearance_id] = exact
    claims = session.execute(select(Claim.id, Claim.statement))
    search.index_new(session, "claim", [(id, " ".join([said, *quotes.get(id, {}).values()])) for id, said in claims])


def _quotes(session: Session, claim: Claim) -> list[str]:
    query = select(Appearance).where(Appearance.claim_id == claim.id, Appearance.withdrawn.is_(False))
    appearances = session.scalars(query.order_by(Appearance.id).options(selectinload(Appearance.anchors)))
    return [anchor.exact for appearance in appearances for anchor in appearance.anchors[-1:]]


def _refresh_names(session: Session, source: Source) -> None:
    for name in source.names:
        name_words.forget(session, name)
        name_words.learn(session, name)
    search.index(session, "source", source.id, " ".join(name.name for name in source.names))
