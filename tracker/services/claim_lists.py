"""Lists of claims: filtered, paged by key, and read in a number of statements that does not grow with the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.domain import languages
from tracker.domain.names import fold
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ClaimKind, ClaimStage, Triage
from tracker.models import Appearance, Article, Citation, Claim, Tag, Tagging, Task, User, Verdict
from tracker.services import article_lists, cases, merged, same_claims, search, task_filters
from tracker.services.claim_rows import ClaimRow, rows
from tracker.services.paging import PAGE, Page, newest_first
from tracker.services.task_filters import Due

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Filters:
    """Which claims are asked for; what is None or empty asks for nothing. ``claims`` are their numbers.

    ``case`` is the number of one that holds the claim or an article that it appears in; ``verdict`` is a key of the
    scale; ``source`` and ``outlet`` are numbers of a source in the trail and of one that published, each with all
    that was merged with it; ``written_in`` is the tag of a language in which an article that it appears in is written,
    with all that it takes in (domain.languages); ``person`` is the sign-in name or the id of who annotated. ``since``
    is included, ``until`` is not; both are aware. What is planned is asked for by ``assigned`` (services.task_filters),
    ``due`` and ``priority``. Claims not to be checked are left out unless ``triage`` asks for them, ``withdrawn`` ones
    and those ``merged`` into others unless these do.
    """

    stage: ClaimStage | None = None
    verdict: str = ""
    source: int | None = None
    outlet: int | None = None
    written_in: str = ""
    article: int | None = None
    case: int | None = None
    claims: tuple[int, ...] = ()
    kind: ClaimKind | None = None
    tag: str = ""
    person: str = ""
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    triage: Triage | None = None
    withdrawn: bool = False
    merged: bool = False
    assigned: str = ""
    due: Due | None = None
    priority: Priority | None = None


def matching(session: Session, filters: Filters) -> Select[Claim]:
    """Return the query of the claims that filters ask for, in no order yet."""
    conditions = [*_own(session, filters), *_where_it_appears(session, filters), *_found_by_words(session, filters)]
    undecided = Claim.stage != ClaimStage.DECIDED
    conditions += task_filters.conditions(session, filters, Claim.id, Task.claim_id, undecided)
    merged_away = Claim.merged_into_id.is_not(None) if filters.merged else Claim.merged_into_id.is_(None)
    return select(Claim).where(Claim.withdrawn.is_(filters.withdrawn), merged_away, *conditions)


def page(session: Session, filters: Filters, after: str | None = None, limit: int = PAGE) -> Page[ClaimRow]:
    """Return a page of the claims that filters ask for, the newest first."""
    query = matching(session, filters).options(joinedload(Claim.verdict))
    found = newest_first(session, query, Claim.id, after=after, limit=limit)
    return found.map(lambda claims: rows(session, claims))


def how_many(session: Session, filters: Filters) -> int:
    """Count the claims that filters ask for, up to MOST_COUNTED."""
    counted = matching(session, filters).with_only_columns(Claim.id).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _own(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on columns of the claim itself."""
    if filters.claims:
        yield Claim.number.in_(filters.claims)
    if filters.stage is not None:
        yield Claim.stage == filters.stage
    if filters.kind is not None:
        yield Claim.claim_kind == filters.kind
    if filters.verdict:
        yield _one_of(Claim.verdict_id, session, select(Verdict.id).where(Verdict.key == filters.verdict))
    if filters.person:
        yield _one_of(Claim.created_by_id, session, _person(filters.person))
    if filters.since is not None:
        yield Claim.created_at >= filters.since
    if filters.until is not None:
        yield Claim.created_at < filters.until
    yield Claim.triage == filters.triage if filters.triage else Claim.triage != Triage.SKIP


def _where_it_appears(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the articles that a claim appears in, and on its trails."""
    standing = select(Appearance.claim_id).where(Appearance.withdrawn.is_(False))
    if filters.article is not None:
        of_number = select(Article.id).where(Article.number == filters.article)
        yield _shown_for(standing.where(_one_of(Appearance.article_id, session, of_number)))
    if filters.case is not None:
        yield _shown_for(*cases.claims_in(filters.case))
    if filters.outlet is not None:
        by_outlet = _among(Article.publisher_id, merged.kin_of_number(session, filters.outlet))
        yield _shown_for(standing.join(Article, Appearance.article_id == Article.id).where(by_outlet))
    if filters.written_in:
        known = [tag for tag in article_lists.languages(session) if languages.takes_in(filters.written_in, tag)]
        written = _among(Article.language, known)
        yield _shown_for(standing.join(Article, Appearance.article_id == Article.id).where(written))
    if filters.source is not None:
        named = _among(Citation.source_id, merged.kin_of_number(session, filters.source))
        own = standing.join(Citation, Citation.appearance_id == Appearance.id).where(named)
        inherited = standing.join(Citation, Citation.passage_id == Appearance.passage_id).where(named)
        yield _shown_for(own, inherited)


def _found_by_words(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.tag:
        tagged = select(Tagging.claim_id).join(Tag, Tagging.tag_id == Tag.id).where(Tag.folded == fold(filters.tag))
        yield _shown_for(tagged)
    if filters.text:
        ids = search.found(session, filters.text, "claim")
        by_words = false() if ids is None else Claim.id.in_(ids)
        number = filters.text.strip().removeprefix("#")
        is_number = number.isdecimal() and number.isascii() and len(number) < 10
        yield or_(by_words, Claim.number == int(number)) if is_number else by_words


def _shown_for(*ids: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a claim, or one that was merged into it, is among those of some queries."""
    return Claim.id.in_(union_all(*ids, *map(same_claims.shown_for, ids)))


def _one_of(column: InstrumentedAttribute[Any], session: Session, ids: Select[UUID]) -> ColumnElement[bool]:
    """Compare a column with the few ids of a query, looked up first: then an index gives the order of the list too."""
    return _among(column, session.scalars(ids).all())


def _among(column: InstrumentedAttribute[Any], known: Sequence[Any]) -> ColumnElement[bool]:
    return column == known[0] if len(known) == 1 else column.in_(known)


def _person(login_or_id: str) -> Select[UUID]:
    try:
        return select(User.id).where(User.id == UUID(login_or_id))
    except ValueError:
        return select(User.id).where(User.login_folded == fold(login_or_id))
