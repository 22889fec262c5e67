"""What stands in the way of undoing an action: what others, or the person, have built on it since."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.models import Base, Claim, Decision, Event, EventSubject, Review, Root, User
from tracker.services import decisions, reviews
from tracker.services.history.naming import TABLES, Names
from tracker.services.undo.plans import MODELS, Step, Way
from tracker.services.verification.succession import ROOTS

_BY_HAND = "Change it by hand instead."


def reasons(session: Session, event: Event, steps: Sequence[Step], person: User) -> Iterator[str]:
    """Yield, in whole sentences, why an event can no longer be undone; nothing where it can."""
    yield from _changed_since(session, steps)
    yield from _judged_since(session, event, person)
    yield from _pointed_at(session, steps)


def _changed_since(session: Session, steps: Sequence[Step]) -> Iterator[str]:
    """Yield the things that are no longer at the revision that the event brought them to."""
    roots = {step.change.root: step.change.rev for step in steps if step.change.root[0] in ROOTS}
    now = {
        (kind, row.id): row.rev
        for kind in sorted({kind for kind, _ in roots})
        for row in session.execute(_revisions(ROOTS[kind], [thing for other, thing in roots if other == kind]))
    }
    names = Names(session, ((TABLES[kind], thing) for kind, thing in roots))
    for (kind, thing), rev in roots.items():
        if now.get((kind, thing)) != rev:
            name = names.thing(kind, thing).text
            yield f"{name[:1].upper()}{name[1:]} has been changed since. {_BY_HAND}"


def _revisions(root: type[Root], ids: Sequence[UUID]) -> Select[UUID, int]:
    return select(root.id, root.rev).where(root.id.in_(ids))


def _judged_since(session: Session, event: Event, person: User) -> Iterator[str]:
    """Yield where somebody assessed or decided a claim on what the event made of it."""
    touched = select(EventSubject.thing_id).where(EventSubject.seq == event.seq, EventSubject.kind == Claim.kind)
    for made, word in ((Review, "assessed"), (Decision, "decided")):
        if made is Review and event.done in (Action.CLAIM_REVIEWED, Action.CLAIM_DECIDED):
            continue  # Another's assessment stands by itself.
        later = exists().where(made.claim_id == Claim.id, made.created_at > event.at)
        for number in session.scalars(select(Claim.number).where(Claim.id.in_(touched), later).order_by(Claim.number)):
            yield f"Claim {number} has been {word} since. {_BY_HAND}"
    if event.done in (Action.CLAIM_REVIEWED, Action.CLAIM_DECIDED):
        claim = session.get_one(Claim, event.about_id)
        if event.done is Action.CLAIM_REVIEWED and reviews.own(session, claim, person) is None:
            yield "You took this assessment back already."
        if event.done is Action.CLAIM_DECIDED and decisions.current(session, claim) is None:
            yield f"Claim {claim.number} was reopened already."


def _pointed_at(session: Session, steps: Sequence[Step]) -> Iterator[str]:
    """Yield what is hung on rows that would go or be withdrawn, and was not touched by the event itself."""
    touched = {step.change.row_id for step in steps}
    for table in sorted({step.change.table for step in steps if step.way in (Way.REMOVE, Way.WITHDRAW)}):
        ids = [step.change.row_id for step in steps if step.change.table == table and step.change.made]
        for pointing in MODELS.values():
            for column in Base.metadata.tables[pointing.__tablename__].columns:
                if any(key.column.table.name == table for key in column.foreign_keys):
                    found = select(pointing.id).where(column.in_(ids), pointing.id.not_in(touched)).limit(1)
                    if session.scalar(found) is not None:
                        yield f"A newer {pointing.kind.replace('_', ' ')} refers to it by now. {_BY_HAND}"
