"""How a no becomes a page: refusals on their form, everything else on the error page of its status, or as JSON."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, after_this_request, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from tracker.domain.errors import Duplicate, Refusal, Stale, TooMany, Unreadable
from tracker.models import Root
from tracker.web.addresses import page_of
from tracker.web.forms.base import Form
from tracker.web.transactions import give_up

log = logging.getLogger("tracker.web")
BUSY_FOR = 5
"""Seconds after which to try again when the database is busy."""
MOST_HEARD = 200_000_000
"""Bytes of a request that is too large which are read before it is refused."""


class NotSignedIn(Refusal):
    """The request needs somebody who is signed in."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Sign in first; you may have been away for too long.")


class Busy(Refusal):
    """The database does not answer, or not in time."""

    status = 503

    def __init__(self) -> None:
        super().__init__("The desk is busy or its database is away. Nothing was half-saved; try again in a moment.")
        self.retry_after = BUSY_FOR


@contextmanager
def refusals_on(form: Form, *, about: Root | None = None) -> Iterator[None]:
    """Roll back a refused change and put the reason on its form, which is then shown again with what was typed.

    The form then carries the newest revision of what it is ``about``, so that, looked over, it can be sent once more.
    """
    try:
        yield
    except (Refusal, StaleDataError, DataError, IntegrityError) as error:
        give_up()
        refusal = in_words(error)
        form.refuse(refusal)
        if about is not None and isinstance(refusal, Stale):
            form.show_again(about.rev)
        after_this_request(lambda response: _with_retry_after(response, refusal))


def in_words(error: Exception) -> Refusal:
    """Return the refusal that tells a person what an error of the database means for them."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, StaleDataError):
        return Stale("Somebody saved this at the same moment, and yours was not. Look it over, then try again.")
    if isinstance(error, IntegrityError):
        # It may also be a rule of ours that no form knows of, so its place is kept for whoever looks after the desk.
        log.warning("refused by the database: %s", error.orig, exc_info=error)
        return Duplicate("This clashes with something that is there already, perhaps saved a moment ago.")
    if isinstance(error, DataError):
        log.warning("refused by the database: %s", error.orig, exc_info=error)
        return Unreadable("This holds a character or a number that cannot be kept or looked for. Take it out.")
    log.error("the database failed", exc_info=error)
    return Busy()


def wants_json() -> bool:
    """Tell whether the one who asks is a program."""
    return request.path.startswith("/api/") or request.is_json


def handle_errors(app: Flask) -> None:
    """Give an app its error pages."""
    for kind in (Refusal, StaleDataError, DBAPIError, TimeoutError):
        app.register_error_handler(kind, lambda error: _show_refusal(in_words(error)))
    app.register_error_handler(HTTPException, _show_http_error)


def _show_refusal(refusal: Refusal) -> Response:
    if isinstance(refusal, Busy):
        g.signed_in = None  # The page must not ask the database who is looking.
    else:
        give_up()
    existing_url = page_of(refusal.existing) if isinstance(refusal, Duplicate) else None
    wait = refusal.retry_after if isinstance(refusal, TooMany | Busy) else None
    response = _page(refusal.status, refusal.message, existing_url=existing_url, retry_after=wait)
    return _with_retry_after(response, refusal)


def _show_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error, InternalServerError):
        g.signed_in = None
    if isinstance(error, RequestEntityTooLarge):
        _hear_out()
    response = _page(status, error.description if wants_json() else None)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _hear_out() -> None:
    """Read what is still being sent, up to a limit: browsers show no answer where they were cut short."""
    left = MOST_HEARD
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, 65536))):
        left -= len(piece)


def _page(status: int, message: str | None, **more: object) -> Response:
    if wants_json():
        response = jsonify(error={"status": status, "message": message or ""})
    else:
        response = make_response(render_template("error.html", status=status, message=message, **more))
    response.status_code = status
    return response


def _with_retry_after(response: Response, refusal: Refusal) -> Response:
    if isinstance(refusal, TooMany | Busy):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response
