"""What a person may see: asked by pages, trail, search, counts and exports alike."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true

from tracker.domain.actions import ABOUT_PEOPLE, ABOUT_WITHHOLDING, Action
from tracker.domain.roles import Permission
from tracker.models import Event, Redaction, User

_PEOPLE = tuple(action.value for action in ABOUT_PEOPLE)
# Where words stand that shall go is nobody's to know before they are gone.
_UNDECIDED = tuple(action.value for action in ABOUT_WITHHOLDING - {Action.REDACTION_APPROVED})


def visible(thing: Any, person: User) -> bool:
    """Tell whether a person may see a thing: a row of any recorded table, or an event."""
    if isinstance(thing, Event):
        return _may_see_event(thing, person)
    if isinstance(thing, User):
        return thing.id == person.id or person.may(Permission.READ_PEOPLE)
    if isinstance(thing, Redaction):
        return person.may(Permission.REDACT)
    return person.may(Permission.READ)


def visible_events(person: User) -> ColumnElement[bool]:
    """Return the condition that leaves a query of events with those that a person may see."""
    if not person.may(Permission.READ_TRAIL):
        return false()
    decided = true() if person.may(Permission.REDACT) else Event.action.not_in(_UNDECIDED)
    if person.may(Permission.READ_PEOPLE):
        return decided
    own = or_(Event.actor == person.actor, and_(Event.about_kind == "person", Event.about_id == person.id))
    return and_(decided, or_(Event.action.not_in(_PEOPLE), own))


def _may_see_event(event: Event, person: User) -> bool:
    if not person.may(Permission.READ_TRAIL):
        return False
    if event.action in _UNDECIDED and not person.may(Permission.REDACT):
        return False
    own = event.actor == person.actor or _about(event) == ("person", person.id)
    return own or event.action not in _PEOPLE or person.may(Permission.READ_PEOPLE)


def _about(event: Event) -> tuple[str, UUID | None]:
    return event.about_kind, event.about_id
