"""Articles: added from captures or merely cited, described, and moved through their queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.domain.vocabulary import ArticleStage, Certainty, SourceKind
from tracker.models import Article, Capture, Event, EventSubject, Snapshot, Source, User
from tracker.services import holds, snapshots, sources
from tracker.services.dates import as_kept
from tracker.services.found_by import index_article
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.snapshots import Reading

ABANDONED_AFTER = timedelta(days=3)
"""How long whoever took an article may leave it alone before it is anybody's again."""


@dataclass(frozen=True)
class Description:
    """What is known of a work; "" is unknown, and each doubtful fact says how it is known.

    ``outlet`` is the name of the publisher as a person typed it, ``published`` an EDTF date.
    """

    title: str
    byline: str = ""
    byline_certainty: Certainty = Certainty.STATED
    outlet: str = ""
    outlet_certainty: Certainty = Certainty.STATED
    published: str = ""
    published_certainty: Certainty = Certainty.STATED
    language: str = ""
    address: str = ""


def find_article(session: Session, number: int) -> Article | None:
    """Return the article of a number, if there is one."""
    query = select(Article).where(Article.number == number)
    return session.scalar(query.options(selectinload(Article.entered_publisher), selectinload(Article.taken_by)))


def get_article(session: Session, number: int) -> Article:
    """Return the article of a number, or raise NotFound."""
    article = find_article(session, number)
    if article is None:
        raise NotFound(f"There is no article {number}.")
    return article


def add(
    session: Session,
    capture: Capture,
    reading: Reading,
    description: Description,
    *,
    id: UUID,
    repost_of: Article | None = None,
    why: str = "",
    by: Actor,
) -> Article:
    """Add an article with its first version, cut from a capture.

    Raises Duplicate, naming the article, where the same bytes were cut in the same way before.
    """
    known = session.get(Article, id)
    if known is not None:
        return known
    same = snapshots.same_cut(session, capture, reading)
    if same is not None:
        number = same.article.number
        raise Duplicate(f"This is article {number} already: the same bytes, cut alike.", existing=("article", number))
    article = _make(session, description, id=id, by=by)
    article.repost_of = repost_of
    snapshots.make(session, article, capture, reading, by=by)
    record(session, Action.ARTICLE_ADDED, about=article, by=by, why=why)
    return article


def cite(session: Session, description: Description, *, id: UUID | None = None, why: str = "", by: Actor) -> Article:
    """Note a work that the desk knows of but has not read."""
    if id is not None and (known := session.get(Article, id)) is not None:
        return known
    article = make_stub(session, description, id=id, by=by)
    record(session, Action.ARTICLE_CITED, about=article, by=by, why=why)
    return article


def make_stub(session: Session, description: Description, *, id: UUID | None = None, by: Actor) -> Article:
    """Make a cited work as part of another action."""
    return _make(session, description, id=id or chance.new_id(), by=by)


def describe(
    session: Session, article: Article, description: Description, *, seen: int, why: str = "", by: Actor
) -> None:
    """Correct what is known of an article."""
    expect(article, seen)
    _describe(session, article, description, by)
    record(session, Action.ARTICLE_DESCRIBED, about=article, by=by, why=why)


def take(session: Session, article: Article, *, seen: int | None, by: Actor) -> None:
    """Take an article from the queue to work on it."""
    expect(article, seen)
    if article.taken_by is not None and article.taken_by is not by and not is_abandoned(session, article, by):
        raise Refusal(f"{article.taken_by.name} has taken this article. Ask them, or take another.")
    article.taken_by = person_of(by)
    if article.stage in (ArticleStage.NEW, ArticleStage.SET_ASIDE):
        article.stage, article.set_aside_because = ArticleStage.TAKEN, ""
    record(session, Action.ARTICLE_TAKEN, about=article, by=by)


def release(session: Session, article: Article, *, seen: int | None, why: str = "", by: Actor) -> None:
    """Give an article back to the queue."""
    expect(article, seen)
    article.taken_by, article.set_aside_because = None, ""
    article.stage = ArticleStage.NEW
    holds.let_go(session, article.id, by=by)
    record(session, Action.ARTICLE_RELEASED, about=article, by=by, why=why)


