"""Saying who is to deal with an article or a claim, until when, and how urgent it is."""

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.models import Source
from tracker.services import tasks
from tracker.services.tasks import Thing
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.tasks import TaskForm
from tracker.web.meanwhile import changes
from tracker.web.things import page_path, thing_at
from tracker.web.transactions import commit

bp = Blueprint("tasks", __name__)


@bp.route("/<kind>/<int:number>/assign", methods=["GET", "POST"])
@needs(Permission.ASSIGN)
def assign(kind: str, number: int) -> ResponseReturnValue:
    """Say who is to deal with a thing, until when, and how urgent it is."""
    thing = _thing(kind, number)
    task = tasks.find_task(g.session, thing)
    form = TaskForm.of(task)
    form.offer(tasks.doers(g.session, thing.kind), task.assigned_to if task is not None else None)
    if form.validate_on_submit():
        with refusals_on(form):
            tasks.set_out(g.session, thing, form.plan(), seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("Noted.", "done")
            return redirect(page_path(thing), 303)
    if form.is_stale:
        task = tasks.find_task(g.session, thing)
        form.show_again(task.rev if task is not None else 0)
    page = render_template("tasks/assign.html", thing=thing, task=task, form=form, changes=changes(form))
    return page, form.status


def _thing(kind: str, number: int) -> Thing:
    thing = thing_at(kind, number)
    if isinstance(thing, Source):
        raise NotFound(f"There is no page {number}.")
    return thing
