"""Merging a source into another: choosing it, seeing what it comes to, doing it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import Source
from tracker.services import duplicates, merges, sources
from tracker.services.access import visible
from tracker.services.merges import Preview
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import LINE
from tracker.web.forms.merges import MergeForm
from tracker.web.meanwhile import changes
from tracker.web.sources import source_at
from tracker.web.transactions import commit

bp = Blueprint("merges", __name__, url_prefix="/sources/<int:number>/merge")


@bp.route("", methods=["GET", "POST"])
@needs(Permission.MERGE)
def merge(number: int) -> ResponseReturnValue:
    """Show what merging a source into another comes to, and merge them."""
    source = source_at(number)
    form = MergeForm(data={"rev": source.rev, "into": request.args.get("into", "").strip()[:LINE]})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            into = _meant(form)
            seen = {"seen": form.rev.data, "seen_into": form.into_rev.data}
            merges.merge(g.session, source, into, **seen, why=form.why.data, by=g.user)
            commit()
            flash(f"{source.name} is shown as {into.name} from now on.", "done")
            return redirect(url_for("sources.show", number=into.number), 303)
    preview = _preview(source, form)
    likely = duplicates.of_source(g.session, source) if preview is None else []
    shown = {"source": source, "form": form, "preview": preview, "likely": likely, "changes": changes(form)}
    return render_template("merges/merge.html", **shown), form.status


def _preview(source: Source, form: MergeForm) -> Preview | None:
    """Return what merging comes to once another source is named, with its newest revision on the form if need be."""
    if not form.into.data:
        return None
    try:
        into = _meant(form)
    except Refusal as refusal:
        if form.refusal is None:
            form.refuse(refusal)
        return None
    if not form.is_submitted() or form.is_stale:
        form.into_rev.data = into.rev
    form.into.data = f"{into.name} [{into.number}]"
    return merges.preview(g.session, source, into, graded=desk().settings.grades)


def _meant(form: MergeForm) -> Source:
    into = sources.named_or_numbered(g.session, form.into.data, field="into")
    if into is None or not visible(into, g.user):
        raise Refusal(f"No source is called “{form.into.data}”. Type one of its names, or its number.", field="into")
    return into
