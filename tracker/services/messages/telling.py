"""What a message says when it goes out: nothing but what the person may see then, and only of what still waits."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.messages import MessageKind, Told, sentence
from tracker.models import Article, Claim, Correction, Look, Message, Note, Source, Task, User
from tracker.services import access

Thing = Article | Claim | Source | Correction


def told(session: Session, person: User, messages: Sequence[Message], address: str) -> list[Told]:
    """Return what a letter to a person tells, each thing once; what they may not see, or is settled, is left out."""
    found: dict[Told, None] = {}
    for message in messages:
        place = _place(session, person, message)
        if place is not None and person.wants(message.why):
            thing, path = place
            found[Told(sentence(message.why, f"{thing.kind} {thing.number}"), f"{address}{path}")] = None
    return list(found)


def _place(session: Session, person: User, message: Message) -> tuple[Thing, str] | None:
    """Return the thing with a page that a message is about and the path to it, None where there is nothing to tell."""
    match message.why:
        case MessageKind.TASK:
            return _seen(_of_task(session, message.thing_id, person), person)
        case MessageKind.LOOK:
            look = session.get(Look, message.thing_id)
            waits = look is not None and look.settled_at is None
            return _seen(look.claim if look and waits else None, person, "#looks")
        case MessageKind.CORRECTION:
            correction = session.get(Correction, message.thing_id)
            mine = correction is not None and correction.outcome is None and correction.assigned_to_id == person.id
            return _seen(correction if mine else None, person)
        case _:
            return _of_note(session, message, person)


def _of_note(session: Session, message: Message, person: User) -> tuple[Thing, str] | None:
    note = session.get(Note, message.thing_id)
    if note is None or note.withdrawn or not access.visible(note, person):
        return None
    if message.why is not MessageKind.MENTIONED and (note.resolved or note.assigned_to_id != person.id):
        return None
    return _seen(note.article or note.claim or note.source, person, f"/notes#note-{note.id}")


def _of_task(session: Session, task_id: UUID, person: User) -> Thing | None:
    task = session.get(Task, task_id)
    if task is None or task.withdrawn or task.assigned_to_id != person.id:
        return None
    return task.thing


def _seen(thing: Thing | None, person: User, beyond: str = "") -> tuple[Thing, str] | None:
    if thing is None or not access.visible(thing, person):
        return None
    return thing, f"/{thing.kind}s/{thing.number}{beyond}"
