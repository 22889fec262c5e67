"""Holding what a person works on: each time one of its forms is asked for or sent, without a word from scripts."""

from typing import Any
from uuid import UUID

from flask import Flask, g, request
from sqlalchemy import select

from tracker.models import Article, Claim, Hold
from tracker.services import holds
from tracker.web.desk import desk
from tracker.web.transactions import looking

_CLAIM_FORMS = frozenset(
    {
        "claims.edit",
        "decisions.decide",
        "decisions.still_stands",
        "enquiries.add",
        "evidence.add",
        "reviews.assess",
        "sending_back.ask",
    }
)
_ARTICLE_FORMS = frozenset({"workbench.annotate", "workbench.mark", "workbench.show"})


def install(app: Flask) -> None:
    """Let an app hold what its people work on, and its templates say so."""
    app.before_request(keep)
    app.context_processor(_said)


def keep() -> None:
    """Hold the thing whose form is asked for or sent; an article only for whoever has taken it."""
    number = (request.view_args or {}).get("number")
    if g.signed_in is None or number is None or request.endpoint not in _CLAIM_FORMS | _ARTICLE_FORMS:
        return
    person = g.signed_in.user_id
    # A reading transaction of its own, for where the request's own one will write, it has not begun.
    with looking() as session:
        thing_id = _thing_id(session, number, person)
        if thing_id is not None:
            holds.keep(session, desk().database.brief, thing_id, person)


def _thing_id(session: Any, number: int, person: UUID) -> UUID | None:
    if request.endpoint in _CLAIM_FORMS:
        standing = (Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
        found: UUID | None = session.scalar(select(Claim.id).where(Claim.number == number, *standing))
    else:
        found = session.scalar(select(Article.id).where(Article.number == number, Article.taken_by_id == person))
    return found


def _said() -> dict[str, Any]:
    return {"hold_of_another": _hold_of_another}


def _hold_of_another(thing: Article | Claim) -> Hold | None:
    """Return who else works on a thing now."""
    hold = holds.on(g.session, thing.id)
    return None if hold is None or hold.person_id == g.signed_in.user_id else hold
