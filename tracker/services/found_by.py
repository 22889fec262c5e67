"""What things are found by, made anew from their rows, for changes that do not pass through the thing's own service."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.models import Anchor, Appearance, Article, Claim, Recorded, Source
from tracker.services import merged, name_words, same_claims, search


def refresh(session: Session, thing: Recorded) -> None:
    """Let a thing be found by what it holds now; a kind that no search finds is left alone."""
    session.flush()
    match thing:
        case Claim():
            index_claim(session, thing)
        case Source():
            _refresh_names(session, thing)
        case Article():
            index_article(session, thing)


def refresh_merged(session: Session, sources: Iterable[Source]) -> None:
    """Let sources that were merged or parted, and what they published, be found by what they are called now."""
    session.flush()
    shown = sorted({source.shown for source in sources}, key=lambda source: source.id)
    if not shown:
        return
    for source in shown:
        _refresh_names(session, source)
    ids = [one.id for source in shown for one in merged.kin_of(session, source)]
    published = select(Article).where(Article.publisher_id.in_(ids)).order_by(Article.id)
    for article in session.scalars(published.options(joinedload(Article.entered_publisher))):
        index_article(session, article)


def index_article(session: Session, article: Article) -> None:
    """Let an article be found by its title, its byline and its publisher, as entered and as shown."""
    entered = article.entered_publisher
    outlet = " ".join(dict.fromkeys([entered.name, entered.shown.name])) if entered is not None else ""
    search.index(session, "article", article.id, f"{article.title} {article.byline} {outlet}")


def index_claim(session: Session, claim: Claim) -> None:
    """Let a claim be found by the words of all that are shown as it; what was merged into it is found as it alone."""
    shown = claim.shown
    merged_into_it = same_claims.merged_into(session, shown)
    said = [one.statement for one in (shown, *merged_into_it)]
    search.index(session, "claim", shown.id, " ".join([*said, *_quotes(session, shown)]))
    for one in merged_into_it:
        search.index(session, "claim", one.id, "")


def index_source(session: Session, source: Source) -> None:
    """Let a source be found by the names of all that are shown as it; what was merged into it is found as it alone."""
    kin = merged.kin_of(session, source)
    search.index(session, "source", source.shown.id, " ".join(name.name for one in kin for name in one.names))
    for one in kin:
        if one is not source.shown:
            search.index(session, "source", one.id, "")


def learn_claims(session: Session) -> None:
    """Let every claim be found, in a database where none can be yet."""
    standing = select(Appearance.id, Appearance.claim_id, Anchor.exact).join(
        Anchor, Anchor.appearance_id == Appearance.id
    )
    rows = session.execute(standing.where(Appearance.withdrawn.is_(False)).order_by(Anchor.id))
    quotes: dict[UUID, dict[UUID, str]] = {}
    for appearance_id, claim_id, exact in rows:
        quotes.setdefault(claim_id, {})[appearance_id] = exact
    claims = session.execute(select(Claim.id, Claim.statement).order_by(Claim.id)).all()
    shown = same_claims.shown_of(session, [id for id, _ in claims])
    words: dict[UUID, list[str]] = {id: [] for id, _ in claims}
    for id, said in claims:
        words[shown[id]] += [said, *quotes.get(id, {}).values()]
    search.index_new(session, "claim", [(id, " ".join(found)) for id, found in words.items()])


def _quotes(session: Session, claim: Claim) -> list[str]:
    query = select(Appearance).where(
        Appearance.claim_id.in_(same_claims.with_merged(claim)), Appearance.withdrawn.is_(False)
    )
    appearances = session.scalars(query.order_by(Appearance.id).options(selectinload(Appearance.anchors)))
    return [anchor.exact for appearance in appearances for anchor in appearance.anchors[-1:]]


def _refresh_names(session: Session, source: Source) -> None:
    for one in merged.kin_of(session, source):
        for name in one.names:
            name_words.forget(session, name)
            name_words.learn(session, name)
    index_source(session, source)
