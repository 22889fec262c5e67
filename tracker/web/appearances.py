"""Places where claims appear: changing how an article stands to a claim, and withdrawing a place."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import appearances, sources
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.appearances import AppearanceForm, described
from tracker.web.forms.evidence import WithdrawForm
from tracker.web.meanwhile import changes
from tracker.web.things import page_path
from tracker.web.transactions import commit

bp = Blueprint("appearances", __name__, url_prefix="/appearances/<uuid:id>")


@bp.route("/edit", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(id: UUID) -> ResponseReturnValue:
    """Change how an article stands to a claim, and what its words mean."""
    appearance = appearances.get_appearance(g.session, id)
    quote = appearances.words_of(appearance)
    form = AppearanceForm(data=described(appearance))
    if form.validate_on_submit():
        with refusals_on(form, about=appearance):
            known_from = sources.meant(g.session, form.known_from.data, field="known_from", by=g.user)
            said = form.sight(quote, known_from)
            appearances.edit(g.session, appearance, said, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("It is saved how the article stands to the claim.", "done")
            return redirect(page_path(appearance.claim), 303)
    context = {"appearance": appearance, "quote": quote, "changes": changes(form)}
    return render_template("appearances/edit.html", form=form, **context), form.status


@bp.route("/withdraw", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def withdraw(id: UUID) -> ResponseReturnValue:
    """Say that a claim does not appear there after all."""
    appearance = appearances.get_appearance(g.session, id)
    form = WithdrawForm(rev=appearance.rev)
    if form.validate_on_submit():
        with refusals_on(form, about=appearance):
            appearances.withdraw(g.session, appearance, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The place was withdrawn; it stays in the audit trail.", "done")
            return redirect(page_path(appearance.claim), 303)
    context = {"appearance": appearance, "quote": appearances.words_of(appearance), "changes": changes(form)}
    return render_template("appearances/withdraw.html", form=form, **context), form.status
