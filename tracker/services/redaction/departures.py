"""Files that went out before words were withheld, and may hold them: nobody can take those back, but they can be named.

The seam for published reports: what stands here says which exports a correction would have to reach.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.formats import ReportFormat
from tracker.domain.vocabulary import RedactionState
from tracker.models import Appearance, Article, Disclosure, Event, Redaction, User

MOST = 200
"""How many are listed, the newest."""

_WHAT = {
    Action.REPORT_EXPORTED: "report",
    Action.TRAIL_DOWNLOADED: "audit trail",
    Action.CAPTURE_DOWNLOADED: "captured bytes",
    Action.COUNSEL_FILED: "file for counsel",
    Action.BACKUP_MADE: "backup",
}

# These hold the texts of all articles that the claims name.
_WHOLE = frozenset(form.value for form in ReportFormat if form.whole)


@dataclass(frozen=True)
class Departure:
    """A file that went out while the words stood there: the event, when, by whom, what it was, and of what."""

    number: int
    at: datetime
    by: str
    what: str
    scope: str


def held_by(session: Session, redaction: Redaction) -> list[Departure]:
    """List the files on record that could have held what a withholding names, the newest first.

    What a list of claims, the whole trail or a file for counsel held is not on record word by word, so that each such
    file is named.
    """
    things = {(kind, id) for field in redaction.fields for kind, id in field.things}
    articles = _articles(session, things)
    return [
        Departure(event.seq, event.at, by, _WHAT[event.done], _scope(detail))
        for event, by, detail in _files(session, redaction)
        if _could_hold(event, detail, things, articles)
    ]


def _files(session: Session, redaction: Redaction) -> Sequence[tuple[Event, str, Mapping[str, Any]]]:
    """Return the files that went out since the words came in and before they were withheld."""
    first = min((seq for field in redaction.fields for seq, *_ in field.copies), default=0)
    words = and_(Disclosure.seq == Event.seq, Disclosure.position == 0)
    query = select(Event, Disclosure.fields).join(Disclosure, words).where(Event.action.in_(list(_WHAT)))
    query = query.where(Event.seq > first)
    if redaction.state is RedactionState.APPROVED and redaction.decided_at is not None:
        query = query.where(Event.at <= redaction.decided_at)
    rows = session.execute(query.order_by(Event.seq.desc()).limit(MOST)).all()
    names = {person.actor: person.name for person in session.scalars(select(User))} if rows else {}
    return [(event, names.get(event.actor, event.actor), _detail(fields)) for event, fields in rows]


def _detail(fields: str) -> Mapping[str, Any]:
    return (json.loads(fields).get("detail") or [None, {}])[1] or {}


def _scope(detail: Mapping[str, Any]) -> str:
    """Return what a report or a file for counsel was on, in words; other files say it by what they are."""
    filed = ((kind, detail.get(f"{kind}s")) for kind in ("claim", "article"))
    told = [(kind, number) for kind, numbers in filed if isinstance(numbers, list) for number in numbers]
    return ", ".join(f"{name} {value}" for name, value in told or parse_qsl(str(detail.get("scope", ""))))


def _could_hold(
    event: Event, detail: Mapping[str, Any], things: Collection[tuple[str, str]], articles: Collection[int]
) -> bool:
    about = (event.about_kind, str(event.about_id))
    match event.done:
        case Action.REPORT_EXPORTED:
            scope = dict(parse_qsl(str(detail.get("scope", ""))))
            if detail.get("format") in _WHOLE:
                return True
            return set(scope) != {"article"} or scope["article"] in {str(number) for number in articles}
        case Action.BACKUP_MADE | Action.COUNSEL_FILED:
            return True
        case _:
            return event.about_id is None or about in things


def _articles(session: Session, things: Collection[tuple[str, str]]) -> set[int]:
    """Return the numbers of the articles among some things, and of those in which the claims among them appear."""
    ids = {kind: [UUID(id) for other, id in things if other == kind] for kind in ("article", "claim")}
    appear = select(Appearance.article_id).where(Appearance.claim_id.in_(ids["claim"]))
    query = select(Article.number).where(or_(Article.id.in_(ids["article"]), Article.id.in_(appear)))
    return {number for number in session.scalars(query) if number is not None}
