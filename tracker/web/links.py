"""Relating claims to each other."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Relation
from tracker.models import Claim, Link
from tracker.services import claims, links, same_claims
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.evidence import WithdrawForm
from tracker.web.forms.links import LinkForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("links", __name__, url_prefix="/claims/<int:number>/links")


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Relate a claim to another."""
    claim = claim_at(number)
    form = LinkForm()
    if form.validate_on_submit():
        with refusals_on(form):
            links.add(
                g.session,
                claim,
                _other(int(form.other.data)),
                relation=Relation(form.relation.data),
                on=form.on.data,
                note=form.note.data,
                id=form.id.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("The claims are related.")
            return redirect(page_path(claim), 303)
    return render_template("links/add.html", form=form, claim=claim), form.status


@bp.route("/<uuid:id>/withdraw", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def withdraw(number: int, id: UUID) -> ResponseReturnValue:
    """Withdraw a relation, saying why."""
    claim = claim_at(number)
    link = _link(claim, id)
    form = WithdrawForm(rev=link.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=link):
            links.withdraw(g.session, link, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The relation was withdrawn; it stays in the audit trail.")
            return redirect(page_path(claim), 303)
    context = {"claim": claim, "link": link, "changes": changes(form)}
    return render_template("links/withdraw.html", form=form, **context), form.status


def _other(number: int) -> Claim:
    other = claims.find_claim(g.session, number)
    if other is None or not visible(other, g.user):
        raise Refusal(f"There is no claim {number}.", field="other")
    return other


def _link(claim: Claim, id: UUID) -> Link:
    link = links.get(g.session, id)
    if not {link.claim_id, link.other_id}.intersection(same_claims.ids_of(g.session, claim)):
        raise NotFound("This claim has no such relation.")
    return link
