"""Checking a step of a trail against the work that it cites."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import cited_works, steps
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.cited_works import CompareForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit, is_safe

bp = Blueprint("cited_works", __name__, url_prefix="/claims/<int:number>/steps")


@bp.route("/<uuid:id>/compare", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def compare(number: int, id: UUID) -> ResponseReturnValue:
    """Compare the words that a step gives to a work with the work itself, and say whether they said it."""
    claim = claim_at(number)
    root = cited_works.citing(g.session, claim, id)
    form = CompareForm(rev=root.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=root):
            seen = {root.id: form.rev.data}
            steps.check(g.session, claim, {id: form.found}, seen=seen, why=form.why.data, by=g.user)
            commit()
            flash("What you found at this step is saved.", "done")
            return redirect(f"{page_path(claim)}#trail", 303)
    # The words are compared for the page alone: whoever saves holds everybody else up.
    comparison = cited_works.of_step(g.session, claim, id)
    if is_safe():
        form.begin(comparison)
    context = {"claim": claim, "comparison": comparison, "changes": changes(form)}
    return render_template("cited_works/compare.html", form=form, **context), form.status
