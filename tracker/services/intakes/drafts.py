"""Lists as they are handed in, and what a person says of how they are to be understood before they are taken in."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.intakes import IntakeOutcome, IntakeStage, ListForm
from tracker.ingest import lists
from tracker.ingest.lists import columns as table_columns
from tracker.models import Capture, Claim, Intake, IntakeItem, User
from tracker.services import captures
from tracker.services.access import visible, visible_intakes
from tracker.services.intakes import surveys, wholes
from tracker.services.intakes.surveys import Survey
from tracker.services.paging import Page, newest_first
from tracker.services.record import record
from tracker.services.revisions import expect

_TYPES = {
    ListForm.CLAIM_REVIEWS: "application/json",
    ListForm.TABLE: "text/csv",
    ListForm.WHOLE_REPORT: "application/json",
}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def find(session: Session, number: int) -> Intake | None:
    """Return the list of a number with its file, if there is one."""
    query = select(Intake).where(Intake.number == number)
    return session.scalar(query.options(joinedload(Intake.capture), joinedload(Intake.created_by)))


def get(session: Session, number: int, *, person: User | None = None) -> Intake:
    """Return the list of a number with its file; raise NotFound where there is none, or none that a person may see."""
    intake = find(session, number)
    if intake is None or (person is not None and not visible(intake, person)):
        raise NotFound(f"There is no list {number}.")
    return intake


def page(session: Session, *, person: User, after: str | None = None) -> Page[Intake]:
    """Return a page of the lists that were handed in and that a person may see, the newest first."""
    query = select(Intake).where(visible_intakes(person)).options(joinedload(Intake.created_by))
    return newest_first(session, query, Intake.id, after=after)


def of_bytes(session: Session, content: bytes) -> Intake | None:
    """Return the newest list of the very same bytes, if they were handed in before."""
    sha256 = hashlib.sha256(content).hexdigest()
    query = select(Intake).join(Intake.capture).where(Capture.sha256 == sha256)
    return session.scalar(query.order_by(Intake.id.desc()).limit(1))


def looked_through(content: bytes, filename: str, charset: str = "") -> tuple[ListForm, list[str]]:
    """Tell how the claims of a file are written and what its columns hold, outside of any transaction.

    Raises a Refusal for a file that is no list, or in which there is nothing to take in. Whether a person may have a
    whole report looked through is asked before, with ``refuse_others``.
    """
    if wholes.is_whole_report(content):
        wholes.look(content)
        return ListForm.WHOLE_REPORT, []
    form = lists.recognise(content, filename, charset or None)
    if form is ListForm.TABLE:
        found = table_columns.guess(lists.headings(content, charset or None))
        return form, written(found)
    if not surveys.survey(content, form, (), charset).entries:
        raise Refusal("There is no ClaimReview in this file.", field="file")
    return form, []


def open_list(
    session: Session,
    content: bytes,
    filename: str,
    looked: tuple[ListForm, Sequence[str]],
    *,
    charset: str = "",
    id: UUID | None = None,
    by: User,
) -> Intake:
    """Keep a list as it was handed in; posted twice, and while one of the same bytes waits, it is kept once."""
    known = session.get(Intake, id) if id is not None else None
    same = of_bytes(session, content)
    if known is not None or (same is not None and same.stage is not IntakeStage.DONE):
        return known or same  # type: ignore[return-value]  # One of the two is there.
    form, columns = looked
    intake = Intake(
        id=id or chance.new_id(),
        filename=filename[:300],
        capture=_capture(session, content, filename, form, charset, by),
        form=form,
        charset=charset,
        columns=list(columns),
        created_at=chance.now(),
        created_by_id=by.id,
    )
    session.add(intake)
    record(session, Action.INTAKE_OPENED, about=intake, by=by)
    return intake


def content_of(session: Session, intake: Intake) -> bytes:
    """Return the bytes of a list as it was handed in."""
    query = select(Capture).where(Capture.id == intake.capture_id).options(undefer(Capture.content))
    return session.scalars(query).one().content


def survey_of(session: Session, intake: Intake) -> Survey:
    """Look a list through as it is to be understood now."""
    return surveys.survey(content_of(session, intake), intake.form, tuple(intake.columns), intake.charset)


def plan(
    session: Session,
    intake: Intake,
    *,
    columns: Mapping[str, int] | None = None,
    meanings: Iterable[Sequence[str]] | None = None,
    joins: Mapping[int, int] | None = None,
    join_same: bool | None = None,
    seen: int | None,
    why: str = "",
    by: User,
) -> bool:
    """Say how a list is to be understood; None leaves that as it is. Return whether anything was changed."""
    expect(intake, seen)
    if intake.stage is not IntakeStage.OPEN:
        raise Refusal("This list is being taken in, or was already; it stays as it was understood then.")
    if intake.form is ListForm.WHOLE_REPORT:
        raise Refusal("A whole report says itself how it is to be understood.")
    before = _plan_of(intake)
    if columns is not None:
        _refuse_columns(intake, columns)
        intake.columns = written(columns)
    if meanings is not None:
        intake.meanings = [list(one) for one in meanings]
    if joins is not None:
        _refuse_strangers(session, joins)
        intake.joins = [f"{position}={number}" for position, number in sorted(joins.items())]
    intake.join_same = intake.join_same if join_same is None else join_same
    if _plan_of(intake) == before:
        return False
    record(session, Action.INTAKE_PLANNED, about=intake, by=by, why=why)
    return True


def items_of(
    session: Session, intake: Intake, *, outcome: IntakeOutcome | None = None, after: int = -1, limit: int = 50
) -> Sequence[IntakeItem]:
    """List what became of entries in their order, behind a position; one that was known already left nothing."""
    query = select(IntakeItem).where(IntakeItem.intake_id == intake.id, IntakeItem.position > after)
    if outcome is not None:
        query = query.where(IntakeItem.outcome == outcome)
    ordered = query.order_by(IntakeItem.position).limit(limit)
    return session.scalars(ordered.options(joinedload(IntakeItem.article))).all()


def of_article(session: Session, article_id: UUID, *, person: User) -> Sequence[IntakeItem]:
    """List the entries from which an article was taken in, of lists that a person may see, the newest first."""
    mine = select(IntakeItem).join(IntakeItem.intake).where(visible_intakes(person))
    query = mine.where(IntakeItem.article_id == article_id).order_by(IntakeItem.id.desc())
    return session.scalars(query.limit(10).options(joinedload(IntakeItem.intake))).all()


def joins_of(intake: Intake) -> dict[int, int]:
    """Return which entries are a claim that the desk has, by position; 0 is a new one."""
    pairs = (one.partition("=") for one in intake.joins)
    return {int(position): int(number) for position, _, number in pairs}


def written(columns: Mapping[str, int]) -> list[str]:
    """Return what columns hold, as a list keeps it."""
    return [f"{name}={columns[name]}" for name in table_columns.FIELDS if name in columns]


def _plan_of(intake: Intake) -> tuple[object, ...]:
    return list(intake.columns), list(intake.meanings), list(intake.joins), intake.join_same


def _refuse_columns(intake: Intake, columns: Mapping[str, int]) -> None:
    if intake.form is ListForm.TABLE and "claim" not in columns:
        raise Refusal("Say which column holds the claim.", field="columns")


def _refuse_strangers(session: Session, joins: Mapping[int, int]) -> None:
    wanted = {number for number in joins.values() if number}
    known = {
        number
        for number in session.scalars(select(Claim.number).where(Claim.number.in_(wanted), Claim.withdrawn.is_(False)))
        if number is not None
    }
    if strangers := sorted(wanted - known):
        raise Refusal(f"There is no claim {strangers[0]} that could be joined.")


def _capture(session: Session, content: bytes, filename: str, form: ListForm, charset: str, by: User) -> Capture:
    """Return the capture of the same bytes, or make one as part of opening the list."""
    known = captures.find_same(session, content)
    if known is not None:
        return known
    media_type = _WORKBOOK if content.startswith(b"PK") else _TYPES[form]
    if content.lstrip()[:1] == b"<":
        media_type = "text/html"
    return Capture(
        id=chance.new_id(),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        size=len(content),
        media_type=media_type,
        charset=charset,
        filename=filename[:300],
        captured_at=chance.now(),
        created_by_id=by.id,
    )
