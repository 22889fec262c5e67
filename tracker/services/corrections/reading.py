"""Finding requests for corrections: by number, by what they are about, and those that wait."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain.corrections import CorrectionStage
from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission, holders
from tracker.models import Appearance, Article, Claim, Complainant, Correction, Edition, EditionCorrection, Source, User
from tracker.services import merged
from tracker.services.access import visible
from tracker.services.paging import Page, newest_first
from tracker.services.same_claims import with_merged

MOST_WAITING = 20
LATEST = 5

_STAGES = {
    CorrectionStage.OPEN: and_(Correction.outcome.is_(None), Correction.reply == ""),
    CorrectionStage.ANSWERED: and_(Correction.outcome.is_(None), Correction.reply != ""),
    CorrectionStage.CLOSED: Correction.outcome.is_not(None),
}


def find_correction(session: Session, number: int) -> Correction | None:
    """Return the request of a number with what it is about and where it is published, if there is one."""
    return session.scalar(_requests().where(Correction.number == number))


def get_correction(session: Session, number: int) -> Correction:
    """Return the request of a number, or raise NotFound."""
    correction = find_correction(session, number)
    if correction is None:
        raise NotFound(f"There is no request for a correction {number}.")
    return correction


def complainant_of(session: Session, correction: Correction, *, person: User) -> Complainant | None:
    """Return who asked, for those who may know; None for others, and where nobody gave a name."""
    if not person.may(Permission.ANSWER_REQUESTS):
        return None
    found = session.scalar(select(Complainant).where(Complainant.correction_id == correction.id))
    return found if found is not None and visible(found, person) else None


def page(session: Session, *, stage: CorrectionStage | None = None, after: str | None = None) -> Page[Correction]:
    """Return a page of requests, the newest first: all of them, or those of one stage."""
    query = _requests() if stage is None else _requests().where(_STAGES[stage])
    return newest_first(session, query, Correction.id, after=after)


def waiting(session: Session, person: User, *, limit: int = MOST_WAITING) -> Sequence[Correction]:
    """List the requests that are not closed, those that came first on top, for a person who may deal with them."""
    if not person.may(Permission.ANSWER_REQUESTS):
        return []
    query = _requests().where(Correction.outcome.is_(None)).order_by(Correction.received_on, Correction.id).limit(limit)
    return session.scalars(query).all()


def answerers(session: Session) -> Sequence[User]:
    """List the people who may deal with requests, by name."""
    able = (User.active.is_(True), User.role.in_(holders(Permission.ANSWER_REQUESTS)))
    return session.scalars(select(User).where(*able).order_by(User.name, User.id)).all()


def of_claim(session: Session, claim: Claim) -> Sequence[Correction]:
    """List the requests about a claim and those merged into it, the newest first."""
    query = select(Correction).where(Correction.claim_id.in_(with_merged(claim)))
    return session.scalars(query.order_by(Correction.id.desc()).limit(LATEST)).all()


def of_source(session: Session, source: Source) -> Sequence[Correction]:
    """List the newest requests about articles that a source published, and about claims that appear in them."""
    ids = merged.kin(session, source.id)
    articles = select(Article.id).where(Article.publisher_id.in_(ids))
    places = select(Appearance.claim_id).where(Appearance.article_id.in_(articles), Appearance.withdrawn.is_(False))
    about = or_(Correction.article_id.in_(articles), Correction.claim_id.in_(places)) if ids else false()
    query = select(Correction).where(about).order_by(Correction.id.desc()).limit(LATEST)
    return session.scalars(query).all()


def _requests() -> Select[Correction]:
    """Return the query of requests with what a list and a page show of each; never who asked."""
    published = selectinload(Correction.published).joinedload(EditionCorrection.edition).joinedload(Edition.report)
    about = (joinedload(Correction.claim), joinedload(Correction.article), joinedload(Correction.assigned_to))
    told = joinedload(Correction.edition).joinedload(Edition.report)
    return select(Correction).options(published, told, *about)
