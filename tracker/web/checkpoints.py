"""Seals of the record: how far it is sealed, who outside the desk holds one, and whether all still fits together."""

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound, Refusal
from tracker.domain.notes import Checkpoint
from tracker.domain.roles import Permission
from tracker.models import Check
from tracker.services import checkpoints, jobs
from tracker.services.checkpoints import comparison, handovers, keys
from tracker.services.verification import checks
from tracker.web import checking
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.checkpoints import CheckForm, CompareForm
from tracker.web.transactions import commit

bp = Blueprint("checkpoints", __name__, url_prefix="/seals")

TEXT = "text/plain; charset=utf-8"


@bp.get("")
@needs(Permission.READ_TRAIL)
def index() -> ResponseReturnValue:
    """Show how far the record is sealed, who holds a seal, and the last check."""
    return _page(CompareForm(formdata=None))


@bp.post("/compare")
@needs(Permission.READ_TRAIL)
def compare() -> ResponseReturnValue:
    """Compare the record with a seal that somebody brings."""
    form = CompareForm()
    found = None
    if form.validate_on_submit():
        with refusals_on(form):
            found = comparison.compare(g.session, form.seal.data)
    return _page(form, found), form.status


@bp.post("/check")
@needs(Permission.READ_TRAIL)
def check() -> ResponseReturnValue:
    """Begin a check of the whole record; it goes on behind the page."""
    form = CheckForm()
    if not form.validate_on_submit():
        raise Refusal("This form is not of this page. Load the page again.")
    begun = checks.begin(g.session, by=g.user)
    commit()
    checking.begin(desk(), begun)
    flash("The check is under way.")
    return redirect(url_for("checkpoints.index"), 303)


@bp.get("/newest.note")
@needs(Permission.READ_TRAIL)
def newest() -> ResponseReturnValue:
    """Hand out the newest seal, to be kept where the desk cannot reach it."""
    note = checkpoints.newest(g.session)
    if note is None:
        raise NotFound("There is no seal yet.")
    return _file(str(note), f"seal-{Checkpoint.parse(note.text).size}.note")


@bp.get("/proofs/<int:seq>")
@needs(Permission.READ_TRAIL)
def proof(seq: int) -> ResponseReturnValue:
    """Hand out the proof that an event is under the newest seal; it says nothing of what the event holds."""
    return _file(str(checkpoints.proof(g.session, seq)), f"event-{seq}.tlog-proof")


def _page(form: CompareForm, found: comparison.Comparison | None = None) -> str:
    last = jobs.newest(g.session, Check)
    return render_template(
        "checkpoints/index.html",
        standing=handovers.standing(g.session),
        handovers=handovers.newest(g.session),
        keys=keys.on_record(g.session),
        form=form,
        found=found,
        check=last,
        running=last is not None and jobs.is_running(last),
        check_form=CheckForm(formdata=None),
    )


def _file(text: str, name: str) -> Response:
    return Response(text, content_type=TEXT, headers={"Content-Disposition": f'attachment; filename="{name}"'})
