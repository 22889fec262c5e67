"""Putting a file for counsel on record, and gathering what proves it and the events behind it."""

import hashlib

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.bundles import Bundle
from tracker.domain.counsel import SUMS, Filing
from tracker.domain.errors import Stale, Unvouched
from tracker.domain.notes import Checkpoint
from tracker.models import Article, Disclosure, Event, Subject, User
from tracker.services import bundles, checkpoints
from tracker.services.counsel.belonging import roots_of
from tracker.services.counsel.events import events_of, terms_of_proofs
from tracker.services.counsel.scopes import Scope
from tracker.services.record import record


def filed(session: Session, scope: Scope, filing: Filing, *, sha256: str, by: Actor) -> None:
    """Record that a file for counsel goes out: on what, what for, as of when, and the SHA-256 of its list of documents.

    Raises Stale where words were withheld since it was gathered.
    """
    withheld = select(Event.seq).where(Event.action == Action.REDACTION_APPROVED, Event.seq > filing.as_of.seq)
    if session.scalar(withheld.limit(1)) is not None:
        raise Stale("Words were withheld while this was written. Make it again.")
    record(
        session,
        Action.COUNSEL_FILED,
        about=scope.thing,
        by=by,
        why=filing.ordered.purpose,
        as_of=filing.as_of.seq,
        notes="included" if filing.ordered.notes else "left out",
        people="by name" if filing.ordered.names else "by role",
        claims=[claim.number for claim in scope.claims],
        articles=[article.number for article in scope.articles],
        sha256=sha256,
    )


def proofs(session: Session, scope: Scope, filing: Filing, sums: bytes, *, person: User) -> Bundle:
    """Return the bundle of the events that a file tells and of its own going out, with its list of documents.

    The session must see one moment, and stay open until the bundle is written. Raises Unvouched where no seal covers
    yet that it went out.
    """
    last = _went_out(session, hashlib.sha256(sums).hexdigest())
    seal = checkpoints.newest(session)
    if last is None or seal is None or Checkpoint.parse(seal.text).size <= last:
        raise Unvouched("It is on record that this file goes out, but no seal could be put on that. Try again.")
    every = events_of(scope, notes=filing.ordered.notes, person=person)
    things: list[Subject] = [*scope.subjects, *((Article.kind, article.id) for article in scope.articles)]
    return bundles.gather(
        session,
        every.where(or_(Event.seq <= filing.as_of.seq, Event.seq == last)),
        things,
        desk=filing.desk,
        person=person,
        files={SUMS: sums},
        terms=terms_of_proofs(roots_of(session, scope, every), notes=filing.ordered.notes),
    )


def _went_out(session: Session, sha256: str) -> int | None:
    """Return the event by which a file with this list of documents went out."""
    words = and_(Disclosure.seq == Event.seq, Disclosure.position == 0)
    query = select(func.max(Event.seq)).join(Disclosure, words)
    return session.scalar(query.where(Event.action == Action.COUNSEL_FILED, Disclosure.fields.contains(sha256)))