def begin(session: Session, article: Article, *, seen: int | None, by: Actor) -> None:
    """Say that work on an article has begun, or begins again."""
    expect(article, seen)
    article.stage, article.set_aside_because = ArticleStage.IN_WORK, ""
    article.taken_by = article.taken_by or person_of(by)
    record(session, Action.ARTICLE_BEGUN, about=article, by=by)


def begin_with(article: Article, *, by: Actor) -> None:
    """Let the first annotation begin the work on an article, as part of that action."""
    if article.stage in (ArticleStage.NEW, ArticleStage.TAKEN):
        article.stage = ArticleStage.IN_WORK
        article.taken_by = article.taken_by or person_of(by)


def finish(session: Session, article: Article, *, seen: int | None, why: str = "", by: Actor) -> None:
    """Mark an article as done."""
    expect(article, seen)
    article.stage = ArticleStage.DONE
    holds.let_go(session, article.id, by=by)
    record(session, Action.ARTICLE_FINISHED, about=article, by=by, why=why)


def set_aside(session: Session, article: Article, *, seen: int | None, why: str, by: Actor) -> None:
    """Set an article aside, with the reason."""
    expect(article, seen)
    article.stage, article.set_aside_because = ArticleStage.SET_ASIDE, why.strip()
    holds.let_go(session, article.id, by=by)
    record(session, Action.ARTICLE_SET_ASIDE, about=article, by=by, why=why)


def is_abandoned(session: Session, article: Article, by: Actor) -> bool:
    """Tell whether whoever took an article has left it alone for so long that somebody else may take it."""
    left = select(Article.id).where(Article.id == article.id, abandoned(but=person_of(by)))
    return session.scalar(left) is not None


def abandoned(*, but: User | None = None) -> ColumnElement[bool]:
    """Return the condition that an article was taken and left alone for ABANDONED_AFTER, by all others ``but`` one."""
    touched = select(EventSubject.seq).join(Event, Event.seq == EventSubject.seq)
    of_article = (EventSubject.kind == Article.kind, EventSubject.thing_id == Article.id)
    lately = (*of_article, Event.at > chance.now() - ABANDONED_AFTER)
    with_somebody = Article.stage.in_((ArticleStage.TAKEN, ArticleStage.IN_WORK))
    return and_(with_somebody, ~touched.where(*lately).exists(), ~holds.is_held(Article.id, but=but))


def at_address(session: Session, address: str) -> Sequence[Article]:
    """List the works known under an address, the captured ones first."""
    if not address:
        return []
    query = select(Article).where(Article.address == address).order_by(Article.version.desc(), Article.id)
    return session.scalars(query.limit(5).options(selectinload(Article.entered_publisher))).all()


def newest_snapshot(session: Session, article: Article) -> Snapshot:
    """Return the newest version of an article, or raise NotFound for one that is only cited."""
    return snapshots.get_version(session, article, None)


def _make(session: Session, description: Description, *, id: UUID, by: Actor) -> Article:
    article = Article(id=id, created_at=chance.now(), created_by=person_of(by))
    _describe(session, article, description, by)
    session.add(article)
    return article


def _describe(session: Session, article: Article, description: Description, by: Actor) -> None:
    title = description.title.strip()
    if not title:
        raise Refusal("Give the work a title, if only its first words.", field="title")
    article.title = title[:300]
    article.byline = description.byline.strip()
    article.byline_certainty = _certainty(article.byline, description.byline_certainty)
    article.publisher = _publisher(session, description.outlet, by)
    article.publisher_certainty = _certainty(description.outlet.strip(), description.outlet_certainty)
    article.published = as_kept(description.published, field="published")
    article.published_certainty = _certainty(article.published, description.published_certainty)
    article.language, article.address = description.language.strip(), description.address.strip()
    index_article(session, article)


def _certainty(value: str, certainty: Certainty) -> Certainty:
    return certainty if value else Certainty.UNKNOWN


def _publisher(session: Session, outlet: str, by: Actor) -> Source | None:
    """Return the source that a typed outlet names, made where nobody has the name; "" is nobody."""
    if not outlet.strip():
        return None
    return sources.named_or_made(session, outlet.strip(), field="outlet", kind=SourceKind.OUTLET, by=by)
