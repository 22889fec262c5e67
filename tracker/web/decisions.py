"""Deciding a claim, reopening it, and saying that its verdict still stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain import chance
from tracker.domain.eyes import Sight
from tracker.domain.roles import Permission, from_on
from tracker.models import Claim, Look
from tracker.services import blindness, decisions, gates, looks, reviews, scales
from tracker.services.history.naming import TABLES, Names
from tracker.web import going_on
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.decisions import DecideForm, ReopenForm, StillStandsForm, shown_denials
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("decisions", __name__, url_prefix="/claims/<int:number>")


@bp.route("/decide", methods=["GET", "POST"])
@needs(Permission.DECIDE)
def decide(number: int) -> ResponseReturnValue:
    """Decide a claim, with the assessments side by side and what the gate asks."""
    claim = claim_at(number)
    scale = scales.in_use(g.session)
    form = _form(claim)
    form.offer(scale.verdicts)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            verdict = scales.find_verdict(g.session, UUID(form.verdict.data))
            assert verdict is not None, "the form offers verdicts of the scale in use alone"
            _decide(claim, form, form.ruling(verdict))
            led = going_on.after(claim, goes_on=form.go_on.data, decides=True)
            commit()
            flash(f"Decided: {verdict.label}.")
            return redirect(led, 303)
    return render_template("decisions/decide.html", scale=scale, from_on=from_on, **_shown(claim, form)), form.status


@bp.route("/reopen", methods=["GET", "POST"])
@needs(Permission.DECIDE)
def reopen(number: int) -> ResponseReturnValue:
    """Take the desk's verdict back, saying why."""
    claim = claim_at(number)
    form = ReopenForm(rev=claim.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            decisions.reopen(g.session, claim, why=form.why.data, seen=form.rev.data, id=form.id.data, by=g.user)
            commit()
            flash("Reopened: the claim has no verdict until it is decided anew.")
            return redirect(page_path(claim), 303)
    decision = decisions.current(g.session, claim)
    context = {"claim": claim, "decision": decision, "changes": changes(form)}
    return render_template("decisions/reopen.html", form=form, **context), form.status


@bp.route("/still-stands", methods=["GET", "POST"])
@needs(Permission.DECIDE)
def still_stands(number: int) -> ResponseReturnValue:
    """Say that a verdict still stands although something it rests on changed."""
    claim = claim_at(number)
    waiting = looks.open_of(g.session, claim)
    form = StillStandsForm(rev=claim.rev, looks=[str(look.id) for look in waiting])
    form.offer({look.id: cause for look, cause in zip(waiting, _causes(waiting), strict=True)})
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            decisions.still_stands(
                g.session, claim, look_ids=form.looks.data, why=form.why.data, seen=form.rev.data, by=g.user
            )
            commit()
            flash("The verdict still stands.")
            return redirect(page_path(claim), 303)
    decision = decisions.current(g.session, claim)
    context = {"claim": claim, "decision": decision, "looks": waiting, "changes": changes(form)}
    return render_template("decisions/still_stands.html", form=form, **context), form.status


def _form(claim: Claim) -> DecideForm:
    if request.method != "GET":
        return DecideForm()
    before = decisions.current(g.session, claim)
    answers = gates.answers_kept(before) if before is not None else {}
    return DecideForm(
        rev=claim.rev,
        reviews=[] if blindness.is_closed(g.session, claim) else reviews.standing(g.session, claim),
        as_of=_today().date().isoformat(),
        would_change=before.would_change if before is not None else "",
        denials=shown_denials(gates.denials(g.session, claim), answers),
        go_on=going_on.is_asked(),
    )


def _decide(claim: Claim, form: DecideForm, ruling: decisions.Ruling) -> None:
    decisions.decide(
        g.session,
        claim,
        ruling,
        review_ids=form.reviews.data,
        seen=form.rev.data,
        id=form.id.data,
        by=g.user,
    )


def _shown(claim: Claim, form: DecideForm) -> dict[str, Any]:
    """Return what the page shows beside the form: who assessed how, and what the gate finds."""
    closed = blindness.is_closed(g.session, claim)
    standing = [] if closed else reviews.standing(g.session, claim)
    denials = gates.denials(g.session, claim)
    if form.is_stale:
        form.renew(standing, denials)
    sight = gates.sight_of(g.session, standing, g.user)
    found = gates.requirements(g.session, claim, seen_by_several=sight is Sight.SEVERAL, answers=form.answers())
    return {
        "claim": claim,
        "form": form,
        "reviews": standing,
        "beside": reviews.side_by_side(standing),
        "sight": sight,
        "closed": closed,
        "requirements": found,
        "denied_by": {denial.id: denial.by for denial in denials},
        "changes": changes(form),
        "going_on": going_on,
    }


def _causes(waiting: Sequence[Look]) -> list[str]:
    """Say why each look was asked for, and what it was that changed."""
    names = Names(g.session, [(TABLES[look.thing_kind], look.thing_id) for look in waiting])
    said = []
    for look in waiting:
        # Where a claim appears has no name of its own; the cause says enough.
        name = None if look.thing_kind == "appearance" else names.thing(look.thing_kind, look.thing_id)
        said.append(look.cause.label.capitalize() + (f": {name.gist or name.text}" if name else ""))
    return said


def _today() -> datetime:
    return chance.now().astimezone(desk().settings.desk_zone)
