"""Which things a file for counsel may tell of: one event may have touched others too, which it is not about."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.models import Anchor, Appearance, Article, Capture, Case, Change, Claim, Event, Look, Report
from tracker.services.counsel.scopes import Scope

_OWN = (Case.kind, Claim.kind, Article.kind, Capture.kind, Report.kind)
"""What an event is done to when it is about one thing; what is done to many at once is about none of these."""


def roots_of(session: Session, scope: Scope, events: Select[Event]) -> frozenset[UUID]:
    """Return the things and rows of whose changes a file tells, of those that the events on its subject touched."""
    ids = {id for _, id in scope.subjects} | {article.id for article in scope.articles} | set(scope.captures)
    single = events.where(Event.about_kind.in_(_OWN)).with_only_columns(Event.seq)
    query = select(Change.root_kind, Change.root_id).where(Change.seq.in_(single), Change.position > 0).distinct()
    touched = session.execute(query).all()
    strangers = {id for kind, id in touched if kind == Claim.kind} - ids
    parts = {id for kind, id in touched if kind not in _OWN}
    return frozenset(ids | (parts - _of_others(session, scope, strangers)))


def _of_others(session: Session, scope: Scope, strangers: Collection[UUID]) -> set[UUID]:
    """Return what belongs to claims that the file is not about: those in its articles, and those met beside its own."""
    mine = [claim.id for claim in scope.claims]
    beside = select(Appearance.claim_id).where(Appearance.article_id.in_([article.id for article in scope.articles]))
    others = {*session.scalars(beside.where(Appearance.claim_id.not_in(mine))), *strangers}
    places = select(Appearance.id).where(Appearance.claim_id.in_(others))
    quotes = select(Anchor.id).where(Anchor.appearance_id.in_(places))
    looks = select(Look.id).where(Look.claim_id.in_(others))
    return {id for query in (places, quotes, looks) for id in session.scalars(query)}
