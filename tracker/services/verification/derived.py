"""Checking what is derived for quick reading: the trails that events are listed in, and the counters of numbers."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.faults import Fault
from tracker.models import (
    Anchor,
    Appearance,
    Article,
    Base,
    CaseItem,
    Change,
    Claim,
    Correction,
    Counter,
    Decision,
    DecisionGround,
    Distinction,
    Edition,
    EditionClaim,
    EditionCorrection,
    EditionFile,
    Enquiry,
    Event,
    EventSubject,
    Evidence,
    InformationGrade,
    Link,
    Look,
    NearCopy,
    Note,
    Numbered,
    Part,
    Recorded,
    RedactionField,
    Report,
    Review,
    ReviewGround,
    Snapshot,
    Source,
    SourceGrade,
)

RECORDED = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Recorded)]
THEMSELVES = tuple(row.kind for row in RECORDED if row.subjects is Recorded.subjects and not issubclass(row, Part))
"""Kinds of rows whose changes, and those of their parts, are listed under themselves."""

NUMBERED = {row.kind: Base.metadata.tables[row.__tablename__] for row in RECORDED if issubclass(row, Numbered)}
"""Tables of things with short numbers, by kind."""

# Which column of a row, or of what it belongs to, points to a thing whose trail shows the row's changes.
_OF_ROOTS: tuple[tuple[Select[*tuple[Any, ...]], str], ...] = (
    (select(Appearance.id, Appearance.claim_id), Claim.kind),
    (select(Appearance.id, Appearance.article_id), Article.kind),
    (select(Anchor.id, Appearance.claim_id).join(Appearance), Claim.kind),
    (select(Anchor.id, Appearance.article_id).join(Appearance), Article.kind),
    (select(Snapshot.id, Snapshot.article_id), Article.kind),
    (select(NearCopy.id, Snapshot.article_id).join(NearCopy.snapshot), Article.kind),
    (select(Review.id, Review.claim_id), Claim.kind),
    (select(ReviewGround.id, Review.claim_id).join(Review), Claim.kind),
    (select(Decision.id, Decision.claim_id), Claim.kind),
    (select(DecisionGround.id, Decision.claim_id).join(Decision), Claim.kind),
    (select(Enquiry.id, Enquiry.claim_id), Claim.kind),
    (select(Evidence.id, Evidence.claim_id), Claim.kind),
    (select(Edition.id, Edition.report_id), Report.kind),
    (select(EditionFile.id, Edition.report_id).join(EditionFile.edition), Report.kind),
    (select(EditionClaim.id, Edition.report_id).join(EditionClaim.edition), Report.kind),
    (select(EditionClaim.id, EditionClaim.claim_id), Claim.kind),
    (select(EditionCorrection.id, Edition.report_id).join(EditionCorrection.edition), Report.kind),
    (select(EditionCorrection.id, EditionCorrection.correction_id), Correction.kind),
    (select(Correction.id, Correction.id.label("itself")), Correction.kind),
    (select(Correction.id, Correction.claim_id), Claim.kind),
    (select(Correction.id, Correction.article_id), Article.kind),
    (select(Correction.id, Edition.report_id).join(Correction.edition), Report.kind),
    (select(Look.id, Look.claim_id), Claim.kind),
    (select(Link.id, Link.claim_id), Claim.kind),
    (select(Link.id, Link.other_id), Claim.kind),
    (select(SourceGrade.id, SourceGrade.source_id), Source.kind),
    (select(InformationGrade.id, Appearance.claim_id).join(Appearance), Claim.kind),
    (select(InformationGrade.id, Appearance.article_id).join(Appearance), Article.kind),
    (select(Note.id, Note.article_id), Article.kind),
    (select(Note.id, Note.claim_id), Claim.kind),
    (select(Note.id, Note.source_id), Source.kind),
)
_OF_PARTS: tuple[tuple[Select[*tuple[Any, ...]], str], ...] = (
    (select(CaseItem.id, CaseItem.article_id), Article.kind),
    (select(CaseItem.id, CaseItem.claim_id), Claim.kind),
    (select(Distinction.id, Distinction.other_id), Source.kind),
)


def check(session: Session, start: int = 0) -> Iterator[Fault]:
    """Yield the events that a trail leaves out, and the counters that do not stand at the last number given out.

    With ``start``, only events from there on are looked for. What a part pointed to that is gone cannot be told.
    """
    told = set()
    for query in _MISSING:
        for seq, kind, thing in session.execute(query, {"start": start}):
            if (seq, thing) not in told:  # An event may be due there for several reasons.
                yield Fault(f"the trail of {kind} {thing} leaves this event out", seq, "event_subjects")
            told.add((seq, thing))
    yield from _withheld(session, start)
    yield from _counters(session)


def _due() -> Iterator[Select[*tuple[Any, ...]]]:
    """Yield queries of events with what they must be listed under, by kind and id: what was done to, or touched."""
    yield _listing(Event.seq, Event.about_kind, Event.about_id)
    yield _listing(Change.seq, Change.root_kind, Change.root_id).where(Change.root_kind.in_(THEMSELVES))
    for pointers, place in ((_OF_ROOTS, Change.root_id), (_OF_PARTS, Change.row_id)):
        for pointer, kind in pointers:
            row_id, thing = (pointed := pointer.subquery()).c
            yield _listing(Change.seq, literal(kind), thing).join(pointed, row_id == place)


def _listing(seq: Any, kind: Any, thing: Any) -> Select[*tuple[Any, ...]]:
    return select(seq.label("seq"), kind.label("kind"), thing.label("thing"))


def _missing(due: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    listed = due.subquery().c
    here = (EventSubject.kind == listed.kind, EventSubject.thing_id == listed.thing, EventSubject.seq == listed.seq)
    query = select(*listed).outerjoin(EventSubject, and_(*here)).where(EventSubject.seq.is_(None))
    return query.where(listed.thing.is_not(None), listed.seq >= bindparam("start")).distinct().order_by(*listed)


_MISSING = tuple(map(_missing, _due()))
"""Queries of the events from ``start`` on that trails leave out; made once, since there are so many."""


def _withheld(session: Session, start: int) -> Iterator[Fault]:
    """Yield approvals of withholdings that are missing in the trail of something that words were withheld in."""
    fields = select(Event.seq, RedactionField.things).join(Change, Change.seq == Event.seq)
    fields = fields.join(RedactionField, RedactionField.id == Change.row_id)
    approved = fields.where(Event.action == Action.REDACTION_APPROVED.value, Event.seq >= start)
    for seq, things in session.execute(approved.order_by(Event.seq, RedactionField.id)).all():
        listed = select(EventSubject.kind, EventSubject.thing_id).where(EventSubject.seq == seq)
        known = {(kind, str(thing)) for kind, thing in session.execute(listed)}
        for kind, thing in sorted({tuple(one) for one in things} - known):
            yield Fault(f"the trail of {kind} {thing} leaves this event out", seq, "event_subjects")


def _counters(session: Session) -> Iterator[Fault]:
    kept: dict[str, int] = dict(session.execute(select(Counter.series, Counter.last)).all())
    for kind, table in NUMBERED.items():
        given, counted = session.scalar(select(func.max(table.c.number))) or 0, kept.pop(kind, 0)
        if counted != given:
            what = f"the numbers of {table.name} go up to {given}, and their counter stands at {counted}"
            yield Fault(what, table="counters")
    for series in sorted(kept):
        yield Fault(f"there is a counter for {series}, which has no numbers", table="counters")
