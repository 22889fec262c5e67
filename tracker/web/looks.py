"""What changed, with all decided claims that wait for another look because of it."""

from uuid import UUID

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Cause
from tracker.services import looks, many, touched, waiting
from tracker.web.auth import needs
from tracker.web.forms.many import StandForm

bp = Blueprint("looks", __name__, url_prefix="/looks")

MOST_SHOWN = 200
"""How many claims are listed one by one; the others are ticked together."""


@bp.get("/<cause>/<uuid:thing>")
@needs(Permission.READ)
def show(cause: str, thing: UUID) -> ResponseReturnValue:
    """List the claims that one change touches, those whose gate it moved on top, to answer many with one reason."""
    known = Cause(cause) if cause in set(Cause) else None
    entries = waiting.changed(g.session, looks.of_cause(known, thing)) if known else []
    if known is None or not entries:
        raise NotFound("No claim waits for another look because of that.")
    found = touched.by_cause(g.session, known, thing, person=g.user)
    form = StandForm(formdata=None, data={"position": many.position(g.session), "changed": (known, thing)})
    shown, rest = found[:MOST_SHOWN], found[MOST_SHOWN:]
    return render_template("looks/show.html", changed=entries[0], form=form, shown=shown, rest=rest)
