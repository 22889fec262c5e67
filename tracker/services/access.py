"""What a person may see: asked by pages, trail, search, counts and exports alike."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, aliased, object_session

from tracker.domain.actions import ABOUT_PEOPLE, ABOUT_WITHHOLDING, Action
from tracker.domain.intakes import ListForm
from tracker.domain.roles import Permission
from tracker.models import Capture, Change, Claim, Complainant, Event, Intake, Redaction, Review, ReviewGround, User

_PEOPLE = tuple(action.value for action in ABOUT_PEOPLE)
# Where words stand that shall go is nobody's to know before they are gone.
_UNDECIDED = tuple(action.value for action in ABOUT_WITHHOLDING - {Action.REDACTION_APPROVED})
_SEALABLE = (Review.__tablename__, ReviewGround.__tablename__, Complainant.__tablename__)


def visible(thing: Any, person: User) -> bool:
    """Tell whether a person may see a thing: a row of any recorded table, or an event."""
    if isinstance(thing, Event):
        return _may_see_event(thing, person)
    if isinstance(thing, User):
        return thing.id == person.id or person.may(Permission.READ_PEOPLE)
    if isinstance(thing, Redaction):
        return person.may(Permission.REDACT)
    if isinstance(thing, Complainant):
        return _may_know_who_asks(person)
    if isinstance(thing, Intake):
        return thing.form is not ListForm.WHOLE_REPORT or person.may(Permission.MANAGE_PEOPLE)
    if isinstance(thing, ReviewGround):
        return visible(thing.review, person)
    if isinstance(thing, Review) and thing.sealed and thing.created_by_id != person.id:
        return False
    return person.may(Permission.READ)


def visible_events(person: User) -> ColumnElement[bool]:
    """Return the condition that leaves a query of events with those that a person may see."""
    if not person.may(Permission.READ_TRAIL):
        return false()
    decided: ColumnElement[bool] = true() if person.may(Permission.REDACT) else Event.action.not_in(_UNDECIDED)
    if not person.may(Permission.MANAGE_PEOPLE):
        # People come in with whole reports, so what is told of such a file is told to those who keep the people.
        shown = select(Intake.id).where(visible_intakes(person))
        decided = and_(decided, or_(Event.about_kind != Intake.kind, Event.about_id.in_(shown)))
    if person.may(Permission.READ_PEOPLE):
        return decided
    own = or_(Event.actor == person.actor, and_(Event.about_kind == "person", Event.about_id == person.id))
    return and_(decided, or_(Event.action.not_in(_PEOPLE), own))


def visible_intakes(person: User) -> ColumnElement[bool]:
    """Return the condition that leaves a query of lists that were handed in with those that a person may see."""
    return true() if person.may(Permission.MANAGE_PEOPLE) else Intake.form != ListForm.WHOLE_REPORT


def is_hidden_file(session: Session, capture: Capture, person: User) -> bool:
    """Tell whether a capture is the file of a list that a person may not see."""
    mine = select(Intake.id).where(Intake.capture_id == capture.id)
    return session.scalar(mine.where(~visible_intakes(person)).limit(1)) is not None


def unsealed(person: User | None, review: Any = Review) -> ColumnElement[bool]:
    """Return the condition that leaves a query of assessments with those that are not sealed to a person.

    For nobody, with None, it leaves those that are not sealed at all: what goes out of the desk holds no others.
    """
    claim = aliased(Claim)
    closed = select(claim.id).where(claim.id == review.claim_id, claim.blind.is_not(None)).exists()
    open_to_all = or_(review.blind.is_(None), review.blind.is_(False), ~closed)
    return open_to_all if person is None else or_(open_to_all, review.created_by_id == person.id)


def unsealed_changes(person: User | None) -> ColumnElement[bool]:
    """Return the condition that leaves a query of changes with those that tell of nothing sealed to a person.

    What no row is there to answer for is not told either, nor who asked for a correction but to those who answer.
    """
    review, ground = aliased(Review), aliased(ReviewGround)
    of_ground = select(ground.id).join(review, ground.review_id == review.id)
    return and_(
        true() if _may_know_who_asks(person) else Change.table_name != Complainant.__tablename__,
        or_(
            Change.table_name != Review.__tablename__,
            exists().where(review.id == Change.row_id, unsealed(person, review)),
        ),
        or_(
            Change.table_name != ReviewGround.__tablename__,
            of_ground.where(ground.id == Change.row_id, unsealed(person, review)).exists(),
        ),
    )


def sealed_rows(session: Session, seqs: Collection[int], person: User | None) -> frozenset[UUID]:
    """Return which rows that some events changed are of assessments sealed to a person, or to anybody with None."""
    query = select(Change.row_id).where(Change.seq.in_(seqs), Change.table_name.in_(_SEALABLE))
    return frozenset(session.scalars(query.where(~unsealed_changes(person))))


def sealed_events() -> ColumnElement[bool]:
    """Return the condition that leaves a query of events with those that tell of a sealed assessment."""
    told = select(Change.seq).where(Change.seq == Event.seq, Change.table_name.in_(_SEALABLE))
    return told.where(~unsealed_changes(None)).correlate(Event).exists()


def _may_know_who_asks(person: User | None) -> bool:
    return person is not None and person.may(Permission.ANSWER_REQUESTS)


def _may_see_event(event: Event, person: User) -> bool:
    if not person.may(Permission.READ_TRAIL):
        return False
    if event.action in _UNDECIDED and not person.may(Permission.REDACT):
        return False
    session = object_session(event)
    about = session.get(Intake, event.about_id) if session and event.about_kind == Intake.kind else None
    if about is not None and not visible(about, person):
        return False
    own = event.actor == person.actor or _about(event) == ("person", person.id)
    return own or event.action not in _PEOPLE or person.may(Permission.READ_PEOPLE)


def _about(event: Event) -> tuple[str, UUID | None]:
    return event.about_kind, event.about_id
