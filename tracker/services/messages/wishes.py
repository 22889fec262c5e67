"""What people wish to be told of by e-mail, and where; the record says that it changed, never the address."""

import re
from collections.abc import Collection

from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.messages import MessageKind
from tracker.models import User
from tracker.services.record import record

_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")


def wish(session: Session, person: User, *, email: str, kinds: Collection[MessageKind]) -> None:
    """Change where and of what a person is told by e-mail; with no address they are told of nothing."""
    address = email.strip() or None
    if address is not None and not _ADDRESS.fullmatch(address):
        raise Refusal("This is no e-mail address.", field="email")
    wanted = [kind.value for kind in MessageKind if kind in kinds] if address else []
    if (person.email, person.messages or []) == (address, wanted):
        return
    person.email, person.messages = address, wanted
    record(session, Action.PREFERENCES_CHANGED, about=person, by=person)
