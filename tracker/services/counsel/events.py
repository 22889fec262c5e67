"""The events that a file for counsel tells and proves, and the people who stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.orm import Session

from tracker.models import Article, Capture, Change, Event, EventSubject, Note, Redaction, Source, SourceName, User
from tracker.services.access import visible_events
from tracker.services.counsel.scopes import Scope
from tracker.services.history.terms import Terms

_OF_WORKS = (Article.kind, Redaction.kind)
"""What must have been done to an article for it to belong here: not what was annotated in it."""

_ON_SOURCES = frozenset({Source.__tablename__, SourceName.__tablename__})


@dataclass(frozen=True)
class Cast:
    """The people of the desk: who was ``met`` first, and what each is called."""

    met: Sequence[UUID]
    called: Mapping[UUID, str]

    def actor(self, actor: str) -> str:
        """Return who acted, as the log writes it, by what they are called."""
        kind, _, name = actor.partition(":")
        return self.called[UUID(name)] if kind == "person" else f"A {kind} ({name})"


def events_of(scope: Scope, *, notes: bool, person: User, upto: int | None = None) -> Select[Event]:
    """Return the query of the events on what a file is about that a person may see, up to one of them.

    Without ``notes``, what was done to notes alone is left out.
    """
    seqs = union(
        *(_seqs(kind, [id for other, id in scope.subjects if other == kind]) for kind in _kinds(scope)),
        _seqs(Article.kind, [article.id for article in scope.articles])
        .join(Event, Event.seq == EventSubject.seq)
        .where(Event.about_kind.in_(_OF_WORKS)),
        select(Event.seq).where(Event.about_kind == Capture.kind, Event.about_id.in_(scope.captures)),
    )
    query = select(Event).where(Event.seq.in_(seqs.subquery().select()), visible_events(person))
    query = query if notes else query.where(_more_than_notes())
    return query if upto is None else query.where(Event.seq <= upto)


def cast_of(session: Session, events: Select[Event], *, names: bool) -> Cast:
    """Return the people of the desk, those who acted in some events first, called by name or by role and number."""
    first = events.with_only_columns(Event.actor, func.min(Event.seq)).group_by(Event.actor)
    acted = [actor for actor, _ in session.execute(first.order_by(func.min(Event.seq)))]
    users = {user.actor: user for user in session.scalars(select(User).order_by(User.id))}
    met = list(dict.fromkeys([*(users[actor] for actor in acted if actor in users), *users.values()]))
    by_role = {user.id: f"{user.role.label.capitalize()} {number}" for number, user in enumerate(met, start=1)}
    return Cast([user.id for user in met], {user.id: user.name for user in met} if names else by_role)


def terms_of_proofs(roots: frozenset[UUID], *, notes: bool) -> Terms:
    """Return the terms on which events are proven: nothing on the desk's own people, notes where they are wanted."""
    without = {User.__tablename__} if notes else {User.__tablename__, Note.__tablename__}
    return Terms(without=frozenset(without), roots=roots, outside=True)


def terms_of_sentences(cast: Cast, roots: frozenset[UUID], *, notes: bool) -> Terms:
    """Return the terms on which events are told: not what else became known of the sources that they name."""
    proven = terms_of_proofs(roots, notes=notes)
    return replace(proven, without=proven.without | _ON_SOURCES, people=cast.called, whole=True)


def _kinds(scope: Scope) -> list[str]:
    return list(dict.fromkeys(kind for kind, _ in scope.subjects))


def _seqs(kind: str, ids: Sequence[UUID]) -> Select[int]:
    return select(EventSubject.seq).where(EventSubject.kind == kind, EventSubject.thing_id.in_(ids))


def _more_than_notes() -> ColumnElement[bool]:
    """Return the condition that leaves out events whose every changed row is a note."""
    rows = exists().where(Change.seq == Event.seq, Change.position > 0)
    on_notes = rows.where(Change.table_name == Note.__tablename__)
    return or_(~on_notes, rows.where(Change.table_name != Note.__tablename__))
