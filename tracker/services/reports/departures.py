"""The reports that went out: recording one, and listing the last ones."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.models import Article, Disclosure, Event, User
from tracker.services.access import visible_events
from tracker.services.record import record


@dataclass(frozen=True)
class Departure:
    """A report that went out: when, by whom, on what, in which format, with how many claims, and the file's SHA-256.

    ``as_of`` is the number of the event that it is as of, where that is an earlier one.
    """

    number: int
    at: datetime
    by: str
    scope: str
    format: str
    claims: int
    sha256: str
    as_of: int | None = None

    @property
    def said(self) -> str:
        """Return what it was on, in words."""
        scope = ", ".join(f"{name} {value}" for name, value in parse_qsl(self.scope)) or "all claims"
        return scope if self.as_of is None else f"{scope}, as of change {self.as_of:,}"


def exported(
    session: Session,
    *,
    scope: str,
    format: str,
    claims: int,
    sha256: str,
    article: Article | None,
    as_of: int | None = None,
    by: Actor,
) -> None:
    """Record that a report went out: on what, in which format, with how many claims, and the SHA-256 of the file.

    ``as_of`` is the number of the event that it is as of, where that is an earlier one.
    """
    what: dict[str, Any] = {"scope": scope, "format": format, "claims": claims, "sha256": sha256}
    if as_of is not None:
        what["as_of"] = as_of
    record(session, Action.REPORT_EXPORTED, about=article, by=by, **what)


def recent(session: Session, *, person: User, limit: int = 20) -> list[Departure]:
    """List the last reports that went out, the newest first, as far as a person may see them."""
    words = and_(Disclosure.seq == Event.seq, Disclosure.position == 0)
    query = (
        select(Event, Disclosure.fields)
        .join(Disclosure, words)
        .where(Event.action == Action.REPORT_EXPORTED.value, visible_events(person))
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    names = _names(session, {event.actor for event, _ in rows})
    return [_departure(event, names.get(event.actor, event.actor), fields) for event, fields in rows]


def _departure(event: Event, by: str, fields: str) -> Departure:
    # What was redacted has no detail left.
    detail = (json.loads(fields).get("detail") or [None, {}])[1]
    return Departure(
        number=event.seq,
        at=event.at,
        by=by,
        scope=str(detail.get("scope", "")),
        format=str(detail.get("format", "")),
        claims=int(detail.get("claims", 0)),
        sha256=str(detail.get("sha256", "")),
        as_of=detail.get("as_of"),
    )


def _names(session: Session, actors: set[str]) -> dict[str, str]:
    people = session.scalars(select(User)).all() if actors else []
    return {person.actor: person.name for person in people}
