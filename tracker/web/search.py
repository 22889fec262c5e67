"""Search: one field for claims, sources and articles, and a short way to a number."""

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import finding
from tracker.web.addresses import page_of
from tracker.web.auth import needs

bp = Blueprint("search", __name__)

_LONGEST = 300


@bp.get("/search")
@needs(Permission.READ)
def show() -> ResponseReturnValue:
    """Show what holds the words typed; a number leads to its claim at once."""
    typed = request.args.get("q", "").strip()[:_LONGEST]
    direct = finding.at_number(g.session, typed, person=g.user)
    if direct is not None and (address := page_of(direct)):
        return redirect(address, 303)
    found = finding.find(g.session, typed, person=g.user)
    return render_template("search/show.html", typed=typed, found=found)
