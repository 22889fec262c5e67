"""Ruling on the origins of a claim: joining and parting sources, confirming a parting, marking a stake."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import Claim, OriginRuling, Source, Stake
from tracker.services import origin_rulings, origins, sources
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.evidence import WithdrawForm
from tracker.web.forms.origins import JOIN, RulingForm, StakeForm
from tracker.web.forms.sources import StepForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("origins", __name__, url_prefix="/claims/<int:number>/origins")


@bp.route("/rule", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def rule(number: int) -> ResponseReturnValue:
    """Say that two sources are one origin of a claim, or are not."""
    claim = claim_at(number)
    form = RulingForm(rev=claim.rev)
    named = _named(claim)
    form.one.offer(named)
    form.other.offer(named)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            one, other = _chosen(named, form.one.data, "one"), _chosen(named, form.other.data, "other")
            joins = form.ruling.data == JOIN
            origin_rulings.rule(
                g.session, claim, one, other, joins=joins, seen=form.rev.data, why=form.why.data, by=g.user
            )
            commit()
            flash("The two count as one origin." if joins else "The two are parted; an editor may confirm it.", "done")
            return _back(claim)
    return render_template("origins/rule.html", form=form, claim=claim, changes=changes(form)), form.status


@bp.route("/stake", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def stake(number: int) -> ResponseReturnValue:
    """Mark a source as having a stake in a claim."""
    claim = claim_at(number)
    form = StakeForm(rev=claim.rev)
    named = _named(claim)
    form.source.offer(named)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            source = _chosen(named, form.source.data, "source")
            origin_rulings.mark_stake(g.session, claim, source, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("It is marked as having a stake, and does not count.", "done")
            return _back(claim)
    return render_template("origins/stake.html", form=form, claim=claim, changes=changes(form)), form.status


@bp.route("/rulings/<uuid:id>/confirm", methods=["GET", "POST"])
@needs(Permission.CONFIRM_PARTING)
def confirm(number: int, id: UUID) -> ResponseReturnValue:
    """Confirm that two origins are apart, so that the gate goes by it."""
    claim = claim_at(number)
    ruling = origin_rulings.get_ruling(g.session, claim, id)
    form = StepForm(rev=claim.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            origin_rulings.confirm(g.session, ruling, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The parting is confirmed.", "done")
            return _back(claim)
    context = {"claim": claim, "ruling": ruling, "changes": changes(form)}
    return render_template("origins/confirm.html", form=form, **context), form.status


@bp.route("/rulings/<uuid:id>/take-back", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def take_back(number: int, id: UUID) -> ResponseReturnValue:
    """Take a ruling back, saying why."""
    claim = claim_at(number)
    return _take_back(claim, origin_rulings.get_ruling(g.session, claim, id))


@bp.route("/stakes/<uuid:id>/take-back", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def take_stake_back(number: int, id: UUID) -> ResponseReturnValue:
    """Take a stake back, saying why."""
    claim = claim_at(number)
    return _take_back(claim, origin_rulings.get_stake(g.session, claim, id))


def _take_back(claim: Claim, ruling: OriginRuling | Stake) -> ResponseReturnValue:
    form = WithdrawForm(rev=claim.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            origin_rulings.take_back(g.session, ruling, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("It was taken back; the audit trail keeps it.", "done")
            return _back(claim)
    context = {"claim": claim, "ruling": ruling, "changes": changes(form)}
    return render_template("origins/take_back.html", form=form, **context), form.status


def _named(claim: Claim) -> list[tuple[int, str]]:
    """List the sources with which a claim's trails end, by name."""
    traced = origins.of_claim(g.session, claim.id)
    speakers = {
        traced.graph.speakers[e.source] for one in traced.origins.groups for e in one.ends if e.source is not None
    }
    return sorted(((one.number or 0, one.name) for one in speakers), key=lambda pair: (pair[1].casefold(), pair[0]))


def _chosen(named: list[tuple[int, str]], number: str | None, field: str) -> Source:
    if not number or not number.isascii() or not number.isdigit() or int(number) not in dict(named):
        raise Refusal("Choose one of the sources with which the trails of this claim end.", field=field)
    return sources.get_source(g.session, int(number))


def _back(claim: Claim) -> ResponseReturnValue:
    return redirect(f"{page_path(claim)}#origins", 303)
