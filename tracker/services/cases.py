"""Cases: dossiers of articles and claims, and the hold under which nothing in one may be erased."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.models import Appearance, Article, Case, CaseItem, Claim, Subject
from tracker.services.paging import Page, newest_first
from tracker.services.record import person_of, record
from tracker.services.revisions import expect

Thing = Article | Claim
"""What a case can hold."""


def find_case(session: Session, number: int) -> Case | None:
    """Return the case of a number, if there is one."""
    return session.scalar(select(Case).where(Case.number == number))


def get_case(session: Session, number: int) -> Case:
    """Return the case of a number, or raise NotFound."""
    case = find_case(session, number)
    if case is None:
        raise NotFound(f"There is no case {number}.")
    return case


def page(session: Session, *, withdrawn: bool = False, after: str | None = None) -> Page[Case]:
    """Return a page of cases, the newest first: those in use, or those that were withdrawn."""
    return newest_first(session, select(Case).where(Case.withdrawn.is_(withdrawn)), Case.id, after=after)


def items_of(session: Session, case: Case) -> Sequence[CaseItem]:
    """List what is in a case, in the order in which it was put there."""
    query = select(CaseItem).where(CaseItem.case_id == case.id).order_by(CaseItem.id)
    things = (selectinload(CaseItem.article), selectinload(CaseItem.claim).selectinload(Claim.verdict))
    return session.scalars(query.options(*things)).all()


def claims_in(number: int) -> tuple[Select[UUID | None], Select[UUID]]:
    """Return the queries of the ids of the claims that a case holds, and of those that appear in its articles."""
    items = select(CaseItem.claim_id).join(Case, CaseItem.case_id == Case.id).where(Case.number == number)
    articles = items.with_only_columns(CaseItem.article_id).where(CaseItem.article_id.is_not(None))
    standing = select(Appearance.claim_id).where(Appearance.withdrawn.is_(False))
    return items.where(CaseItem.claim_id.is_not(None)), standing.where(Appearance.article_id.in_(articles))


def articles_in(number: int) -> tuple[Select[UUID | None], Select[UUID]]:
    """Return the queries of the ids of the articles that a case holds, and of those that its claims appear in."""
    items = select(CaseItem.article_id).join(Case, CaseItem.case_id == Case.id).where(Case.number == number)
    claims = items.with_only_columns(CaseItem.claim_id).where(CaseItem.claim_id.is_not(None))
    standing = select(Appearance.article_id).where(Appearance.withdrawn.is_(False))
    return items.where(CaseItem.article_id.is_not(None)), standing.where(Appearance.claim_id.in_(claims))


def of_thing(session: Session, thing: Thing) -> Sequence[Case]:
    """List the cases that hold an article or a claim, the oldest first."""
    query = select(Case).join(CaseItem, CaseItem.case_id == Case.id).where(_holds([(thing.kind, thing.id)]))
    return session.scalars(query.where(Case.withdrawn.is_(False)).order_by(Case.id)).all()


def on_hold(session: Session, things: Collection[Subject]) -> Sequence[Case]:
    """List the cases on hold that hold any of some things, the oldest first."""
    query = select(Case).join(CaseItem, CaseItem.case_id == Case.id).where(_holds(things), Case.hold != "")
    return session.scalars(query.distinct().order_by(Case.id)).all()


def add(session: Session, *, title: str, about: str = "", id: UUID | None = None, why: str = "", by: Actor) -> Case:
    """Open a case. Posted twice, it is opened once."""
    if id is not None and (known := session.get(Case, id)) is not None:
        return known
    case = Case(id=id or chance.new_id(), created_at=chance.now(), created_by=person_of(by))
    _describe(case, title, about)
    session.add(case)
    record(session, Action.CASE_ADDED, about=case, by=by, why=why)
    return case


def edit(session: Session, case: Case, *, title: str, about: str, seen: int, why: str = "", by: Actor) -> None:
    """Change what a case is called and what it is about."""
    expect(case, seen)
    _describe(case, title, about)
    record(session, Action.CASE_EDITED, about=case, by=by, why=why)


def put_in(session: Session, case: Case, thing: Thing, *, id: UUID | None = None, why: str = "", by: Actor) -> CaseItem:
    """Put an article or a claim into a case; raise Duplicate where it is there already."""
    if id is not None and (known := session.get(CaseItem, id)) is not None:
        return known
    if case.withdrawn:
        raise Refusal("This case was withdrawn. Restore it first.")
    if any(item.thing is thing for item in items_of(session, case)):
        raise Duplicate(f"This case holds {thing.kind} {thing.number} already.", field="thing")
    item = CaseItem(id=id or chance.new_id(), case=case)
    if isinstance(thing, Article):
        item.article = thing
    else:
        item.claim = thing
    session.add(item)
    record(session, Action.CASE_FILLED, about=case, by=by, why=why)
    return item


def take_out(session: Session, case: Case, item: CaseItem, *, why: str = "", by: Actor) -> None:
    """Take something out of a case; refused while the case is on hold."""
    _refuse_held(case, "Nothing is taken out of it before.")
    session.delete(item)
    session.flush()
    session.expire(case, ["items"])
    record(session, Action.CASE_EMPTIED, about=case, by=by, why=why)


def hold(session: Session, case: Case, *, why: str, seen: int, by: Actor) -> None:
    """Put a case on hold, saying why: nothing that it holds can be withheld until the hold is lifted."""
    expect(case, seen)
    if case.hold:
        raise Refusal("This case is on hold already.")
    case.hold = why.strip()
    record(session, Action.CASE_HELD, about=case, by=by, why=why)


def release(session: Session, case: Case, *, why: str, seen: int, by: Actor) -> None:
    """Lift the hold of a case, saying why."""
    expect(case, seen)
    if not case.hold:
        raise Refusal("This case is not on hold.")
    case.hold = ""
    record(session, Action.CASE_RELEASED, about=case, by=by, why=why)


def withdraw(session: Session, case: Case, *, why: str, seen: int, by: Actor) -> None:
    """Take a case out of use, saying why; it stays readable, and what it held stays as it is."""
    expect(case, seen)
    if case.withdrawn:
        raise Refusal("This case was withdrawn already.")
    _refuse_held(case, "It is not withdrawn before.")
    case.withdrawn = True
    record(session, Action.CASE_WITHDRAWN, about=case, by=by, why=why)


def restore(session: Session, case: Case, *, why: str = "", seen: int, by: Actor) -> None:
    """Take a withdrawn case back into use."""
    expect(case, seen)
    if not case.withdrawn:
        raise Refusal("This case is in use already.")
    case.withdrawn = False
    record(session, Action.CASE_RESTORED, about=case, by=by, why=why)


def _describe(case: Case, title: str, about: str) -> None:
    if not title.strip():
        raise Refusal("Give the case a title.", field="title")
    case.title, case.about = title.strip(), about.strip()


def _refuse_held(case: Case, what: str) -> None:
    if case.hold:
        raise Refusal(f"Case {case.number} is on hold: “{case.hold}”. {what} An editor or an admin can lift the hold.")


def _holds(things: Collection[Subject]) -> ColumnElement[bool]:
    articles = [id for kind, id in things if kind == Article.kind]
    claims = [id for kind, id in things if kind == Claim.kind]
    return or_(CaseItem.article_id.in_(articles), CaseItem.claim_id.in_(claims))
