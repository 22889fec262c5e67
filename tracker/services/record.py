"""Saying what happened: the one call by which a service names the action behind its changes."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.actions import NEEDS_A_REASON, Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.happenings import Happening
from tracker.models import Recorded, User


def record(
    session: Session, action: Action, *, about: Recorded | None, by: Actor, why: str = "", **detail: Any
) -> None:
    """Name the action behind all rows changed since the last call, and why; it is written at the commit.

    Raises Refusal where the action needs a reason and none is given.
    """
    why = why.strip()
    if action in NEEDS_A_REASON and not why:
        raise Refusal("Say why: this step is refused without a reason.", field="why")
    session.flush()
    thing = None if about is None else (about.kind, about.id)
    session.info["record"](Happening(action, by.actor, thing, why, detail))


def person_of(by: Actor) -> User | None:
    """Return the person who acts, or None where a program does."""
    return by if isinstance(by, User) else None
