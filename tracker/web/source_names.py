"""The names of a source: given, and taken away."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.services import sources
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.sources import NameForm, StepForm
from tracker.web.meanwhile import changes
from tracker.web.sources import known_url, source_at
from tracker.web.transactions import commit

bp = Blueprint("source_names", __name__, url_prefix="/sources/<int:number>/names")


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Give a source another name, in any script."""
    source = source_at(number)
    form = NameForm(data={"rev": source.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            sources.add_name(
                g.session,
                source,
                name=form.name.data,
                language=form.language.data or "",
                seen=form.rev.data,
                even_if_known=form.another.data,
                why=form.why.data or "",
                by=g.user,
            )
            commit()
            flash("The name is added.", "done")
            return redirect(url_for("sources.show", number=source.shown.number), 303)
    shown = {"source": source, "form": form, "changes": changes(form), "known_url": known_url(form)}
    return render_template("source_names/add.html", **shown), form.status


@bp.route("/<uuid:id>/remove", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def remove(number: int, id: UUID) -> ResponseReturnValue:
    """Take a name from a source."""
    source = source_at(number)
    name = next((one for one in source.names if one.id == id), None)
    if name is None:
        raise NotFound(f"{source.name} has no such name. Perhaps somebody took it away a moment ago.")
    shown_name = name.name
    form = StepForm(data={"rev": source.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            sources.remove_name(g.session, source, name, seen=form.rev.data, why=form.why.data or "", by=g.user)
            commit()
            flash(f"“{shown_name}” is no longer a name of {source.name}.", "done")
            return redirect(url_for("sources.show", number=source.shown.number), 303)
    shown = {"source": source, "form": form, "changes": changes(form), "name": shown_name}
    return render_template("source_names/remove.html", **shown), form.status
