"""A person's inbox."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import inbox
from tracker.services.inbox import Why
from tracker.web.auth import needs
from tracker.web.forms.base import Form
from tracker.web.forms.notes import as_id
from tracker.web.transactions import commit

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("")
@needs(Permission.NOTE)
def show() -> ResponseReturnValue:
    """Show the notes that wait for a person, mention them or answer them."""
    letters = inbox.of_person(g.session, g.user)
    return render_template("inbox/show.html", letters=letters, assigned=Why.ASSIGNED, form=Form(formdata=None))


@bp.post("/read")
@needs(Permission.NOTE)
def read() -> ResponseReturnValue:
    """Note that some were read; those assigned stay until they are resolved."""
    inbox.mark_read(g.session, g.user, {id for typed in request.form.getlist("note") if (id := as_id(typed))})
    commit()
    flash("Read.", "done")
    return redirect(url_for("inbox.show"), 303)
