"""Going on to the next claim: who came to one by *Next* is led to another once it is done with.

The filters that *Next* kept to stand in the address under ``next``, as the list of claims has them in its own.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import flash, g, request, url_for

from tracker.domain.roles import Permission
from tracker.domain.vocabulary import ClaimStage
from tracker.models import Claim
from tracker.services import next_up
from tracker.web import filters_url
from tracker.web.things import page_path

NAME = "next"


def is_asked() -> bool:
    """Tell whether the page that is asked for, or was sent, is one of a row."""
    return NAME in request.args


def arguments() -> dict[str, Any]:
    """Return what an address has to carry so that the row goes on behind it."""
    return {NAME: request.args[NAME]} if is_asked() else {}


def place(claim: Claim, filters: Mapping[str, str]) -> str:
    """Return the address at which the work on a claim begins, in a row of those that filters leave."""
    if claim.stage is ClaimStage.NEEDS_ANOTHER_LOOK:
        return page_path(claim)
    kept: dict[str, Any] = {NAME: urlencode(filters)}
    return url_for("reviews.assess", number=claim.number, **kept)


def after(claim: Claim, *, goes_on: bool, decides: bool = False) -> str:
    """Return where to go once a claim is assessed, or decided: to the next one, held for the person, or to its page.

    It is part of the same transaction, so that nobody is given the next one if this one could not be saved.
    """
    if not (goes_on and is_asked()):
        return page_path(claim)
    kept = dict(parse_qsl(request.args[NAME]))
    following = _following(kept, decides)
    if following is None:
        flash("Nothing else waits here that you could do now.")
        return page_path(claim)
    if decides:
        return url_for("decisions.decide", number=following.number, **arguments())
    return place(following, kept)


def _following(kept: Mapping[str, str], decides: bool) -> Claim | None:
    asked = filters_url.read(g.session, kept)
    if asked.problems:  # A filter that means nothing any more: else more would be given than was meant.
        return None
    found = next_up.take_next(g.session, g.user, asked.filters, decides=decides)
    assert found is None or isinstance(found, Claim), "filters of claims leave claims"
    return found


def may_decide(claim: Claim) -> bool:
    """Tell whether the page of an assessment leads on to the decision."""
    return bool(g.user.may(Permission.DECIDE)) and claim.stage is ClaimStage.AWAITING_SECOND_LOOK
