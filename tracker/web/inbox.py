"""A person's inbox."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import inbox, tasks
from tracker.services.access import visible
from tracker.services.inbox import Why
from tracker.web.auth import needs
from tracker.web.forms.base import Form
from tracker.web.forms.notes import as_id
from tracker.web.transactions import commit

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("")
@needs(Permission.NOTE)
def show() -> ResponseReturnValue:
    """Show the notes that wait for a person, mention them or answer them, and what was newly assigned to them."""
    letters = inbox.of_person(g.session, g.user)
    unread = [task for task in tasks.unread(g.session, g.user) if visible(task.thing, g.user)]
    context = {"letters": letters, "assigned": Why.ASSIGNED, "unread": unread}
    return render_template("inbox/show.html", form=Form(formdata=None), **context)


@bp.post("/read")
@needs(Permission.NOTE)
def read() -> ResponseReturnValue:
    """Note that some were read; those assigned stay until they are resolved."""
    inbox.mark_read(g.session, g.user, _ids("note"))
    tasks.mark_read(g.session, g.user, _ids("task"))
    commit()
    flash("Read.", "done")
    return redirect(url_for("inbox.show"), 303)


def _ids(name: str) -> set[UUID]:
    return {id for typed in request.form.getlist(name) if (id := as_id(typed))}
