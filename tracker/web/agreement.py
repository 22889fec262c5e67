"""How far the desk's people agree."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import agreement
from tracker.services.agreement import Filters
from tracker.web import filters_url
from tracker.web.auth import needs

bp = Blueprint("agreement", __name__, url_prefix="/agreement")

FILTERS = ("case", "since", "until")


@bp.get("")
@needs(Permission.ASSESS)
def show() -> ResponseReturnValue:
    """Show how far first assessments agree, as the address filters them, and who agrees with whom."""
    asked = filters_url.read(g.session, {name: request.args.get(name, "") for name in FILTERS})
    filters = Filters(asked.filters.case, asked.filters.since, asked.filters.until)
    return render_template(
        "agreement/show.html",
        found=agreement.read(g.session, filters, person=g.user),
        typed=asked.typed,
        problems=asked.problems,
        chosen=filters_url.chosen(g.session, asked.filters, "agreement.show"),
    )
