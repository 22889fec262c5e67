"""Setting the tags of a claim."""

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import tags
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.tags import TagsForm
from tracker.web.meanwhile import changes
from tracker.web.things import claim_at, page_path
from tracker.web.transactions import commit

bp = Blueprint("tags", __name__, url_prefix="/claims/<int:number>/tags")


@bp.route("", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(number: int) -> ResponseReturnValue:
    """Change the tags of a claim, all of them at once."""
    claim = claim_at(number)
    known = ", ".join(tag.name for tag in tags.of_claim(g.session, claim))
    form = TagsForm(rev=claim.rev, tags=known)
    if form.validate_on_submit():
        with refusals_on(form, about=claim):
            tags.set_tags(g.session, claim, form.names(), seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The tags were changed.")
            return redirect(page_path(claim), 303)
    context = {"claim": claim, "every": tags.every(g.session), "changes": changes(form)}
    return render_template("tags/edit.html", form=form, **context), form.status
