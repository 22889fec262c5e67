"""Notes: remarks in threads on articles, claims, their quotes and sources; they can be assigned and resolved."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.mentions import mentioned
from tracker.domain.messages import MessageKind
from tracker.domain.roles import Permission, holders
from tracker.models import Appearance, Article, Claim, Mention, Note, Source, User
from tracker.services import holds, merged, messages
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import with_merged
from tracker.services.stages import refuse_withdrawn, sends_back, settle

MOST_ASSIGNED = 100
"""How many notes the list of what waits for a person shows."""

Thing = Article | Claim | Source
"""What a note can be written on."""


def get(session: Session, note_id: UUID) -> Note:
    """Return a note, or raise NotFound."""
    note = session.get(Note, note_id)
    if note is None:
        raise NotFound("There is no such note.")
    return note


def of_thing(session: Session, thing: Thing) -> Sequence[Note]:
    """List the notes on a thing, the oldest first, with who wrote them and whom they are assigned to."""
    query = select(Note).where(_is_on(session, thing), Note.withdrawn.is_(False)).order_by(Note.created_at, Note.id)
    quote = joinedload(Note.appearance)
    shown = (quote.joinedload(Appearance.article), quote.selectinload(Appearance.anchors))
    return session.scalars(query.options(joinedload(Note.created_by), joinedload(Note.assigned_to), *shown)).all()


def quotes_of(session: Session, claim: Claim) -> Sequence[Appearance]:
    """List where a claim appears, the oldest first: a note on it may be on the quote there."""
    query = select(Appearance).where(Appearance.claim_id.in_(with_merged(claim)), Appearance.withdrawn.is_(False))
    with_quote = (joinedload(Appearance.article), selectinload(Appearance.anchors))
    return session.scalars(query.order_by(Appearance.id).options(*with_quote)).all()


def assigned(session: Session, person: User) -> Sequence[Note]:
    """List the open notes that wait for a person, the oldest first, with what they are on."""
    waiting = (Note.assigned_to_id == person.id, Note.resolved.is_(False), Note.withdrawn.is_(False))
    query = select(Note).where(*waiting).order_by(Note.id).limit(MOST_ASSIGNED)
    on = [joinedload(thing) for thing in (Note.article, Note.claim, Note.source, Note.created_by)]
    return session.scalars(query.options(*on)).all()


def takers(session: Session) -> Sequence[User]:
    """List the people for whom a note can wait, by name."""
    query = select(User).where(User.active.is_(True), User.role.in_(holders(Permission.NOTE)))
    return session.scalars(query.order_by(User.name, User.id)).all()


def thing_of(note: Note) -> Thing:
    """Return what a note is on."""
    thing = note.article or note.claim or note.source
    if thing is None:
        raise TypeError("a note is on an article, a claim or a source")
    return thing


def make(
    session: Session,
    *,
    article: Article | None = None,
    claim: Claim | None = None,
    source: Source | None = None,
    words: str,
    answers: Note | None = None,
    assigned_to: User | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Note:
    """Write a note on one thing, as part of another action."""
    if not words.strip():
        raise Refusal("Write something.", field="words")
    note = Note(
        id=id or chance.new_id(),
        article=article,
        claim=claim,
        source=source,
        words=words.strip(),
        answers_id=answers.id if answers is not None else None,
        assigned_to=assigned_to,
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(note)
    if "@" in note.words:
        _mention(session, note, by)
    return note


def add(
    session: Session,
    thing: Thing,
    *,
    words: str,
    on: Appearance | None = None,
    answers: Note | None = None,
    assigned_to: User | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Note:
    """Write a note on a thing, perhaps ``on`` a quote of it, or as an answer. Posted twice, it is written once."""
    if id is not None and (known := session.get(Note, id)) is not None:
        return known
    if answers is not None and thing_of(answers).id != thing.id:
        raise Refusal("The note that this answers is on something else.")
    _refuse_absent(assigned_to)
    note = make(
        session,
        article=thing if isinstance(thing, Article) else None,
        claim=thing if isinstance(thing, Claim) else None,
        source=thing if isinstance(thing, Source) else None,
        words=words,
        answers=answers,
        assigned_to=assigned_to,
        id=id,
        by=by,
    )
    note.appearance = on
    messages.note(session, assigned_to, MessageKind.NOTE, note.id, by=by)
    record(session, Action.NOTE_ADDED, about=thing, by=by)
    return note


def send_back(
    session: Session, claim: Claim, *, words: str, to: User | None, seen: int, id: UUID | None = None, by: User
) -> Note:
    """Ask an annotator to look at the quote and the trail of a claim again, before it is judged, saying what is amiss.

    The claim is in work until the note is resolved. Posted twice, it is sent back once.
    """
    if id is not None and (known := session.get(Note, id)) is not None:
        return known
    expect(claim, seen)
    refuse_withdrawn(claim)
    if claim.verdict_id is not None:
        raise Refusal("This claim is decided. Reopen it first, then send it back.")
    _refuse_absent(to)
    note = make(session, claim=claim, words=words, assigned_to=to, id=id, by=by)
    note.sends_back = True
    settle(session, claim)
    holds.let_go(session, claim.id, by=by)
    messages.note(session, to, MessageKind.SENT_BACK, note.id, by=by)
    record(session, Action.CLAIM_SENT_BACK, about=claim, by=by)
    return note


def sent_back(session: Session, claim: Claim) -> Sequence[Note]:
    """List the notes by which a claim was sent back and that nobody has dealt with, the oldest first."""
    query = select(Note).where(Note.claim_id.in_(with_merged(claim)), sends_back()).order_by(Note.id)
    return session.scalars(query.options(joinedload(Note.created_by), joinedload(Note.assigned_to))).all()


def assign(session: Session, note: Note, to: User | None, *, seen: int | None = None, by: Actor) -> None:
    """Let a note wait for a person, or for nobody."""
    expect(note, seen)
    _refuse_absent(to)
    if note.assigned_to_id == (to.id if to is not None else None):
        return
    note.assigned_to = to
    messages.note(session, to, MessageKind.NOTE, note.id, by=by)
    record(session, Action.NOTE_ASSIGNED, about=thing_of(note), by=by)


def resolve(session: Session, note: Note, *, seen: int | None = None, why: str = "", by: Actor) -> None:
    """Mark a note as dealt with."""
    expect(note, seen)
    if not note.resolved:
        note.resolved = True
        _settle(session, note)
        record(session, Action.NOTE_RESOLVED, about=thing_of(note), by=by, why=why)


def reopen(session: Session, note: Note, *, seen: int | None = None, why: str = "", by: Actor) -> None:
    """Mark a resolved note as not dealt with after all."""
    expect(note, seen)
    if note.resolved:
        note.resolved = False
        _settle(session, note)
        record(session, Action.NOTE_REOPENED, about=thing_of(note), by=by, why=why)


def _settle(session: Session, note: Note) -> None:
    """Let the stage of a claim follow that was sent back by a note."""
    if note.sends_back and note.claim is not None:
        settle(session, note.claim)


def _is_on(session: Session, thing: Thing) -> ColumnElement[bool]:
    """Return the condition that a note is on a thing; the notes on what was merged into a source are on that too."""
    if isinstance(thing, Source):
        return Note.source_id.in_(merged.with_merged(select(Source.id).where(Source.id == thing.id)))
    return (Note.article_id if isinstance(thing, Article) else Note.claim_id) == thing.id


def _mention(session: Session, note: Note, by: Actor) -> None:
    """Let a note reach those whom its words mention, but for who wrote it."""
    by_login = {person.login_folded: person for person in takers(session)}
    session.flush()
    for login in mentioned(note.words, by_login):
        person = by_login[login]
        if person.id != note.created_by_id:
            session.add(Mention(note_id=note.id, user_id=person.id))
            messages.note(session, person, MessageKind.MENTIONED, note.id, by=by)


def _refuse_absent(person: User | None) -> None:
    if person is not None and not person.active:
        raise Refusal(f"{person.name} no longer works on this desk. Assign it to somebody else.", field="assigned_to")
