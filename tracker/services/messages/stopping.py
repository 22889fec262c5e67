"""Stopping letters by the link that each of them carries, without signing in."""

from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.models import User
from tracker.services.record import record

_LINK = Program("link in a letter")


def token_for(person_id: UUID, secret_key: bytes) -> str:
    """Return the signed name under which a letter's link stops all letters to a person."""
    return str(_signer(secret_key).dumps(str(person_id)))


def person_of_token(session: Session, token: str, secret_key: bytes) -> User | None:
    """Return whose letters a link stops, None where the desk has not made it."""
    try:
        return session.get(User, UUID(_signer(secret_key).loads(token)))
    except (BadData, ValueError):
        return None


def stop(session: Session, person: User) -> None:
    """Send a person no more letters; done twice, it is done once."""
    if not person.messages:
        return
    person.messages = []
    record(session, Action.LETTERS_STOPPED, about=person, by=_LINK)


def _signer(secret_key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt="letters")
