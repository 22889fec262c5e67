"""Sources that are likely one: proposed with what matched, and told apart where they are not."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import duplicates
from tracker.web.addresses import own_path
from tracker.web.auth import needs
from tracker.web.sources import source_at
from tracker.web.transactions import commit

bp = Blueprint("duplicates", __name__, url_prefix="/sources")


@bp.get("/duplicates")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the sources that are likely one, and those that were told apart."""
    return render_template(
        "duplicates/index.html",
        proposals=duplicates.likely(g.session),
        told_apart=duplicates.told_apart(g.session),
        may_merge=g.user.may(Permission.MERGE),
    )


@bp.post("/<int:number>/apart/<int:other>")
@needs(Permission.MERGE)
def tell_apart(number: int, other: int) -> ResponseReturnValue:
    """Note that two sources are not the same, so that they are not proposed again."""
    one, another = source_at(number), source_at(other)
    duplicates.tell_apart(g.session, one, another, by=g.user)
    commit()
    flash(f"{one.name} and {another.name} are told apart, and not proposed again.", "done")
    return redirect(own_path(request.form.get("next")), 303)
