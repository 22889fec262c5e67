"""Noting that somebody is to be told of something, in the transaction of what they are told of."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.domain.messages import TOGETHER, MessageKind
from tracker.models import Decision, Look, Message, User


def note(session: Session, person: User | None, why: MessageKind, thing_id: UUID, *, by: Actor) -> None:
    """Let a person be told of a thing, if they wish to be; nobody is told of what they did themselves."""
    if person is not None and person.wants(why) and person.actor != by.actor:
        session.add(Message(person_id=person.id, why=why, thing_id=thing_id, due_at=chance.now() + TOGETHER))


def note_looks(session: Session, looks: Collection[Look], *, by: Actor) -> None:
    """Let those who decided be told that claims need another look, in one statement for any number of them."""
    claims = [look.claim.id for look in looks]
    if not claims:
        return
    wishing = (User.email.is_not(None), User.active.is_(True))
    query = select(Decision.claim_id, User).join(User, User.id == Decision.created_by_id)
    rows = session.execute(query.where(Decision.claim_id.in_(claims), *wishing).order_by(Decision.id)).all()
    last: dict[UUID, User] = {}
    for claim, person in rows:
        last[claim] = person
    for look in looks:
        note(session, last.get(look.claim.id), MessageKind.LOOK, look.id, by=by)
