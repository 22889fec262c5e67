"""Stopping letters by the link that each of them carries; it needs no sign-in, and shows nobody's address."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.models import User
from tracker.services import messages
from tracker.web.auth import own_token, public
from tracker.web.desk import desk
from tracker.web.transactions import commit

bp = Blueprint("letters", __name__, url_prefix="/letters")


@bp.get("/stop/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """Ask whether letters shall stop; opening a link changes nothing, for mail programs open them by themselves."""
    _person(token)
    return render_template("letters/stop.html", token=token, stopped=False)


@bp.post("/stop/<token>")
@public
@own_token
def stop(token: str) -> ResponseReturnValue:
    """Stop all letters to whom a link was sent, as mail programs do by themselves (RFC 8058) and people by a button.

    The signed link is the token: no other form of the desk can make one.
    """
    messages.stop(g.session, _person(token))
    commit()
    return render_template("letters/stop.html", token=token, stopped=True)


def _person(token: str) -> User:
    person = messages.person_of_token(g.session, token, desk().settings.secret_key)
    if person is None:
        raise NotFound("This link stops no letters. Turn them off on your settings page.")
    return person
