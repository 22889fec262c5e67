"""What a file for counsel can be about: each kind of thing, with the claims and articles that belong to it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound, TooLarge
from tracker.domain.text import one_line
from tracker.models import (
    Appearance,
    Article,
    Case,
    Citation,
    Claim,
    Edition,
    EditionClaim,
    EditionFile,
    Evidence,
    Report,
    Snapshot,
    Subject,
    User,
)
from tracker.services import cases, claims, publications, same_claims
from tracker.services.access import visible

MOST_THINGS = 2_000
"""Claims and articles that one file is about."""

_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Scope:
    """What a file is about: the ``thing`` that was asked for, and the claims, articles and captures that go with it.

    ``chosen`` says in words, by label, how its claims were chosen; ``published`` are the files of published versions
    among the captures, by their ids, and what each is called.
    """

    thing: Claim | Case | Report
    title: str
    chosen: Mapping[str, str]
    claims: Sequence[Claim]
    articles: Sequence[Article]
    captures: Sequence[UUID]
    published: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Return the short number of the thing."""
        return self.thing.number or 0

    @property
    def subjects(self) -> list[Subject]:
        """List the things with a page whose whole trail belongs to it, the one that was asked for first."""
        return list(dict.fromkeys((thing.kind, thing.id) for thing in (self.thing, *self.claims)))


def read(session: Session, kind: str, number: int, *, person: User) -> Scope:
    """Return what a file on a thing is about; raise NotFound where a person sees no such thing, TooLarge for too much.

    What the person may not see is not part of it.
    """
    scope = SCOPES.get(kind)
    if scope is None:
        raise NotFound("A file for counsel is about a claim, a case or a published report.")
    return scope(session, number, person)


def _of_claim(session: Session, number: int, person: User) -> Scope:
    claim = claims.get_claim(session, number)
    if not visible(claim, person):
        raise NotFound(f"There is no claim {number}.")
    # One that was merged into another is told with that one.
    claim = claim.shown
    title = one_line(claim.statement, _LONGEST_TITLE)
    return _scope(session, claim, title, {"number": str(claim.number)}, [claim], [], person)


def _of_case(session: Session, number: int, person: User) -> Scope:
    case = cases.get_case(session, number)
    if not visible(case, person):
        raise NotFound(f"There is no case {number}.")
    things = [item.thing for item in cases.items_of(session, case) if visible(item.thing, person)]
    held = [thing for thing in things if isinstance(thing, Claim)]
    works = [thing.id for thing in things if isinstance(thing, Article)]
    return _scope(session, case, case.title, {"case": case.title}, held, works, person)


def _of_report(session: Session, number: int, person: User) -> Scope:
    """Return what belongs to a report: the claims that any of its versions told, and every version as it went out."""
    report = publications.get(session, number)
    if not visible(report, person) or report.newest is None:
        raise NotFound(f"There is no published report {number}.")
    told = select(EditionClaim.claim_id).join(EditionClaim.edition).where(Edition.report_id == report.id)
    found = session.scalars(select(Claim).where(Claim.id.in_(told)).order_by(Claim.number))
    held = [claim for claim in found if visible(claim, person)]
    scope = _scope(session, report, report.newest.title, {"report": str(number)}, held, [], person)
    query = select(EditionFile.capture_id, Edition.version, EditionFile.format).join(EditionFile.edition)
    files = session.execute(query.where(Edition.report_id == report.id).order_by(EditionFile.id))
    published = {id: f"published/report-{number}-version-{version}.{form}" for id, version, form in files}
    return replace(scope, captures=[*scope.captures, *published], published=published)


SCOPES: Mapping[str, Callable[[Session, int, User], Scope]] = {
    Claim.kind: _of_claim,
    Case.kind: _of_case,
    Report.kind: _of_report,
}
"""By the kind of thing, what a file on it is about; a further kind is a further line here."""


def _scope(
    session: Session,
    thing: Claim | Case | Report,
    title: str,
    chosen: Mapping[str, str],
    held: Sequence[Claim],
    works: Collection[UUID],
    person: User,
) -> Scope:
    held = _with_merged(session, held, person)
    ids = [claim.id for claim in held]
    if len(ids) + len(works) > MOST_THINGS:
        raise TooLarge(f"A file for counsel is about at most {MOST_THINGS:,} claims and articles. Make several.")
    query = select(Article).where(Article.id.in_({*works, *_appear_in(session, ids)})).order_by(Article.number)
    articles = [article for article in session.scalars(query) if visible(article, person)]
    return Scope(thing, title, chosen, held, articles, _captures(session, ids, [article.id for article in articles]))


def _with_merged(session: Session, held: Sequence[Claim], person: User) -> list[Claim]:
    """List the claims as which some are shown, each with those that were merged into it."""
    shown = same_claims.as_shown(session, [claim.id for claim in held])
    ids = [one for of_one in same_claims.by_claim(session, shown).values() for one in of_one]
    found = {claim.id: claim for claim in session.scalars(select(Claim).where(Claim.id.in_(ids)))}
    return [found[one] for one in ids if visible(found[one], person)]


def _appear_in(session: Session, claims: Collection[UUID]) -> set[UUID]:
    """Return the articles in which claims appear or appeared, and those that their trails name as cited works."""
    mine = Appearance.claim_id.in_(claims)
    hop = or_(Citation.appearance_id == Appearance.id, Citation.passage_id == Appearance.passage_id)
    cited = select(Citation.cited_article_id).join(Appearance, hop).where(mine, Citation.cited_article_id.is_not(None))
    found = [*session.scalars(select(Appearance.article_id).where(mine)), *session.scalars(cited)]
    return {article_id for article_id in found if article_id is not None}


def _captures(session: Session, claims: Collection[UUID], articles: Collection[UUID]) -> list[UUID]:
    """List the captures that texts were cut from, and those that are evidence, the oldest first."""
    cut = select(Snapshot.capture_id).where(Snapshot.article_id.in_(articles))
    shown = select(Evidence.capture_id).where(Evidence.claim_id.in_(claims), Evidence.capture_id.is_not(None))
    found = [*session.scalars(cut), *session.scalars(shown)]
    return sorted({capture_id for capture_id in found if capture_id is not None})
