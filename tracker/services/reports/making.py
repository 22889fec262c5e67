"""Making a report for an article or for chosen claims."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.reports import Report, Scope
from tracker.domain.reports.people import Desk
from tracker.models import Anchor, Appearance, Article, Capture, Snapshot, User
from tracker.services import same_claims
from tracker.services.access import visible
from tracker.services.reports import reading, record, works
from tracker.services.reports.claims import Claims, sort_out
from tracker.services.reports.things import Things


def for_article(
    session: Session, article: Article, *, desk: Desk, person: User, names: bool = False, whole: bool = False
) -> Report:
    """Return a report on the claims that appear in an article, in the order of their quotes.

    With ``names`` the people of the desk are named, else told apart by role and number; ``whole`` is with all that it
    rests on, for another desk to take in. Raises NotFound for an article that the person may not see.
    """
    if not visible(article, person):
        raise NotFound("There is no such article.")
    told = reading.begin(session, person, names=names)
    scope = Scope(works.articles(told, [article.id])[article.id], _captured_at(session, article), {})
    ids = _ids_in(session, article)
    return _report(session, article.title, scope, ids, desk=desk, person=person, names=names, whole=whole)


def for_claims(
    session: Session,
    ids: Sequence[UUID],
    *,
    title: str,
    filters: Mapping[str, str],
    desk: Desk,
    person: User,
    names: bool = False,
    whole: bool = False,
    met: Sequence[UUID] = (),
) -> Report:
    """Return a report on chosen claims, in the order given; ``filters`` says in words how they were chosen.

    ``whole`` is with all that it rests on, for another desk to take in. People who were ``met`` before it, where it
    goes along with something else, have the first numbers.
    """
    scope = Scope(None, None, dict(filters))
    return _report(session, title, scope, ids, desk=desk, person=person, names=names, whole=whole, met=met)


def _report(
    session: Session,
    title: str,
    scope: Scope,
    ids: Sequence[UUID],
    *,
    desk: Desk,
    person: User,
    names: bool,
    whole: bool,
    met: Sequence[UUID] = (),
) -> Report:
    begin = partial(reading.begin, session, person, names=names, met=met)
    told = begin()
    checked, not_checked = sort_out(told, same_claims.as_shown(session, ids))
    return Report(
        title=title,
        desk=desk,
        scope=scope,
        log=record.log(session),
        generated_by=told.people.known(person.id),
        scale=reading.scale(session),
        claim_count=len(checked),
        claims=Claims(begin, checked, scope.article.number if scope.article else None),
        not_checked=tuple(not_checked.values()),
        things=Things(begin, [*checked, *not_checked]) if whole else (),
    )


def _ids_in(session: Session, article: Article) -> Sequence[UUID]:
    first = func.min(Anchor.start)
    query = (
        select(Appearance.claim_id)
        .outerjoin(Anchor, Anchor.appearance_id == Appearance.id)
        .where(Appearance.article_id == article.id, Appearance.withdrawn.is_(False))
        .group_by(Appearance.claim_id)
        .order_by(first, Appearance.claim_id)
    )
    return session.scalars(query).all()


def _captured_at(session: Session, article: Article) -> datetime | None:
    query = select(Capture.captured_at).join(Snapshot, Snapshot.capture_id == Capture.id)
    return session.scalar(query.where(Snapshot.article_id == article.id, Snapshot.version == article.version))
