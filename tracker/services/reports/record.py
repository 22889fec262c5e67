"""The recorded actions behind claims, and the state of the record that a report is made as of."""

import json
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain import merkle
from tracker.domain.reports.claims import ReportEvent, ReportWithheld
from tracker.domain.reports.people import ReportLog
from tracker.models import Article, Claim, Disclosure, Event, EventSubject, LogHead
from tracker.services import redaction
from tracker.services.access import visible_events
from tracker.services.reports.reading import Reading, grouped

_ON_SCREEN = {"redaction": "withholding"}


def log(session: Session) -> ReportLog:
    """Return the state of the record; raise LookupError on a database that was never set up."""
    head = session.scalar(select(LogHead))
    if head is None:
        raise LookupError("the log has no head")
    frontier = merkle.Frontier.from_bytes(head.frontier)
    return ReportLog(frontier.size, head.at, frontier.root().hex())


def events(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportEvent]]:
    """Return the recorded actions behind claims by claim, the oldest first, with the reasons that people gave."""
    # The first change of an event holds its own words.
    words = and_(Disclosure.seq == Event.seq, Disclosure.position == 0)
    query = (
        select(EventSubject.thing_id, Event, Disclosure.fields, Claim.number, Article.number)
        .join(Event, Event.seq == EventSubject.seq)
        .outerjoin(Disclosure, words)
        .outerjoin(Claim, and_(Event.about_kind == Claim.kind, Claim.id == Event.about_id))
        .outerjoin(Article, and_(Event.about_kind == Article.kind, Article.id == Event.about_id))
        .where(EventSubject.kind == Claim.kind, EventSubject.thing_id.in_(ids), visible_events(reading.person))
        .order_by(Event.seq)
    )
    return grouped(
        (claim_id, _event(reading, event, fields, claim or article))
        for claim_id, event, fields, claim, article in reading.session.execute(query)
    )


def withheld(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportWithheld]]:
    """Return what was withheld of claims, by claim, the oldest first."""
    notices = redaction.notices_of(reading.session, Claim.kind, list(ids))
    return {
        claim_id: [ReportWithheld(one.number, one.at, one.basis, one.why, one.what) for one in of_claim]
        for claim_id, of_claim in notices.items()
    }


def _event(reading: Reading, event: Event, fields: str | None, number: int | None) -> ReportEvent:
    kind = _ON_SCREEN.get(event.about_kind, event.about_kind.replace("_", " "))
    about = f"{kind} {number}" if number else f"the {kind}"
    sentence = event.done.label.format(actor=reading.people.actor(event.actor), about=about)
    why = json.loads(fields).get("why") if fields else None
    return ReportEvent(event.seq, event.at, event.action, sentence[0].upper() + sentence[1:], why[1] if why else "")
