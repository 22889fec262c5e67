"""Merging sources that are one: seen before it is done, and undone like any change.

Nothing moves. The merged source says as which other it is shown; every row keeps the source that was entered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.merging import Between, Known, clashes
from tracker.domain.vocabulary import Cause, Standing
from tracker.models import Appearance, Article, Citation, Enquiry, Evidence, Ownership, Source
from tracker.services import duplicates, grades, looks, merged, ownerships, sources
from tracker.services.found_by import refresh_merged
from tracker.services.record import record
from tracker.services.revisions import expect

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Side:
    """One of two sources to be merged: its names and owners, and what names it, counted up to MOST_COUNTED.

    What was merged into it before counts with it.
    """

    source: Source
    names: tuple[str, ...]
    owners: Sequence[Ownership]
    steps: int
    articles: int
    evidence: int
    questions: int


@dataclass(frozen=True)
class Preview:
    """What merging one source into another comes to: what moves, under which names, what does not fit.

    ``looks`` counts the decided claims that need another look then; ``refusal`` says why it cannot be done, if so.
    """

    going: Side
    into: Side
    names: tuple[str, ...]
    clashes: tuple[str, ...]
    looks: int
    refusal: str


def preview(session: Session, going: Source, into: Source, *, graded: bool = False) -> Preview:
    """Return what merging ``going`` into ``into`` comes to; on a desk that is ``graded``, with their grades."""
    one, other = _side(session, going), _side(session, into)
    between = _between(session, merged.kin(session, going.id), merged.kin(session, into.id))
    names = dict.fromkeys([*other.names, *one.names])
    return Preview(
        going=one,
        into=other,
        names=tuple(name for name in names if name != into.name),
        clashes=tuple(clashes(_known(session, one, graded), _known(session, other, graded), between)),
        looks=len(ownerships.decided_on(session, [going.id, into.id])),
        refusal=_refusal(session, going, into),
    )


def merge(
    session: Session,
    going: Source,
    into: Source,
    *,
    seen: int | None = None,
    seen_into: int | None = None,
    why: str,
    by: Actor,
) -> None:
    """Merge a source into another: what names it is shown under the other from now on, and keeps naming it.

    Decided claims whose trails name either need another look. Raises Refusal where the two are one already.
    """
    expect(going, seen)
    expect(into, seen_into)
    sources.hold_names(session)
    if refusal := _refusal(session, going, into):
        raise Refusal(refusal, field="into")
    judged = ownerships.decided_on(session, [going.id, into.id])
    going.merged_into = into
    looks.open_looks(session, judged, Cause.SOURCE_MERGED, into, by=by)
    record(session, Action.SOURCE_MERGED, about=into, by=by, why=why, merged=str(going.id))
    refresh_merged(session, [going])


def _refusal(session: Session, going: Source, into: Source) -> str:
    """Return why one source cannot be merged into another, "" where it can."""
    if going.id == into.id:
        return "This is the same source. Choose another one."
    if going.id in merged.kin(session, into.id):
        return f"{going.name} and {into.name} are merged already."
    for one in (going, into):
        if one.merged_into is not None:
            shown = one.shown
            return f"{one.name} was merged into {shown.name} (source {shown.number}). Choose that one instead."
        if one.withdrawn:
            return f"{one.name} was withdrawn."
    return ""


def _side(session: Session, source: Source) -> Side:
    kin = merged.kin(session, source.id)
    return Side(
        source=source,
        names=tuple(dict.fromkeys(name.name for one in merged.kin_of(session, source) for name in one.names)),
        owners=[one for one in ownerships.of_source(session, source) if one.owner is not source],
        steps=_count(session, select(Citation.id).where(Citation.source_id.in_(kin))),
        articles=_count(session, select(Article.id).where(Article.publisher_id.in_(kin))),
        evidence=_count(session, select(Evidence.id).where(Evidence.publisher_id.in_(kin))),
        questions=_count(session, select(Enquiry.id).where(Enquiry.asked_id.in_(kin))),
    )


def _known(session: Session, side: Side, graded: bool) -> Known:
    source = side.source
    owners = (one.owner.name for one in side.owners if one.standing is Standing.CONFIRMED and not one.until)
    newest = grades.of_source(session, source)[:1] if graded else []
    grade = next((one.value.value for one in newest if one.value is not None), "")
    return Known(source.name, source.source_kind, source.about, source.contact, grade, frozenset(owners))


def _between(session: Session, one: Collection[UUID], other: Collection[UUID]) -> Between:
    step, nearer = aliased(Citation), aliased(Citation)
    through = select(step.id).join(nearer, step.via_id == nearer.id)
    publishing = select(Citation.id).join(Appearance, Citation.appearance_id == Appearance.id)
    publishing = publishing.join(Article, Appearance.article_id == Article.id).where(Citation.via_id.is_(None))
    owning = select(Ownership.id)
    apart = duplicates.between(session, one, other)
    return Between(
        told_apart_by="" if apart is None else apart.created_by.name if apart.created_by else "A program",
        through=_count(session, through.where(_one_each(step.source_id, nearer.source_id, one, other))),
        own_works=_count(session, publishing.where(_one_each(Citation.source_id, Article.publisher_id, one, other))),
        owns=_count(session, owning.where(_one_each(Ownership.owned_id, Ownership.owner_id, one, other))) > 0,
    )


def _one_each(
    left: InstrumentedAttribute[Any], right: InstrumentedAttribute[Any], one: Collection[UUID], other: Collection[UUID]
) -> ColumnElement[bool]:
    return or_(and_(left.in_(one), right.in_(other)), and_(left.in_(other), right.in_(one)))


def _count(session: Session, query: Select[UUID]) -> int:
    return session.scalar(select(func.count()).select_from(query.limit(MOST_COUNTED).subquery())) or 0
