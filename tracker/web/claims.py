"""Claims: the list of them, each one's page, its wording, and taking it out of work and back."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.reports import pictures
from tracker.domain.roles import Permission
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ClaimKind, ClaimStage, Triage, Word
from tracker.services import article_lists, claim_lists, claim_pages, claims, reviews, scales, tags
from tracker.services.claim_pages import ClaimPage
from tracker.web import claims_many, filters_url, graded, trail_views
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.wordings import RestoreForm, WithdrawForm, WordingForm
from tracker.web.log_entries import told
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at
from tracker.web.transactions import commit

bp = Blueprint("claims", __name__, url_prefix="/claims")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List claims, the newest first, as the address filters them."""
    asked = filters_url.read(g.session, request.args)
    address = filters_url.write(asked.filters)
    page = claim_lists.page(g.session, asked.filters, after=request.args.get("after"))
    return render_template(
        "claims/index.html",
        page=page,
        count=claim_lists.how_many(g.session, asked.filters),
        asked=asked,
        chosen=filters_url.chosen(g.session, asked.filters),
        next_url=url_for("claims.index", **address, after=page.next_key) if page.next_key else None,
        first_url=url_for("claims.index", **address) if request.args.get("after") else None,
        tags=tags.every(g.session),
        languages=article_lists.languages(g.session),
        words=_choices(),
        nothing=Form(formdata=None),
        many=[(do, what) for do, (what, needed) in claims_many.WHAT.items() if g.user.may(needed)],
    )


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a claim: what the desk thinks of it, on what words it stands, and where it comes from."""
    page = claim_pages.read(g.session, claim_at(number), person=g.user)
    may = {permission.value: g.user.may(permission) for permission in Permission}
    given = graded.on_places(g.session, [quote.id for quote in page.quotes])
    return render_template("claims/show.html", **shown(page, may), grades=given)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(number: int) -> ResponseReturnValue:
    """Change a claim's words, or what of it is checked."""
    claim = claim_at(number)
    form = WordingForm.of(claim)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            claims.edit(
                g.session,
                claim,
                form.wording(),
                triage=Triage(form.triage.data),
                seen=form.rev.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("The claim is saved.", "done")
            return redirect(url_for("claims.show", number=number), 303)
    return render_template("claims/edit.html", claim=claim, form=form, changes=changes(form)), form.status


@bp.route("/<int:number>/withdraw", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def withdraw(number: int) -> ResponseReturnValue:
    """Take a claim out of the desk's work, saying why."""
    claim = claim_at(number)
    form = WithdrawForm(data={"rev": claim.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            claims.withdraw(g.session, claim, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash(f"Claim {number} is withdrawn. It stays readable, and can be restored.", "done")
            return redirect(url_for("claims.show", number=number), 303)
    return render_template("claims/withdraw.html", claim=claim, form=form, changes=changes(form)), form.status


@bp.route("/<int:number>/restore", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def restore(number: int) -> ResponseReturnValue:
    """Take a withdrawn claim back into work."""
    claim = claim_at(number)
    form = RestoreForm(data={"rev": claim.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            claims.restore(g.session, claim, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash(f"Claim {number} is back in work.", "done")
            return redirect(url_for("claims.show", number=number), 303)
    return render_template("claims/restore.html", claim=claim, form=form, changes=changes(form)), form.status


def shown(page: ClaimPage, may: dict[str, bool]) -> dict[str, Any]:
    """Return what the page of a claim shows to somebody who may do so much."""
    picture = pictures.picture(page.quotes, page.origins)
    return {
        "page": page,
        "claim": page.claim,
        "picture": picture,
        "signs": pictures.signs(picture) if picture else [],
        "shapes": pictures.shapes(picture) if picture else [],
        "place_anchor": pictures.place_anchor,
        "ways": trail_views.ways(page.quotes),
        "comparable": trail_views.comparable(page.quotes),
        "changes": told(page.changes),
        "ticked": reviews.ticked,
        "may": may,
    }


def _choices() -> dict[str, list[tuple[str, str]]]:
    """List what filters offer, as pairs of value and label."""
    lists: dict[str, type[Word]] = {"stage": ClaimStage, "kind": ClaimKind, "triage": Triage, "priority": Priority}
    verdicts = [(verdict.key, verdict.label) for verdict in scales.ever(g.session)]
    return {name: [(word.value, word.label) for word in words] for name, words in lists.items()} | {"verdict": verdicts}
