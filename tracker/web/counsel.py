"""Files for counsel: asking for one at the page of a claim or a case, and handing it out, which is recorded."""

from contextlib import closing

from flask import Blueprint, Response, g, render_template, send_file
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.exports import counsel as counsel_file
from tracker.exports.counsel import CounselFile
from tracker.services import counsel
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.exports import who_answers
from tracker.web.forms.counsel import CounselForm
from tracker.web.transactions import commit, looking

bp = Blueprint("counsel", __name__, url_prefix="/counsel")


@bp.route("/<kind>/<int:number>", methods=["GET", "POST"])
@needs(Permission.FILE)
def ask(kind: str, number: int) -> ResponseReturnValue:
    """Ask what a file for counsel is for and what goes into it, and hand it out."""
    with looking() as session:
        scope = counsel.read(session, kind, number, person=g.signed_in.user)
    form = CounselForm()
    if form.validate_on_submit():
        with refusals_on(form):
            return _sent(_made(kind, number, form))
    return render_template("counsel/ask.html", scope=scope, kind=kind, form=form), form.status


def _made(kind: str, number: int, form: CounselForm) -> CounselFile:
    """Write the file on sessions of its own, so that nobody waits for it; that it goes out is recorded in between."""
    desk().sealer.seal()
    person = g.signed_in.user
    asked = {"purpose": form.why.data, "notes": form.notes.data, "names": form.names.data}
    with closing(desk().database.snapshot()) as session:
        scope = counsel.read(session, kind, number, person=person)
        filing = counsel.gather(session, scope, **asked, desk=who_answers(), person=person)
        draft = counsel_file.Draft(filing)
    with draft:
        counsel.filed(g.session, scope, filing, sha256=draft.sha256, by=g.user)
        commit()
        desk().sealer.seal()
        with closing(desk().database.snapshot()) as session:
            return draft.finish(counsel.proofs(session, scope, filing, draft.sums, person=person))


def _sent(made: CounselFile) -> Response:
    response = send_file(made.file, mimetype=counsel_file.MEDIA_TYPE, as_attachment=True, download_name=made.name)
    response.content_length = made.size
    return response
