"""The trail with its proofs: a file that anyone can check, without this program, with one file and the desk's key."""

from contextlib import closing

from flask import Blueprint, Response, g, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from tracker.domain.roles import Permission
from tracker.exports import bundle
from tracker.models import Event
from tracker.services import bundles, counsel, history, publications
from tracker.services.history import downloads
from tracker.services.history import filters as history_filters
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.exports import who_answers
from tracker.web.trail_downloads import filters_of
from tracker.web.transactions import commit_and_seal, looking

bp = Blueprint("bundles", __name__, url_prefix="/trail")


@bp.post("/bundle")
@needs(Permission.READ_TRAIL)
def of_desk() -> ResponseReturnValue:
    """Hand the desk's trail out with its proofs, as it is filtered, and record that it was."""
    with looking() as session:
        asked = history_filters.read(session, request.form, desk().settings.desk_zone)
    events = history.events_of_desk(filters_of(asked), person=g.signed_in.user)
    return _hand_out(events, None, filename="trail.zip", filters=asked.typed)


@bp.post("/<kind>/<reference>/bundle")
@needs(Permission.READ_TRAIL)
def of_thing(kind: str, reference: str) -> ResponseReturnValue:
    """Hand the trail of a thing and its parts out with its proofs, and record that it was."""
    person = g.signed_in.user
    with looking() as session:
        thing = history.get_thing(session, kind, reference, person=person)
    events = history.events_of_thing(kind, thing.id, person=person)
    return _hand_out(events, thing, filename=f"trail-{kind}-{reference}.zip", filters={})


@bp.post("/report/<int:number>/<int:version>/bundle")
@needs(Permission.EXPORT)
def of_edition(number: int, version: int) -> ResponseReturnValue:
    """Hand a published version of a report out with the record behind it, and record that it was."""
    desk().sealer.seal()
    with closing(desk().database.snapshot()) as session:
        edition = publications.edition_of(session, publications.get(session, number), version)
        made = bundle.pack(counsel.bundle_of(session, edition, desk=who_answers(), person=g.signed_in.user))
        about = edition.report
    return _noted(made, about, filename=f"report-{number}-version-{version}.zip", filters={})


def _hand_out(
    events: Select[Event], thing: history.Thing | None, *, filename: str, filters: dict[str, str]
) -> Response:
    """Write the file on a session of its own, so that nobody waits for it, and record it before it goes."""
    about = [] if thing is None else [(thing.kind, thing.id)]
    desk().sealer.seal()
    with closing(desk().database.snapshot()) as session:
        gathered = bundles.gather(session, events, about, desk=who_answers(), person=g.signed_in.user)
        made = bundle.pack(gathered)
    return _noted(made, thing, filename=filename, filters=filters)


def _noted(made: bundle.BundleFile, thing: history.Thing | None, *, filename: str, filters: dict[str, str]) -> Response:
    """Record that a file goes out, then send it."""
    try:
        downloads.note(g.session, form="zip", about=thing, by=g.user, sha256=made.sha256, **filters)
        commit_and_seal()
    except BaseException:
        made.file.close()
        raise
    response = send_file(made.file, mimetype=bundle.MEDIA_TYPE, as_attachment=True, download_name=filename)
    response.content_length = made.size
    return response
