"""The scale of verdicts and the reasons to tick for them: what each means, how it was before, and changing them."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.domain.scale import needed
from tracker.services import gates, scales
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.blindness import number_of
from tracker.web.forms.scales import ReasonsForm, ScaleForm, reason_rows, rows
from tracker.web.transactions import commit

bp = Blueprint("scales", __name__, url_prefix="/scale")


@bp.get("")
@needs(Permission.READ)
def show() -> ResponseReturnValue:
    """Show the scale in use, or one of its earlier versions."""
    versions = scales.versions(g.session)
    asked = request.args.get("version", "")
    shown = next((one for one in versions if str(one.version) == asked or not asked), None)
    if shown is None:
        raise NotFound("The scale has no such version.")
    able = len(gates.able_to_assess(g.session))
    return render_template("scales/show.html", scale=shown, versions=versions, able=able, needed=needed)


@bp.route("/change", methods=["GET", "POST"])
@needs(Permission.EDIT_SCALE)
def change() -> ResponseReturnValue:
    """Change the scale: its verdicts, their order, and what each needs."""
    newest = scales.in_use(g.session)
    begun = {"version": newest.version, "blind": str(newest.blind or "")}
    form = ScaleForm(data={**begun, "verdicts": rows([one.step for one in newest.verdicts])})
    if form.validate_on_submit():
        with refusals_on(form):
            blind, seen = number_of(form.blind.data), form.version.data
            scale = scales.change(g.session, form.steps(), blind=blind, seen=seen, why=form.why.data, by=g.user)
            commit()
            flash(f"Version {scale.version} of the scale is in use. What was decided keeps its words.", "done")
            return redirect(url_for("scales.show"), 303)
    if form.is_stale:
        form.show_again(newest.version)
    return render_template("scales/change.html", form=form, scale=newest), form.status


@bp.route("/reasons", methods=["GET", "POST"])
@needs(Permission.EDIT_SCALE)
def reasons() -> ResponseReturnValue:
    """Change the reasons that people tick: their names, sentences and order, and the words to start from."""
    newest = scales.in_use(g.session)
    form = ReasonsForm(data={"version": newest.version, "reasons": reason_rows(newest.reasons)})
    if form.validate_on_submit():
        with refusals_on(form):
            scale = scales.change_reasons(g.session, form.typed(), seen=form.version.data, why=form.why.data, by=g.user)
            commit()
            flash(f"Version {scale.version} of the scale is in use. What was ticked keeps its words.", "done")
            return redirect(url_for("scales.show", _anchor="reasons"), 303)
    if form.is_stale:
        form.show_again(newest.version)
    return render_template("scales/reasons.html", form=form, scale=newest), form.status
