"""Undoing one's own last action, and any action, each seen before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Stale
from tracker.domain.roles import Permission
from tracker.models import Event
from tracker.services import undo
from tracker.services.undo.telling import Obstacle
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.undo import LastForm, UndoForm
from tracker.web.log_entries import Told, told
from tracker.web.transactions import commit

bp = Blueprint("undo", __name__, url_prefix="/undo")

MOST_DIFFERENCES = 60
"""How many differences of the action itself are shown; its own page has all."""


@dataclass(frozen=True)
class InTheWay:
    """What cannot be undone, why, and the later change as the log draws it, None where no single one is in the way."""

    obstacle: Obstacle
    later: Told | None


@bp.route("", methods=["GET", "POST"])
@needs(Permission.UNDO)
def last() -> ResponseReturnValue:
    """Show what undoing one's last action would change, and undo it."""
    form = LastForm()
    if form.validate_on_submit():
        with refusals_on(form):
            event = undo.last(g.session, g.user)
            if event is None or event.id != form.event.data:
                raise Stale("You have done something since, or undone this already. Look at what would be undone now.")
            return _undo(event, form)
    event = undo.last(g.session, g.user)
    if event is None:
        return render_template("undo/last.html", form=form, undoing=None), form.status
    form.event.data = event.id
    return render_template("undo/last.html", form=form, **_preview(event, form)), form.status


@bp.route("/<int:number>", methods=["GET", "POST"])
@needs(Permission.UNDO_ANY)
def one(number: int) -> ResponseReturnValue:
    """Show what undoing a change would bring back and what is in the way of it, and undo it."""
    form = UndoForm()
    if form.validate_on_submit():
        with refusals_on(form):
            return _undo(undo.get_event(g.session, number, person=g.user), form)
    event = undo.get_event(g.session, number, person=g.user)
    return render_template("undo/one.html", form=form, **_preview(event, form)), form.status


def in_the_way(obstacles: Iterable[Obstacle]) -> list[InTheWay]:
    """Return obstacles as pages draw them."""
    return [InTheWay(one, told([one.later])[0] if one.later is not None else None) for one in obstacles]


def _undo(event: Event, form: UndoForm) -> ResponseReturnValue:
    undo.undo(g.session, event, seen=form.position.data, rest=form.rest.data, why=form.why.data, by=g.user)
    commit()
    flash("It is undone. Both are in the audit trail.")
    return redirect(url_for("trail.index"), 303)


def _preview(event: Event, form: UndoForm) -> dict[str, Any]:
    undoing = undo.preview(g.session, event, person=g.user)
    form.position.data = undoing.position
    kind, _, actor = event.actor.partition(":")
    return {
        "undoing": undoing,
        "entry": told([undoing.entry], most=MOST_DIFFERENCES)[0],
        "in_the_way": in_the_way(undoing.obstacles),
        "actor": actor if kind == "person" else None,
    }
