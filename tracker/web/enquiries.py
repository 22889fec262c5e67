"""Noting searches and questions on a claim, and what came of them."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import EnquiryKind
from tracker.models import Claim, Enquiry
from tracker.services import enquiries, same_claims
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.enquiries import AnswerForm, EnquiryForm, described
from tracker.web.forms.evidence import WithdrawForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("enquiries", __name__, url_prefix="/claims/<int:number>/enquiries")


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Note a search or a question, with its answer if there is one."""
    claim = claim_at(number)
    form = EnquiryForm()
    if form.validate_on_submit():
        with refusals_on(form):
            enquiries.add(
                g.session,
                claim,
                kind=EnquiryKind(form.kind.data),
                words=form.words.data,
                asked=form.asked.data,
                asked_on=form.asked_on.data,
                answer=form.given(),
                id=form.id.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("It was noted.")
            return redirect(page_path(claim), 303)
    return render_template("enquiries/add.html", form=form, claim=claim), form.status


@bp.route("/<uuid:id>/answer", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def answer(number: int, id: UUID) -> ResponseReturnValue:
    """Note what came of a search or a question."""
    claim = claim_at(number)
    enquiry = _enquiry(claim, id)
    form = AnswerForm(data=described(enquiry))
    if form.validate_on_submit():
        with refusals_on(form, about=enquiry):
            enquiries.answer(g.session, enquiry, form.given(), seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The answer was noted.")
            return redirect(page_path(claim), 303)
    context = {"claim": claim, "enquiry": enquiry, "changes": changes(form)}
    return render_template("enquiries/answer.html", form=form, **context), form.status


@bp.route("/<uuid:id>/withdraw", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def withdraw(number: int, id: UUID) -> ResponseReturnValue:
    """Withdraw a search or a question, saying why."""
    claim = claim_at(number)
    enquiry = _enquiry(claim, id)
    form = WithdrawForm(rev=enquiry.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=enquiry):
            enquiries.withdraw(g.session, enquiry, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("It was withdrawn; it stays in the audit trail.")
            return redirect(page_path(claim), 303)
    context = {"claim": claim, "enquiry": enquiry, "changes": changes(form)}
    return render_template("enquiries/withdraw.html", form=form, **context), form.status


def _enquiry(claim: Claim, id: UUID) -> Enquiry:
    enquiry = enquiries.get(g.session, id)
    if enquiry.claim_id not in same_claims.ids_of(g.session, claim):
        raise NotFound("This claim has no such search or question.")
    return enquiry
