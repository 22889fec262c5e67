"""A person's inbox: the notes that wait for them, mention them, or answer what they wrote."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain import chance
from tracker.domain.vocabulary import Word
from tracker.models import Mention, Note, SeenNote, User
from tracker.services import notes
from tracker.services.access import visible
from tracker.services.notes import Thing

MOST_SHOWN = 100


class Why(Word):
    """Why a note is in somebody's inbox."""

    ASSIGNED = "assigned", "Note to you"
    MENTIONED = "mentioned", "Mentions you"
    ANSWERED = "answered", "Answers you"


@dataclass(frozen=True)
class Letter:
    """A note in an inbox, what it is on, and why it is there: one that is assigned stays until it is resolved."""

    note: Note
    thing: Thing
    why: Why


def of_person(session: Session, person: User) -> list[Letter]:
    """List what is in a person's inbox, the oldest first, MOST_SHOWN of each sort at most."""
    found: dict[UUID, Letter] = {}
    for why, listed in _sorts(session, person):
        for note in listed:
            thing = notes.thing_of(note)
            if visible(note, person) and visible(thing, person):
                found.setdefault(note.id, Letter(note, thing, why))
    return sorted(found.values(), key=lambda letter: letter.note.id)


def mark_read(session: Session, person: User, ids: Collection[UUID]) -> None:
    """Note that a person has read some notes of their inbox; those that are assigned stay until they are resolved."""
    unread = [letter.note.id for letter in of_person(session, person) if letter.why is not Why.ASSIGNED]
    session.add_all(SeenNote(user_id=person.id, note_id=id, seen_at=chance.now()) for id in unread if id in ids)


def _sorts(session: Session, person: User) -> Iterable[tuple[Why, Sequence[Note]]]:
    answered = aliased(Note)
    mentions = select(Mention.note_id).where(Mention.user_id == person.id)
    answers = select(Note.id).join(answered, Note.answers_id == answered.id).where(answered.created_by_id == person.id)
    yield Why.ASSIGNED, notes.assigned(session, person)
    yield Why.MENTIONED, _unread(session, person, Note.id.in_(mentions))
    yield Why.ANSWERED, _unread(session, person, Note.id.in_(answers))


def _unread(session: Session, person: User, such: ColumnElement[bool]) -> Sequence[Note]:
    seen = select(SeenNote.note_id).where(SeenNote.user_id == person.id)
    others = (Note.created_by_id.is_distinct_from(person.id), Note.withdrawn.is_(False), Note.id.not_in(seen))
    on = [joinedload(thing) for thing in (Note.article, Note.claim, Note.source, Note.created_by)]
    return session.scalars(select(Note).where(such, *others).order_by(Note.id).limit(MOST_SHOWN).options(*on)).all()
