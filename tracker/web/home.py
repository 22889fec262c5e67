"""The first page: what waits, for whom, and since when."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain import chance
from tracker.domain.roles import Permission
from tracker.services import corrections, inbox, looks, redaction, waiting
from tracker.web import queues
from tracker.web.auth import needs
from tracker.web.forms.base import Form

bp = Blueprint("home", __name__)


@bp.get("/")
@needs(Permission.READ)
def show() -> ResponseReturnValue:
    """Show what waits for this person, and what waits for anybody."""
    second_looks, in_work = waiting.second_looks(g.session, g.user), waiting.in_work(g.session, g.user)
    elsewhere = {one.row.claim.id for one in second_looks} | {one.article.id for one in in_work}
    return render_template(
        "home/show.html",
        now=chance.now(),
        second_looks=second_looks,
        letters=inbox.of_person(g.session, g.user),
        in_work=in_work,
        assigned=waiting.assigned(g.session, g.user, but=elsewhere),
        withholdings=redaction.waiting(g.session, g.user),
        corrections=corrections.waiting(g.session, g.user),
        changed=waiting.changed(g.session),
        touched=looks.how_many(g.session),
        untaken=waiting.untaken(g.session),
        abandoned=waiting.abandoned(g.session),
        nothing=Form(formdata=None),
        queues=queues.of_person(),
        lost=waiting.lost_quotes(g.session),
        may_add=g.user.may(Permission.ADD_ARTICLES),
    )
