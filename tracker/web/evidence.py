"""Entering, changing and withdrawing the evidence of a claim."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.models import Claim, Evidence
from tracker.services import evidence, same_claims
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.evidence import EvidenceForm, NewEvidenceForm, WithdrawForm, described
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("evidence", __name__, url_prefix="/claims/<int:number>/evidence")


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Enter evidence for, against or around a claim."""
    claim = claim_at(number)
    form = NewEvidenceForm()
    if form.validate_on_submit():
        with refusals_on(form):
            evidence.add(
                g.session,
                claim,
                form.description(),
                file=form.upload(),
                id=form.id.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("The evidence was entered.")
            return redirect(page_path(claim), 303)
    return render_template("evidence/add.html", form=form, claim=claim), form.status


@bp.route("/<uuid:id>/edit", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(number: int, id: UUID) -> ResponseReturnValue:
    """Change what is said of evidence."""
    claim = claim_at(number)
    piece = _piece(claim, id)
    form = EvidenceForm(data=described(piece))
    if form.validate_on_submit():
        with refusals_on(form, about=piece):
            evidence.edit(g.session, piece, form.description(), seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The evidence was changed.")
            return redirect(page_path(claim), 303)
    return (
        render_template("evidence/edit.html", form=form, claim=claim, piece=piece, changes=changes(form)),
        form.status,
    )


@bp.route("/<uuid:id>/withdraw", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def withdraw(number: int, id: UUID) -> ResponseReturnValue:
    """Withdraw evidence, saying why."""
    claim = claim_at(number)
    piece = _piece(claim, id)
    form = WithdrawForm(rev=piece.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=piece):
            evidence.withdraw(g.session, piece, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The evidence was withdrawn; it stays in the audit trail.")
            return redirect(page_path(claim), 303)
    return (
        render_template("evidence/withdraw.html", form=form, claim=claim, piece=piece, changes=changes(form)),
        form.status,
    )


def _piece(claim: Claim, id: UUID) -> Evidence:
    piece = evidence.get(g.session, id)
    if piece.claim_id not in same_claims.ids_of(g.session, claim):
        raise NotFound("This claim has no such evidence.")
    return piece
