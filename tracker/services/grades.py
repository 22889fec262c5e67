"""Grades by the Admiralty code, set by people alone: of sources, and of what is said where a claim appears."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.vocabulary import Cause, Credibility, Reliability
from tracker.models import Appearance, Grade, InformationGrade, Source, SourceGrade, User
from tracker.services import looks, merged, ownerships
from tracker.services.dates import as_of_day
from tracker.services.merged import expect_shown
from tracker.services.record import record
from tracker.services.stages import refuse_withdrawn

G = TypeVar("G", Reliability, Credibility)


@dataclass(frozen=True)
class Grading(Generic[G]):
    """What a person finds: the grade, None to take one back, why, and as of which date (EDTF, today if none).

    ``seen`` is the id of the grade that was shown, None where there was none.
    """

    grade: G | None
    reason: str
    as_of: str = ""
    seen: UUID | None = None


def of_source(session: Session, source: Source) -> list[SourceGrade]:
    """List the grades of a source, the newest first; those of what was merged into it follow its own."""
    ids = merged.with_merged(select(Source.id).where(Source.id == source.id))
    query = select(SourceGrade).where(SourceGrade.source_id.in_(ids)).order_by(SourceGrade.id.desc())
    found = session.scalars(query.options(joinedload(SourceGrade.source), joinedload(SourceGrade.created_by)))
    return sorted(found, key=lambda grade: grade.source_id != source.id)


def of_appearances(session: Session, ids: Collection[UUID]) -> dict[UUID, list[InformationGrade]]:
    """Return the grades of what is said where claims appear, by the id of the appearance, the newest first."""
    query = select(InformationGrade).where(InformationGrade.appearance_id.in_(ids)).order_by(InformationGrade.id.desc())
    found: defaultdict[UUID, list[InformationGrade]] = defaultdict(list)
    for grade in session.scalars(query.options(joinedload(InformationGrade.created_by))):
        found[grade.appearance_id].append(grade)
    return found


def grade_source(
    session: Session, source: Source, found: Grading[Reliability], *, id: UUID | None = None, by: User
) -> SourceGrade:
    """Grade how far a source can be relied on; decided claims that rest on it need another look once it had a grade.

    Posted twice, it is graded once.
    """
    if id is not None and (known := session.get(SourceGrade, id)) is not None:
        return known
    _refuse_programs(by)
    expect_shown(source)
    own = [grade for grade in of_source(session, source) if grade.source_id == source.id]
    earlier = _expect(own, found)
    grade = SourceGrade(
        id=id or chance.new_id(),
        source=source,
        source_id=source.id,
        reliability=found.grade,
        **_said(found, earlier, by),
    )
    session.add(grade)
    if earlier is not None and earlier.value != found.grade:
        resting = ownerships.decided_on(session, [source.id], or_below=False)
        looks.open_looks(session, resting, Cause.GRADED, source, by=by)
    record(session, Action.SOURCE_GRADED, about=source, by=by)
    return grade


def grade_information(
    session: Session, appearance: Appearance, found: Grading[Credibility], *, id: UUID | None = None, by: User
) -> InformationGrade:
    """Grade how far what is said where a claim appears can be believed; a decided claim then needs another look.

    Posted twice, it is graded once.
    """
    if id is not None and (known := session.get(InformationGrade, id)) is not None:
        return known
    _refuse_programs(by)
    refuse_withdrawn(appearance.claim)
    if appearance.withdrawn:
        raise Refusal("This place was withdrawn; there is nothing to grade.")
    earlier = _expect(of_appearances(session, [appearance.id])[appearance.id], found)
    grade = InformationGrade(
        id=id or chance.new_id(),
        appearance=appearance,
        appearance_id=appearance.id,
        credibility=found.grade,
        **_said(found, earlier, by),
    )
    session.add(grade)
    if earlier is not None and earlier.value != found.grade:
        looks.open_looks(session, [appearance.claim], Cause.GRADED, appearance, by=by)
    record(session, Action.APPEARANCE_GRADED, about=appearance.claim, by=by)
    return grade


def _said(found: Grading[G], earlier: Grade | None, by: User) -> dict[str, Any]:
    """Return what grades of both axes say beside the grade."""
    return {
        "reason": found.reason.strip(),
        "as_of": as_of_day(found.as_of, what="A grade"),
        "supersedes_id": earlier.id if earlier is not None else None,
        "created_at": chance.now(),
        "created_by": by,
    }


T = TypeVar("T", SourceGrade, InformationGrade)


def _expect(grades: Sequence[T], found: Grading[G]) -> T | None:
    """Return the grade that a new one supersedes; refuse one without a reason, or on top of what nobody saw."""
    newest = grades[0] if grades else None
    if (newest.id if newest is not None else None) != found.seen:
        raise Stale("Somebody graded this while you had it open. Look at their grade, and send yours again.")
    if not found.reason.strip():
        raise Refusal("Say why: a grade without a reason cannot be weighed.", field="reason")
    if found.grade is None and (newest is None or newest.value is None):
        raise Refusal("There is no grade to take back. Choose one.", field="grade")
    return newest


def _refuse_programs(by: object) -> None:
    if not isinstance(by, User):
        raise NotAllowed("Only a person can grade.")
