"""Blind assessment: which cases ask for it, and opening what is sealed before all have assessed."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.services import blindness, cases, reviews
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.blindness import CaseBlindForm, OpenForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("blindness", __name__)


@bp.route("/claims/<int:number>/open-assessments", methods=["GET", "POST"])
@needs(Permission.BLIND)
def open_early(number: int) -> ResponseReturnValue:
    """Open the assessments of a claim before all have assessed it, saying why."""
    claim = claim_at(number)
    form = OpenForm(data={"rev": claim.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            blindness.open_early(g.session, claim, why=form.why.data, seen=form.rev.data, by=g.user)
            commit()
            flash("The assessments are open to everybody.", "done")
            return redirect(page_path(claim), 303)
    closed = blindness.is_closed(g.session, claim)
    standing = reviews.standing(g.session, claim) if closed else []
    context = {"claim": claim, "closed": closed, "by": [review.created_by for review in standing]}
    return render_template("blindness/open_early.html", form=form, changes=changes(form), **context), form.status


@bp.route("/cases/<int:number>/blind", methods=["GET", "POST"])
@needs(Permission.BLIND)
def of_case(number: int) -> ResponseReturnValue:
    """Say how many people assess the claims of a case blind."""
    case = cases.get_case(g.session, number)
    if not visible(case, g.user):
        raise NotFound(f"There is no case {number}.")
    form = CaseBlindForm(data={"rev": case.rev, "blind": str(case.blind or "")})
    if form.validate_on_submit():
        with refusals_on(form, about=case):
            why, seen = form.why.data, form.rev.data
            blindness.set_for_case(g.session, case, form.number, why=why, seen=seen, by=g.user)
            commit()
            flash("It holds for what is assessed from now on.", "done")
            return redirect(url_for("cases.show", number=number), 303)
    return render_template("blindness/of_case.html", case=case, form=form, changes=changes(form)), form.status
