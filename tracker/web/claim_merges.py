"""Merging a claim into another: finding the other one, seeing both side by side, and saying why they are one."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refusal
from tracker.domain.matching import compared
from tracker.domain.roles import Permission
from tracker.models import Claim
from tracker.services import claim_merges, claims
from tracker.services.access import visible
from tracker.services.same_claims import refuse_merged
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.claim_merges import MergeForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("claim_merges", __name__, url_prefix="/claims/<int:number>/merge")

_LONGEST_NUMBER = 9


@bp.route("", methods=["GET", "POST"])
@needs(Permission.MERGE)
def merge(number: int) -> ResponseReturnValue:
    """Choose a claim that says the same, look at both, and merge this one into it."""
    claim = claim_at(number)
    refuse_merged(claim)
    typed = request.values.get("into", "")
    try:
        into = _other(claim, typed) if typed else None
    except Refusal as refusal:
        return render_template("claim_merges/merge.html", **_choice(claim, typed, refusal.message)), refusal.status
    if into is None:
        return render_template("claim_merges/merge.html", **_choice(claim, "", ""))
    form = MergeForm(data={"rev": claim.rev, "rev_into": into.rev, "into": into.number})
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            claim_merges.merge(
                g.session,
                claim,
                into,
                seen=form.rev.data,
                seen_into=form.rev_into.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash(f"Claim {number} is merged into claim {into.number}, which shows what was found on both.", "done")
            return redirect(page_path(into), 303)
    return render_template("claim_merges/merge.html", **_preview(claim, into, form)), form.status


def _other(claim: Claim, typed: str) -> Claim:
    number = typed.strip().removeprefix("#")
    readable = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    other = claims.find_claim(g.session, int(number)) if readable else None
    if other is None or not visible(other, g.user):
        raise Refusal(f"There is no claim {typed}. Give the number of a claim, such as 1042.")
    claim_merges.refuse(claim, other)
    return other


def _choice(claim: Claim, typed: str, problem: str) -> dict[str, Any]:
    found = [one for one in claims.alike(g.session, claim.statement, but=claim.id) if visible(one, g.user)]
    matches = [(one, compared(claim.statement, one.statement)) for one in found]
    return {"claim": claim, "into": None, "typed": typed, "problem": problem, "matches": matches}


def _preview(claim: Claim, into: Claim, form: MergeForm) -> dict[str, Any]:
    return {
        "claim": claim,
        "into": into,
        "sides": [claim_merges.side(g.session, one, person=g.user) for one in (into, claim)],
        "matched": compared(claim.statement, into.statement),
        "form": form,
        "changes": changes(form),
    }
