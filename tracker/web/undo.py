"""Undoing one's own last action, seen before it is done."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import undo
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.undo import UndoForm
from tracker.web.log_entries import told
from tracker.web.transactions import commit

bp = Blueprint("undo", __name__)


@bp.route("/undo", methods=["GET", "POST"])
@needs(Permission.UNDO)
def last() -> ResponseReturnValue:
    """Show what undoing one's last action would change, and undo it."""
    form = UndoForm()
    if form.validate_on_submit():
        with refusals_on(form):
            undo.undo(g.session, form.event.data, why=form.why.data, by=g.user)
            commit()
            flash("It is undone. Both are in the audit trail.")
            return redirect(url_for("trail.index"), 303)
    undoing = undo.preview(g.session, person=g.user)
    if undoing is not None:
        form.event.data = undoing.event_id
    entry = told([undoing.entry])[0] if undoing else None
    return render_template("undo/last.html", form=form, undoing=undoing, entry=entry), form.status
