"""Sending a claim back to its annotator."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import notes, steps
from tracker.services.trails import steps_of
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.notes import SendBackForm, among
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("sending_back", __name__, url_prefix="/claims/<int:number>/send-back")


@bp.route("", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def ask(number: int) -> ResponseReturnValue:
    """Say what is amiss with a claim as it was entered, and to whom it goes back."""
    claim = claim_at(number)
    colleagues = notes.takers(g.session)
    annotator = claim.created_by_id if any(one.id == claim.created_by_id for one in colleagues) else ""
    form = SendBackForm(data={"rev": claim.rev, "assigned_to": str(annotator or "")})
    form.offer(colleagues)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            to = among(colleagues, form.assigned_to.data)
            words, seen = form.words.data, form.rev.data
            notes.send_back(g.session, claim, words=words, to=to, seen=seen, id=form.id.data, by=g.user)
            commit()
            flash(f"It is sent back{f' to {to.name}' if to else ''}, and in work until that is resolved.", "done")
            return redirect(page_path(claim), 303)
    context: dict[str, Any] = {"claim": claim, "changes": changes(form)}
    context["trails"] = [(one, steps_of(one)) for one in steps.appearances_of(g.session, claim)]
    return render_template("sending_back/ask.html", form=form, evidence=(), **context), form.status
