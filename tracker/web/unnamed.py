"""The ledger of unnamed sources."""

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.services import unnamed
from tracker.services.unnamed import Filters
from tracker.web import bars, filters_url
from tracker.web.auth import needs

bp = Blueprint("unnamed", __name__, url_prefix="/sources/unnamed")

FILTERS = ("outlet", "since", "until")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List who relies on unnamed sources, the newest first, as the address filters them."""
    asked = filters_url.read(g.session, {name: request.args.get(name, "") for name in FILTERS})
    filters = Filters(asked.filters.outlet, asked.filters.since, asked.filters.until)
    address = filters_url.write(asked.filters)
    after = request.args.get("after")
    page = unnamed.page(g.session, filters, person=g.user, after=after)
    counted = unnamed.summary(g.session, filters)
    return render_template(
        "unnamed/index.html",
        page=page,
        counted=counted,
        checks=bars.of_checks(counted.checks),
        typed=asked.typed,
        problems=asked.problems,
        chosen=filters_url.chosen(g.session, asked.filters, "unnamed.index"),
        next_url=url_for("unnamed.index", **address, after=page.next_key) if page.next_key else None,
        first_url=url_for("unnamed.index", **address) if after else None,
    )
