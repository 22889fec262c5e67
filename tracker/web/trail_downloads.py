"""The trail as a file: recorded first, then sent as it is read, so that memory stays flat however long it is."""

from collections.abc import Iterator
from contextlib import closing

from flask import Response, g, request
from sqlalchemy import Select

from tracker.domain.errors import Refusal
from tracker.exports.trail_csv import trail_csv
from tracker.exports.trail_jsonl import trail_jsonl
from tracker.models import Event, Recorded, User
from tracker.services.history import Filters, downloads
from tracker.services.history.filters import Asked
from tracker.web.desk import desk
from tracker.web.transactions import commit_and_seal

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}


def filters_of(asked: Asked) -> Filters:
    """Return the filters of what is to go out; raise Refusal where more would go out than was meant."""
    for problem in asked.problems:
        raise Refusal(problem)
    if asked.sought:
        raise Refusal("What is found by words cannot be downloaded alone. Take the words away; the other filters stay.")
    return asked.filters


def hand_out(events: Select[Event], about: Recorded | None, *, filename: str, filters: dict[str, str]) -> Response:
    """Record that a trail goes out in the form that was asked for, and send it."""
    form = request.form.get("form", "")
    if form not in MEDIA_TYPES:
        raise Refusal("Choose a form: CSV to read, or JSON lines to check.")
    person = g.user
    downloads.note(g.session, form=form, about=about, by=person, **filters)
    commit_and_seal()
    response = Response(_written(events, person, form), mimetype=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f"attachment; filename={filename}.{form}"
    return response


def _written(events: Select[Event], person: User, form: str) -> Iterator[bytes]:
    """Return the file's bytes, read from a session of their own: the request's is over by the time they are sent."""
    database = desk().database

    def write() -> Iterator[bytes]:
        with closing(database.snapshot()) as session:
            if form == "csv":
                yield from trail_csv(downloads.told(session, events, person=person))
            else:
                yield from trail_jsonl(downloads.as_recorded(session, events, person=person))

    return write()
