"""Queues: what is next."""

from typing import Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.domain.vocabulary import ClaimStage
from tracker.models import Claim
from tracker.services import next_up
from tracker.services.tasks import Thing
from tracker.web import article_filters, filters_url
from tracker.web.auth import needs
from tracker.web.transactions import commit

bp = Blueprint("queues", __name__, url_prefix="/queues")

_LISTS = {"claims": "claims.index", "articles": "articles.index"}


@bp.post("/next")
@needs(Permission.ANNOTATE)
def take_next() -> ResponseReturnValue:
    """Give a person the most urgent thing that nobody works on and that they may deal with, and open it."""
    thing = next_up.take_next(g.session, g.user, _filters())
    if thing is None:
        flash("Nothing waits here that you could do now.")
        back = _LISTS.get(request.form.get("of", ""))
        return redirect(url_for(back, **_asked()) if back else "/", 303)
    commit()
    flash(f"{thing.kind.capitalize()} {thing.number} is yours to work on; others see that.")
    return redirect(_place(thing), 303)


def _filters() -> next_up.Filters | None:
    match request.form.get("of"):
        case "claims":
            return filters_url.read(g.session, request.form).filters
        case "articles":
            return article_filters.read(request.form)
    return None


def _asked() -> dict[str, Any]:
    left_out = ("csrf_token", "of")
    return {name: value for name, value in request.form.items() if name not in left_out}


def _place(thing: Thing) -> str:
    """Return the address at which the work on a thing begins."""
    if not isinstance(thing, Claim):
        return url_for("workbench.show", number=thing.number)
    looks_again = thing.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    return url_for("claims.show" if looks_again else "reviews.assess", number=thing.number)
