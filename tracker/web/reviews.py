"""Assessing a claim, and taking one's assessment back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import Citation, Claim, Evidence, Verdict
from tracker.services import blindness, cited_works, enquiries, evidence, reviews, scales, steps
from tracker.services.blindness import Blind
from tracker.services.revisions import expect
from tracker.services.trails import steps_of
from tracker.web import going_on
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.evidence import NewEvidenceFields
from tracker.web.forms.reviews import AssessForm, TakeBackForm, shown_before, shown_steps
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("reviews", __name__, url_prefix="/claims/<int:number>/assess")


@bp.route("", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def assess(number: int) -> ResponseReturnValue:
    """Assess a claim: verdict, reasons, what it rests on, and whether each step said it."""
    claim = claim_at(number)
    scale = scales.in_use(g.session)
    form = _form(claim, scale.verdicts)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            _submit(claim, form)
            led = going_on.after(claim, goes_on=form.go_on.data)
            commit()
            closed = blindness.is_closed(g.session, claim)
            flash("Your assessment stands." + (" It is sealed until all have assessed." if closed else ""))
            return redirect(led, 303)
    places = steps.appearances_of(g.session, claim)
    trails = [(one, steps_of(one)) for one in places]
    if form.is_stale:
        form.renew([step for _, trail in trails for step, _ in trail])
        _offer(form, claim, scale.verdicts)
    shown = {entry.form.step.data: entry.form for entry in form.steps}
    context = {
        "claim": claim,
        "trails": trails,
        "step_forms": shown,
        "comparisons": cited_works.of_places(g.session, places),
        "evidence": evidence.of_claim(g.session, claim),
        "scale": scale,
        "reasons": scale.reasons,
        "blind": _blind(claim),
        "going_on": going_on,
    }
    return render_template("reviews/assess.html", form=form, changes=changes(form), **context), form.status


@bp.route("/take-back", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def take_back(number: int) -> ResponseReturnValue:
    """Take one's own assessment back, saying why."""
    claim = claim_at(number)
    form = TakeBackForm()
    if form.validate_on_submit():
        with refusals_on(form):
            reviews.take_back(g.session, claim, id=form.id.data, why=form.why.data, by=g.user)
            commit()
            flash("Your assessment was taken back; it stays in the audit trail.")
            return redirect(page_path(claim), 303)
    own = reviews.own(g.session, claim, g.user)
    return render_template("reviews/take_back.html", form=form, claim=claim, own=own), form.status


def _form(claim: Claim, verdicts: list[Verdict]) -> AssessForm:
    """Return the form as posted, or begun with the claim as it is and the person's own assessment of it."""
    begun: dict[str, Any] = {}
    if request.method == "GET":
        own = reviews.own(g.session, claim, g.user)
        begun = {"rev": claim.rev, "steps": shown_steps(_steps(claim)), **shown_before(own)}
        begun["go_on"] = going_on.is_asked()
        begun["verdict"] = _asked_for(verdicts) or begun.get("verdict")
    form = AssessForm(data=begun)
    _offer(form, claim, verdicts)
    return form


def _blind(claim: Claim) -> Blind | None:
    made, standing = reviews.of_claim(g.session, claim), reviews.standing(g.session, claim)
    return blindness.of_claim(g.session, claim, made, standing)


def _asked_for(verdicts: list[Verdict]) -> str | None:
    """Return the verdict that the address proposes, as a key typed on the workbench does."""
    return next((str(verdict.id) for verdict in verdicts if verdict.key == request.args.get("verdict")), None)


def _offer(form: AssessForm, claim: Claim, verdicts: list[Verdict]) -> None:
    form.offer(verdicts, evidence.of_claim(g.session, claim), enquiries.of_claim(g.session, claim))


def _steps(claim: Claim) -> list[Citation]:
    return steps.of_claim(g.session, claim)


def _submit(claim: Claim, form: AssessForm) -> None:
    seen, grounds = form.rev.data, form.evidence.data
    if form.piece.form.is_typed:
        expect(claim, seen)
        grounds = [*grounds, _entered(claim, form.piece.form).id]
        g.session.flush()
        seen = claim.rev
    verdict = scales.find_verdict(g.session, UUID(form.verdict.data))
    assert verdict is not None, "the form offers verdicts of the scale in use alone"
    reviews.submit(
        g.session,
        claim,
        verdict=verdict,
        ticks=form.ticks.data,
        words=form.words.data,
        evidence_ids=grounds,
        enquiry_ids=form.enquiries.data,
        found=form.found(),
        seen=seen,
        seen_trails=form.seen_trails(),
        id=form.id.data,
        why=form.why.data,
        by=g.user,
    )


def _entered(claim: Claim, piece: NewEvidenceFields) -> Evidence:
    """Enter the evidence that was typed on the form of the assessment; a refusal is put on its own fields."""
    try:
        return evidence.add(g.session, claim, piece.description(), file=piece.upload(), id=piece.id.data, by=g.user)
    except Refusal as refusal:
        refusal.field = f"piece-{refusal.field}" if refusal.field else None
        raise
